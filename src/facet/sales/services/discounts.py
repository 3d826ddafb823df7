"""What a role may give away alone; beyond it a second person's approval is used up."""

from collections.abc import Sequence
from datetime import datetime

from facet.kernel.errors import ApprovalNeeded, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work
from facet.organisation import services as organisation_services
from facet.sales.permissions import SalesPermission
from facet.sales.rules.discounts import beyond_limit, discount_digest
from facet.sales.rules.pricing import PricedLine
from facet.sales.selectors.basis import BASIS_APPROVAL, basis_wish

APPROVAL_KIND = "sales.discount"


@joins_unit_of_work
def check_limits(
    actor: Actor, lines: Sequence[PricedLine], *, rounding_cents: int, store_id: int, at: datetime
) -> None:
    """Refuse discounts and rounding beyond the actor's limits unless an approval covers them.

    Raises: ApprovalNeeded. Locks: each approval that is used. Queries: 0, or 2 per approval.
    """
    if -rounding_cents > actor.limit("rounding_off_cents"):
        limit = actor.limit("rounding_off_cents")
        raise ApprovalNeeded(what=gettext_noop("Rounding off"), limit=limit, wanted=-rounding_cents)
    for line in lines:
        check_switch(actor, line, store_id=store_id, at=at)
        wish = beyond_limit(line.asked, actor.limit)
        if wish is None:
            continue
        if line.approval is None:
            raise ApprovalNeeded(
                what=wish.what, limit=actor.limit(wish.limit), wanted=wish.wanted, code=line.goods.code, name=wish.limit
            )
        organisation_services.use_approval(
            actor,
            approval_id=line.approval,
            kind=APPROVAL_KIND,
            digest=discount_digest(store_id=store_id, code=line.goods.code, discount=line.asked),
            amount=line.priced.discount_cents,
            at=at,
        )


@joins_unit_of_work
def check_switch(actor: Actor, line: PricedLine, *, store_id: int, at: datetime) -> None:
    """Refuse a switched price basis without the right, or beyond the own limit without a second person's yes.

    Raises: NotPermitted, ApprovalNeeded. Locks: the approval that is used. Queries: 0, or 2 with an approval.
    """
    if line.switch is None:
        return
    require(actor, SalesPermission.SWITCH_BASIS, store_id=store_id)
    wish = basis_wish(line, store_id=store_id)
    if wish.wanted <= actor.limit(wish.limit):
        return
    if line.approval is None:
        raise ApprovalNeeded(
            what=gettext_noop("Switching the price basis"), limit=actor.limit(wish.limit), wanted=wish.wanted,
            code=line.goods.code, name=wish.limit,
        )  # fmt: skip
    organisation_services.use_approval(
        actor, approval_id=line.approval, kind=BASIS_APPROVAL, digest=wish.digest, amount=wish.amount, at=at
    )
