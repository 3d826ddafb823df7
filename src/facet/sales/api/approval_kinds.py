"""What a second person may allow at the till, and how a program asks for it."""

from facet.kernel.errors import gettext_noop
from facet.organisation.rules.approvals import ApprovalKind
from facet.sales.api.deposits import settlement_wish_from
from facet.sales.api.old_gold import old_gold_wish_from
from facet.sales.api.wish import basis_wish_from, return_wish_from, wish_from
from facet.sales.selectors.basis import BASIS_APPROVAL
from facet.sales.selectors.till_others import DEPOSIT_APPROVAL, OLD_GOLD_APPROVAL, RETURN_APPROVAL
from facet.sales.services.discounts import APPROVAL_KIND

APPROVAL_KINDS = (
    ApprovalKind(APPROVAL_KIND, gettext_noop("Discount above the limit"), wish=wish_from),
    ApprovalKind(BASIS_APPROVAL, gettext_noop("Price basis of a piece switched"), wish=basis_wish_from),
    ApprovalKind(RETURN_APPROVAL, gettext_noop("Return beyond the limit or the terms"), wish=return_wish_from),
    ApprovalKind(OLD_GOLD_APPROVAL, gettext_noop("Fineness of old gold above its test"), wish=old_gold_wish_from),
    ApprovalKind(DEPOSIT_APPROVAL, gettext_noop("Settling a deposit beyond its terms"), wish=settlement_wish_from),
)
