"""Goods that come back, for programs: a receipt looked up, and the ticket that takes it back."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.interface import Milligrams, RowId, Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.sales import selectors, services
from facet.sales.api.schemas import Closed, LineIn, SaleOut, TicketIn, sale_out
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.returns import ReturnRequest
from facet.sales.selectors.receipts import Receipt

router = Router(tags=["sales"])


class ReturnLineIn(Closed):
    sale: UUID = Field(description="The ticket that sold it.")
    line_no: Whole(1, 1_000)
    quantity: Whole(0, 100_000) = Field(0, description="0 with weight 0: all that is left of the line.")
    weight_mg: Milligrams = 0
    reason: Literal["quality", "changed_mind", "size", "gift", "wrong_sale"]
    condition: Literal["unworn", "worn", "damaged"] = "unworn"
    note: Text(200) = ""
    approval: RowId | None = Field(None, description="A granted approval, kind sales.return.")

    def request(self) -> ReturnRequest:
        return ReturnRequest(**self.dict())


class ReturnIn(TicketIn):
    """A ticket that takes goods back; with `lines` it is an exchange. `tenders` pay what is due either way."""

    returns: Annotated[list[ReturnLineIn], Field(min_length=1, max_length=50)]
    lines: Annotated[list[LineIn], Field(max_length=200)] = []

    def sale_request(self) -> SaleRequest:
        return self.ticket(returns=tuple(line.request() for line in self.returns))


class PaidOut(Schema):
    method: str
    left_cents: int


class ReturnableOut(Schema):
    line_no: int
    code: str
    name: str
    name_en: str
    quantity_left: int
    weight_left_mg: int
    net_left_cents: int
    points: int = Field(description="What the whole line earned.")


class ReceiptOut(Schema):
    id: UUID
    number: str
    store: str
    sold_at: datetime
    sold_on: date | None
    due_cents: int
    lines: list[ReturnableOut]
    paid: list[PaidOut]


@router.get("/receipts", response={200: ReceiptOut} | PROBLEMS, operation_id="find_receipt")
def find_receipt(request: HttpRequest, code: Query[Text(64, least=1)]) -> Any:
    """A receipt by its number, or the last one that sold the piece under this tag; from any store."""
    return receipt_out(selectors.find_receipt(request.auth, code))


@router.post("/sales/returns", response={201: SaleOut} | PROBLEMS, operation_id="return_sale")
def return_sale(request: HttpRequest, payload: ReturnIn) -> Any:
    """Take goods back, or exchange them for others, with one balance. Safe to retry with its `Idempotency-Key`."""
    sold = services.complete_sale(
        actor=request.auth, operation=operation_of(request, payload), request=payload.sale_request(), at=now()
    )
    return Status(201, sale_out(sold))


def receipt_out(receipt: Receipt) -> dict[str, Any]:
    """A receipt as the API gives it: the goods, never their buyer."""
    return {
        "id": receipt.sale_id,
        "number": receipt.number,
        "store": receipt.store_name,
        "sold_at": receipt.completed_at,
        "sold_on": receipt.lines[0].sold_on if receipt.lines else None,
        "due_cents": receipt.due_cents,
        "lines": [
            {
                "line_no": line.line_no, "code": line.sold.code, "name": line.name, "name_en": line.name_en,
                "quantity_left": line.sold.left.quantity, "weight_left_mg": line.sold.left.weight_mg,
                "net_left_cents": line.sold.left.net_cents, "points": line.points,
            }
            for line in receipt.lines
        ],
        "paid": [{"method": each.method, "left_cents": each.left_cents} for each in receipt.paid if each.left_cents],
    }  # fmt: skip
