"""What spending offers to the house: settings, approval kinds, books, panels, lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings as django_settings

from facet.kernel import registry
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.loyalty.rules import conversion, coupon, proof
from facet.loyalty.rules.settings import SETTINGS
from facet.loyalty.selectors import spending_books, wishes
from facet.loyalty.web import coupon_lists, offers, own_card, prize_lists, stored_value_lists
from facet.organisation.rules.approvals import ApprovalKind, Wish


def offer_spending() -> None:
    """Offer all of it, once, when the house starts."""
    for setting in SETTINGS:
        registry.offer("setting", setting.key, setting)
    for kind in _KINDS:
        registry.offer("approval.kind", kind.key, kind)
    for check in _BOOKS:
        registry.offer("books", check.key, check)
    for definition in (*coupon_lists.LISTS, *prize_lists.LISTS, *stored_value_lists.LISTS):
        registry.offer("list", definition.key, definition)
    registry.offer("member.tab", offers.OFFERS_TAB.key, offers.OFFERS_TAB)
    for key, part in own_card.PARTS.items():
        registry.offer("card.page", key, part)
    registry.offer("till.member", offers.TILL_OFFERS.key, offers.TILL_OFFERS)


def _issue(actor: Actor, _store_id: int | None, payload: Mapping[str, Any], _at: datetime) -> Wish:
    return wishes.wish_to_issue(actor, payload)


def _pay_out(actor: Actor, _store_id: int | None, payload: Mapping[str, Any], at: datetime) -> Wish:
    return wishes.wish_to_pay_out(actor, payload, local_date(at, django_settings.TIME_ZONE))


_KINDS = (
    ApprovalKind(proof.APPROVAL_KIND, gettext_noop("Vouch for a member who spends"), minutes=15),
    ApprovalKind(coupon.APPROVAL_KIND, gettext_noop("Coupon by hand above the limit"), wish=_issue),
    ApprovalKind(conversion.APPROVAL_KIND, gettext_noop("Points paid out in money"), wish=_pay_out),
)
_BOOKS = (
    registry.Check("loyalty.prizes", gettext_noop("Prize stock books"), spending_books.prize_books),
    registry.Check("loyalty.stored_value", gettext_noop("Stored-value books"), spending_books.stored_value_books),
    registry.Check("loyalty.coupons", gettext_noop("Coupon books"), spending_books.coupon_books),
    registry.Check("loyalty.spent_points", gettext_noop("Spent points books"), spending_books.spent_points_books),
)
