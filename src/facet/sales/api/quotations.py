"""Quotes for programs: written, listed, read, withdrawn; `complete_sale` sells one by its number."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.interface import RowId, Text, operation_of
from facet.kernel.problems import PROBLEMS
from facet.sales import services
from facet.sales.api.schemas import Closed, LineIn, StepOut, line_of
from facet.sales.rules.request import SaleRequest
from facet.sales.selectors.quotations import QuotationPage, list_quotations, quotation_page

router = Router(tags=["quotes"])
Few = Annotated[int, Field(ge=1, le=200)]  # not strict: queries carry digits


class QuotationBody(Closed):
    """Goods off the shelf whose prices of now are promised for some days; no piece is kept."""

    store: Text(16, least=1)
    till: Text(16, least=1)
    member: RowId | None = None
    customer: Text(60) = Field("", description="The name of somebody who is no member.")
    note: Text(200) = ""
    lines: Annotated[list[LineIn], Field(min_length=1, max_length=200)]

    def wanted(self) -> services.QuotationIn:
        """The quote this body asks for."""
        request = SaleRequest(
            store=self.store, till=self.till, member=self.member, lines=tuple(line_of(line) for line in self.lines)
        )
        return services.QuotationIn(request=request, customer=self.customer, note=self.note)


class QuotationQuery(Schema):
    state: Literal["", "open", "expired", "used", "withdrawn"] = ""
    store: Text(16) = ""
    most: Few = 50


class WithdrawalBody(Closed):
    reason: Text(200, least=1)


class QuotationLineOut(Schema):
    line_no: int
    code: str
    name: str
    name_en: str
    quantity: int
    weight_mg: int
    price_basis: str
    board_cents_per_gram: int
    list_cents: int
    discount_cents: int
    net_cents: int
    steps: list[StepOut]
    now_cents: int | None = Field(description="What it would cost now; empty once the quote is closed.")
    gone: str = Field(description="Why it cannot be sold in the store now, in English; empty while it is there.")


class QuotationOut(Schema):
    number: str
    state: Literal["open", "expired", "used", "withdrawn"]
    store: str
    member: int | None
    customer: str
    quoted_on: date
    quoted_at: datetime
    valid_until: datetime
    list_cents: int
    discount_cents: int
    due_cents: int
    pieces: int
    weight_mg: int
    note: str
    ticket: str = Field(description="The number of the sale that it became.")
    lines: list[QuotationLineOut]


class QuotationRow(Schema):
    number: str
    state: str
    store: str
    member: int | None
    quoted_at: datetime
    valid_until: datetime
    due_cents: int
    pieces: int
    weight_mg: int


@router.post("/quotes", response={201: QuotationOut} | PROBLEMS, operation_id="open_quotation")
def open_quotation(request: HttpRequest, payload: QuotationBody) -> Any:
    """Promise what these goods cost now for the house's days. Safe to retry with its `Idempotency-Key`."""
    at = now()
    row = services.open_quotation(
        actor=request.auth, operation=operation_of(request, payload), wanted=payload.wanted(), at=at
    )
    return Status(201, quotation_out(quotation_page(request.auth, number=row.number, at=at)))


@router.get("/quotes", response={200: list[QuotationRow]} | PROBLEMS, operation_id="list_quotations")
def quotations(request: HttpRequest, query: Query[QuotationQuery]) -> Any:
    """The newest quotes in reach."""
    return list_quotations(request.auth, state=query.state, store=query.store, most=query.most, at=now())


@router.get("/quotes/{number}", response={200: QuotationOut} | PROBLEMS, operation_id="get_quotation")
def get_quotation(request: HttpRequest, number: Text(32)) -> Any:
    """One quote with its lines, today's prices beside them, and what is not there any more."""
    return quotation_out(quotation_page(request.auth, number=number, at=now()))


@router.post("/quotes/{number}/withdrawal", response={200: QuotationOut} | PROBLEMS, operation_id="withdraw_quotation")
def withdraw_quotation(request: HttpRequest, number: Text(32), payload: WithdrawalBody) -> Any:
    """Promise its prices no longer. Safe to retry with its `Idempotency-Key`."""
    at = now()
    services.withdraw_quotation(
        actor=request.auth, operation=operation_of(request, payload), number=number, reason=payload.reason, at=at
    )
    return quotation_out(quotation_page(request.auth, number=number, at=at))


_OF_QUOTATION = ("number", "quoted_on", "quoted_at", "valid_until", "list_cents", "discount_cents", "due_cents",
                 "pieces", "weight_mg", "note")  # fmt: skip
_OF_LINE = ("line_no", "code", "name", "name_en", "quantity", "weight_mg", "price_basis", "board_cents_per_gram",
            "list_cents", "discount_cents", "net_cents", "steps")  # fmt: skip


def quotation_out(page: QuotationPage) -> dict[str, Any]:
    """A quote as the API gives it."""
    row = page.quotation
    return {name: getattr(row, name) for name in _OF_QUOTATION} | {
        "state": page.state, "store": page.store.code, "member": row.member_id, "customer": row.customer or "",
        "ticket": page.ticket,
        "lines": [
            {name: getattr(each.line, name) for name in _OF_LINE} | {"now_cents": each.now_cents, "gone": each.gone}
            for each in page.lines
        ],
    }  # fmt: skip
