"""Papers for programs: the receipt as bytes for a printer, warranties of a ticket, how papers are laid out."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.interface import IdOut, RowId, Text, operation_of
from facet.kernel.problems import PROBLEMS
from facet.sales import services
from facet.sales.api.schemas import Closed
from facet.sales.flows.escpos import receipt_bytes
from facet.sales.rules.print_layouts import LONGEST, Layout
from facet.sales.selectors.paper_page import RECEIPT, paper_of
from facet.sales.selectors.warranty import Issued, warranties_of
from facet.sales.services import LayoutIn

router = Router(tags=["sales"])


class PrintLayoutIn(Closed):
    """How one form prints from a day on. `blocks` are the parts that print, in order; no `store` is the chain."""

    form: Text(24, least=1)  # type: ignore[valid-type]
    paper: Text(16, least=1)  # type: ignore[valid-type]
    font: Text(8, least=1) = "normal"  # type: ignore[valid-type]
    blocks: Annotated[list[Text(24, least=1)], Field(min_length=1, max_length=30)]  # type: ignore[valid-type]
    head: Text(LONGEST) = ""  # type: ignore[valid-type]
    head_en: Text(LONGEST) = ""  # type: ignore[valid-type]
    foot: Text(LONGEST) = ""  # type: ignore[valid-type]
    foot_en: Text(LONGEST) = ""  # type: ignore[valid-type]
    logo: Text(64) = Field("", description="The sum of a logo that stands on an earlier layout; empty for none.")
    valid_from: date
    store: RowId | None = None
    follows_chain: bool = False
    note: Text(120) = ""  # type: ignore[valid-type]

    def wanted(self) -> LayoutIn:
        """What the service is asked for."""
        layout = Layout(
            form=self.form, paper=self.paper, font=self.font, blocks=tuple(self.blocks), head=self.head,
            head_en=self.head_en, foot=self.foot, foot_en=self.foot_en, logo=self.logo,
        )  # fmt: skip
        return LayoutIn(
            layout=layout, valid_from=self.valid_from, store_id=self.store, follows_chain=self.follows_chain,
            note=self.note,
        )  # fmt: skip


class WarrantyOut(Schema):
    """One signed statement; `token` opens /w/<token>."""

    tag: str
    token: str
    statement: str
    signature: str
    key_number: int

    @classmethod
    def of(cls, issued: Issued) -> "WarrantyOut":
        """The answer for one warranty."""
        signed = issued.signed
        return cls(
            tag=issued.tag, token=issued.token, statement=signed.statement, signature=signed.signature,
            key_number=signed.key_number,
        )  # fmt: skip


@router.post("/sales/{uuid:sale_id}/receipt-prints", response={200: bytes} | PROBLEMS, operation_id="print_receipt")
def print_receipt(request: HttpRequest, sale_id: UUID) -> Any:
    """Note one printing and get the receipt for an ESC/POS printer, in GB18030. The second is marked as a reprint."""
    services.print_receipt(actor=request.auth, sale_id=sale_id, at=now())
    paper = paper_of(request.auth, sale_id=sale_id, form_key=RECEIPT, english=False)
    return HttpResponse(receipt_bytes(paper), content_type="application/octet-stream")


@router.get(
    "/sales/{uuid:sale_id}/warranties", response={200: list[WarrantyOut]} | PROBLEMS, operation_id="warranties_of"
)
def warranties(request: HttpRequest, sale_id: UUID) -> Any:
    """The signed statement about each piece of a ticket."""
    return [WarrantyOut.of(each) for each in warranties_of(request.auth, sale_id=sale_id)]


@router.post("/print-layouts", response={201: IdOut} | PROBLEMS, operation_id="set_print_layout")
def set_print_layout(request: HttpRequest, payload: PrintLayoutIn) -> Any:
    """Let a form print another way from a day on. Safe to retry with the same `Idempotency-Key`."""
    made = services.set_print_layout(
        actor=request.auth, operation=operation_of(request, payload), request=payload.wanted(), at=now()
    )
    return Status(201, {"id": made})
