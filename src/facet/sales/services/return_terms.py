"""Who may take which goods back, where, and when a second person must say yes."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from facet.kernel.errors import ApprovalNeeded, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.selectors import TillFacts
from facet.sales.errors import ReturnNotAllowed
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.return_lines import SoldLine, needs_second_person, return_digest
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.selectors.old_gold import traded_in
from facet.sales.selectors.till_others import RETURN_APPROVAL

RETURN_ELSEWHERE = "sales.return_elsewhere"


@joins_unit_of_work
def check_returns_here(actor: Actor, sold: Mapping[Any, SoldLine], *, till: TillFacts) -> None:
    """Refuse returns to a person who may not take them, and to a store that does not take others' goods.

    Raises: NotPermitted, ReturnNotAllowed. Queries: 0, or 1 for goods of another store.
    """
    if not sold:
        return
    require(actor, SalesPermission.RETURN_GOODS, store_id=till.store_id)
    traded = traded_in([line.id for line in sold.values()])
    for line in sold.values():
        if line.id in traded:
            raise ReturnNotAllowed(
                code=line.sold.code, reason=gettext_noop("It was taken in as an upgrade; undo that trade-in instead.")
            )
        if line.store_id != till.store_id and not organisation_selectors.policy_value(
            RETURN_ELSEWHERE, store_id=line.store_id, on=line.sold_on, default=True
        ):
            raise ReturnNotAllowed(
                code=line.sold.code,
                reason=gettext_noop("Its store takes back its own goods only. Send the customer there."),
            )


@joins_unit_of_work
def check_return_limits(actor: Actor, lines: Sequence[OtherLine], *, store_id: int, at: datetime) -> None:
    """Refuse what goes beyond the actor's limit or the terms unless a second person said yes to it.

    Raises: ApprovalNeeded. Locks: each approval that is used. Queries: 0, or 2 per approval.
    """
    limit = actor.limit("refund_cents")
    exceptions = actor.may(SalesPermission.RETURN_BEYOND_TERMS, store_id=store_id)
    for back in (line.facts for line in lines if line.kind == LineKind.RETURN):
        amount = back.coming.amounts.net_cents
        if not needs_second_person(back, limit_cents=limit, may_go_beyond=exceptions):
            continue
        if back.request.approval is None:
            raise ApprovalNeeded(
                what=back.verdict.why or gettext_noop("Return"), limit=limit, wanted=amount, code=back.sold.sold.code,
                name="refund_cents",
            )  # fmt: skip
        organisation_services.use_approval(
            actor, approval_id=back.request.approval, kind=RETURN_APPROVAL,
            digest=return_digest(back.request, store_id=store_id), amount=amount, at=at,
        )  # fmt: skip
