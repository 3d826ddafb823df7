"""Deposits and layaways for programs: taken, paid in, settled; a ticket uses them by `deposits_used` and a tender."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.interface import Milligrams, PositiveCents, RowId, Text, Whole, operation_of
from facet.kernel.permissions import Actor, require
from facet.kernel.problems import PROBLEMS
from facet.organisation.rules.approvals import Wish
from facet.sales import services
from facet.sales.api.schemas import Closed, SaleOut, TenderIn, sale_out
from facet.sales.api.wish import read_payload
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deposit_request import DepositRequest, OpensDeposit, SettlesDeposit
from facet.sales.rules.deposits import DepositKind
from facet.sales.rules.request import SaleRequest
from facet.sales.selectors.deposit_wish import settlement_wish_of
from facet.sales.selectors.deposits import DepositPage, deposit_page

router = Router(tags=["deposits"])


class _Money(Closed):
    store: Text(16, least=1)
    till: Text(16, least=1)
    member: RowId
    tenders: Annotated[list[TenderIn], Field(max_length=20)]

    def ticket(self, wanted: DepositRequest) -> SaleRequest:
        """The ticket that carries the money."""
        return SaleRequest(
            store=self.store, till=self.till, member=self.member, deposits=(wanted,),
            tenders=tuple(each.request() for each in self.tenders),
        )  # fmt: skip


class MemberDepositIn(_Money):
    """Money left before the goods; what is above a fifth of the price is a prepayment."""

    kind: Literal["", "earnest", "prepayment"] = ""
    amount_cents: Whole(1, 10**12)
    price_cents: Whole(1, 10**12) = Field(description="The price it is part of, agreed or estimated.")
    subject: Text(120) = Field("", description="What it is for.")
    piece: Text(32) = Field("", description="Tag of a piece that is kept meanwhile.")
    lock_item: Text(16) = Field("", description="Price item whose board price is locked, for example AU999.")
    lock_mg: Milligrams = 0
    lock_lower: bool = Field(False, description="The day's price counts where it is lower.")
    order: Text(24) = Field("", description="The order that it is for.")


class LayawayIn(_Money):
    """A piece that is kept while it is paid for in parts."""

    piece: Text(32, least=1)
    down_cents: Whole(1, 10**12)
    instalments: Whole(1, 36)


class DepositPaymentIn(_Money):
    amount_cents: Whole(1, 10**12)


class DepositSettlementBody(Closed):
    number: Text(24, least=1)
    reason: Literal["withdrawn", "house", "agreed"]
    refund_cents: PositiveCents | None = Field(None, description="What goes back; empty: as the terms say.")
    note: Text(120) = ""

    def wanted(self, approval: int | None = None) -> DepositRequest:
        settles = SettlesDeposit(reason=self.reason, refund_cents=self.refund_cents, note=self.note)
        return DepositRequest(number=self.number, settles=settles, approval=approval)


class SettleDepositIn(_Money):
    reason: Literal["withdrawn", "house", "agreed"]
    refund_cents: PositiveCents | None = Field(None, description="What goes back; empty: as the terms say.")
    note: Text(120) = ""
    approval: RowId | None = Field(None, description="A granted approval, kind sales.deposit.")


class DepositEntryOut(Schema):
    number: int
    kind: str
    amount_cents: int
    balance_cents: int
    at: datetime
    ticket: str
    sale: UUID | None


class InstalmentOut(Schema):
    number: int
    due_on: date
    amount_cents: int
    left_cents: int


class MemberDepositOut(Schema):
    number: str
    kind: str
    state: str
    store: str
    member_id: int
    price_cents: int
    paid_cents: int
    balance_cents: int
    piece: str
    held_until: date | None
    lock_mg: int
    lock_left_mg: int
    lock_cents_per_gram: int
    lock_lower: bool
    lock_until: date | None
    entries: list[DepositEntryOut]
    instalments: list[InstalmentOut]


@router.post("/deposits", response={201: SaleOut} | PROBLEMS, operation_id="open_deposit")
def open_deposit(request: HttpRequest, payload: MemberDepositIn) -> Any:
    """Take earnest money or a prepayment. Safe to retry with its `Idempotency-Key`."""
    named = {"kind", "price_cents", "subject", "piece", "lock_item", "lock_mg", "lock_lower", "order"}
    opens = OpensDeposit(**payload.dict(include=named))
    return _sold(request, payload, DepositRequest(amount_cents=payload.amount_cents, opens=opens))


@router.post("/layaways", response={201: SaleOut} | PROBLEMS, operation_id="open_layaway")
def open_layaway(request: HttpRequest, payload: LayawayIn) -> Any:
    """Keep a piece against a down payment and instalments. Safe to retry with its `Idempotency-Key`."""
    opens = OpensDeposit(kind=DepositKind.LAYAWAY.value, piece=payload.piece, instalments=payload.instalments)
    return _sold(request, payload, DepositRequest(amount_cents=payload.down_cents, opens=opens))


@router.post("/deposits/{number}/payments", response={201: SaleOut} | PROBLEMS, operation_id="pay_deposit")
def pay_deposit(request: HttpRequest, number: Text(24), payload: DepositPaymentIn) -> Any:
    """Pay an instalment, or more into a deposit. Safe to retry with its `Idempotency-Key`."""
    return _sold(request, payload, DepositRequest(number=number, amount_cents=payload.amount_cents))


@router.post("/deposits/{number}/settlement", response={201: SaleOut} | PROBLEMS, operation_id="settle_deposit")
def settle_deposit(request: HttpRequest, number: Text(24), payload: SettleDepositIn) -> Any:
    """End a deposit without goods: pay back, keep, or both. Safe to retry with its `Idempotency-Key`."""
    settles = SettlesDeposit(reason=payload.reason, refund_cents=payload.refund_cents, note=payload.note)
    wanted = DepositRequest(number=number, settles=settles, approval=payload.approval)
    return _sold(request, payload, wanted)


@router.get("/deposits/{number}", response={200: MemberDepositOut} | PROBLEMS, operation_id="get_deposit")
def get_deposit(request: HttpRequest, number: Text(24)) -> Any:
    """One deposit with its entries and instalments."""
    return deposit_out(deposit_page(request.auth, number=number, at=now()))


def _sold(request: HttpRequest, payload: _Money, wanted: DepositRequest) -> Any:
    sold = services.complete_sale(
        actor=request.auth, operation=operation_of(request, payload), request=payload.ticket(wanted), at=now()
    )
    return Status(201, sale_out(sold))


def deposit_out(page: DepositPage) -> dict[str, Any]:
    """A deposit as the API gives it."""
    row, left = page.deposit, {due.number: due.cents for due in page.dues}
    names = ("number", "kind", "state", "price_cents", "paid_cents", "balance_cents", "held_until", "lock_mg",
             "lock_left_mg", "lock_cents_per_gram", "lock_lower", "lock_until", "member_id")  # fmt: skip
    return {name: getattr(row, name) for name in names} | {
        "store": page.store.code,
        "piece": row.piece.tag if row.piece else "",
        "entries": [
            {"number": each.entry.number, "kind": each.entry.kind, "amount_cents": each.entry.amount_cents,
             "balance_cents": each.entry.balance_cents, "at": each.entry.at, "ticket": each.ticket,
             "sale": each.sale_id}
            for each in page.entries
        ],
        "instalments": [
            {"number": due.number, "due_on": due.on, "amount_cents": due.cents, "left_cents": left.get(due.number, 0)}
            for due in page.schedule
        ],
    }  # fmt: skip


def settlement_wish_from(actor: Actor, store_id: int | None, payload: Mapping[str, Any], _at: datetime) -> Wish:
    """The payload is a deposit's number and the body of its settlement. Raises: Invalid, NotFound, DepositClosed."""
    asked = read_payload(DepositSettlementBody, payload)
    if store_id is None:
        raise Invalid(field="store", reason=gettext_noop("Name the store that settles it."))
    require(actor, SalesPermission.SETTLE_DEPOSIT, store_id=store_id)
    return settlement_wish_of(actor, store_id=store_id, wanted=asked.wanted())
