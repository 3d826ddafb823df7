"""What a member bought, for programs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from facet.kernel.interface import RowId
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.sales.selectors.purchases import Days, Purchases, purchases_of

router = Router(tags=["sales"])


class BoughtOut(Schema):
    line: int
    sale: UUID
    number: str
    store: str
    business_date: date
    completed_at: datetime
    kind: str
    code: str
    name: str
    name_en: str
    quantity: int
    weight_mg: int
    net_cents: int
    points: int
    may_open: bool


class PurchasesOut(Schema):
    """The sums are of all the days asked for, the lines are fifty of them; `before` leads to older ones."""

    tickets: int
    net_cents: int
    weight_mg: int
    older_cents: int
    lines: list[BoughtOut]
    before: int | None


@router.get(
    "/members/{member_id}/purchases", response={200: PurchasesOut} | PROBLEMS, operation_id="member_purchases",
    summary="What a member bought",
)  # fmt: skip
def member_purchases(
    request: HttpRequest, member_id: RowId, first: date | None = None, last: date | None = None,
    before: RowId | None = None,
) -> Any:  # fmt: skip
    """Down to the piece, newest first, whoever sold it; the days are both included. Only within your reach."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return _out(purchases_of(actor, member_id=member_id, days=Days(first, last), before=before))


def _out(found: Purchases) -> PurchasesOut:
    spent = found.spent
    return PurchasesOut(
        tickets=spent.tickets, net_cents=spent.net_cents, weight_mg=spent.weight_mg, older_cents=spent.older_cents,
        before=found.before, lines=[
            BoughtOut(
                line=line.pk, sale=line.sale_id, number=line.sale.number, store=line.sale.store.code,
                business_date=line.sale.business_date, completed_at=line.sale.completed_at, kind=line.kind,
                code=line.code, name=line.name, name_en=line.name_en, quantity=line.quantity,
                weight_mg=line.weight_mg, net_cents=line.net_cents, points=line.points, may_open=each.may_open,
            )
            for each in found.lines for line in (each.line,)
        ],
    )  # fmt: skip
