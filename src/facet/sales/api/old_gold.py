"""Old gold for programs: a trial, the ticket that takes it in, a buy-back, and the way back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from facet.kernel.clock import now
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.interface import IdOut, Milligrams, RowId, Text, Whole, operation_of
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor, require
from facet.kernel.problems import PROBLEMS
from facet.organisation import selectors as organisation_selectors
from facet.organisation.rules.approvals import Wish
from facet.sales import services
from facet.sales.api.schemas import Closed, LineIn, SaleOut, StepOut, TenderIn, TicketIn, line_of, sale_out
from facet.sales.api.wish import read_payload
from facet.sales.permissions import SalesPermission
from facet.sales.rules.old_gold import Way
from facet.sales.rules.old_gold_request import OldGoldRequest
from facet.sales.rules.request import SaleRequest, TenderRequest
from facet.sales.selectors.old_gold_trial import Offer, Trial, trial_of_old_gold
from facet.sales.selectors.old_gold_undo import undo_request
from facet.sales.selectors.old_gold_wish import old_gold_wish_of
from facet.sales.services.old_gold_seller import SellerIn

router = Router(tags=["old gold"])

FinenessE4 = Whole(1, 10_000)


class GoldIn(Closed):
    """One piece of old gold, weighed and tested."""

    item: Text(16, least=1) = Field(description="The price item whose board counts, for example AU999.")
    gross_mg: Milligrams
    non_metal_mg: Milligrams = 0
    melted_mg: Milligrams = Field(0, description="Weight after melting; 0 where it was not melted.")
    tested_e4: FinenessE4 = Field(description="The tested fineness, 9900 for 990 ‰.")
    credited_e4: Whole(0, 10_000) = Field(0, description="The fineness that is credited; 0 for the tested one.")
    assay: Literal["xrf", "touchstone", "fire"] = "xrf"
    maker: Literal["own", "other"] = "other"
    description: Text(120) = ""
    receipt: UUID | None = Field(None, description="The ticket that sold it, for an upgrade.")
    receipt_line: Whole(0, 1_000) = 0


class OldGoldIn(GoldIn):
    way: Literal["grams", "value", "upgrade", "buy_back"]
    melt_consent: bool = False
    seller: RowId | None = Field(None, description="From identify_seller, where the house asks for it.")
    approval: RowId | None = Field(None, description="A granted approval, kind sales.old_gold.")

    def wanted(self) -> OldGoldRequest:
        return OldGoldRequest(**self.dict())


class TradeIn(TicketIn):
    """A ticket that takes old gold in and sells new goods, with one balance."""

    old_gold: Annotated[list[OldGoldIn], Field(min_length=1, max_length=20)]


class BuyBackIn(Closed):
    store: Text(16, least=1)
    till: Text(16, least=1)
    member: RowId | None = None
    old_gold: Annotated[list[OldGoldIn], Field(min_length=1, max_length=20)]
    tenders: Annotated[list[TenderIn], Field(max_length=5)] = Field(description="What the seller gets: cash or bank.")
    expected_total_cents: Whole(-(10**12), 0) | None = None


class TrialIn(Closed):
    store: Text(16, least=1)
    till: Text(16, least=1)
    gold: GoldIn
    lines: Annotated[list[LineIn], Field(max_length=50)] = []


class OfferOut(Schema):
    way: str
    possible: bool
    why_not: str
    net_mg: int
    credited_mg: int
    credit_cents: int
    fee_cents: int
    missing_mg: int
    missing_cents: int
    due_cents: int = Field(description="What changes hands; below zero the customer gets it.")
    steps: list[StepOut]


class TrialOut(Schema):
    new_cents: int
    offers: list[OfferOut]


class UndoIn(Closed):
    store: Text(16, least=1)
    till: Text(16, least=1)
    material: Text(24, least=1) = Field(description="The bar code of any piece of the ticket's old gold.")
    tenders: Annotated[list[TenderIn], Field(max_length=20)] = []
    expected_total_cents: Whole(-(10**12), 10**12) | None = None


class SellerBody(Closed):
    store: Text(16, least=1)
    document: Literal["id_card", "passport", "permit"]
    name: Text(60, least=2)
    number: Text(32, least=5)
    member: RowId | None = None


@router.post("/trade-ins/trial", response={200: TrialOut} | PROBLEMS, operation_id="trial_of_old_gold")
def trial(request: HttpRequest, payload: TrialIn) -> Any:
    """The four ways side by side, without a sale; nothing is stored."""
    till = organisation_selectors.till_facts(store_code=payload.store, till_code=payload.till)
    at = now()
    wanted = OldGoldRequest(way=Way.VALUE.value, **payload.gold.dict())
    lines = [line_of(line) for line in payload.lines]
    return trial_out(trial_of_old_gold(request.auth, wanted, till=till, lines=lines, prices_at=at, at=at))


@router.post("/trade-ins", response={201: SaleOut} | PROBLEMS, operation_id="accept_trade_in")
def accept_trade_in(request: HttpRequest, payload: TradeIn) -> Any:
    """Take old gold in against new goods, with one balance. Safe to retry with its `Idempotency-Key`."""
    ticket = payload.ticket(old_gold=tuple(line.wanted() for line in payload.old_gold))
    return Status(201, _sold(request, payload, ticket))


@router.post("/buy-backs", response={201: SaleOut} | PROBLEMS, operation_id="buy_back")
def buy_back(request: HttpRequest, payload: BuyBackIn) -> Any:
    """Buy old gold for money. Safe to retry with its `Idempotency-Key`."""
    if any(line.way != Way.BUY_BACK for line in payload.old_gold):
        raise Invalid(field="old_gold.way", reason=gettext_noop("A buy-back takes gold by the way buy_back only."))
    ticket = SaleRequest(
        store=payload.store, till=payload.till, member=payload.member, tenders=_tenders(payload.tenders),
        old_gold=tuple(line.wanted() for line in payload.old_gold),
        expected_total_cents=payload.expected_total_cents,
    )  # fmt: skip
    return Status(201, _sold(request, payload, ticket))


@router.post("/trade-ins/undo", response={201: SaleOut} | PROBLEMS, operation_id="undo_trade_in")
def undo_trade_in(request: HttpRequest, payload: UndoIn) -> Any:
    """Undo a whole trade-in or buy-back before its gold is melted; money goes the other way."""
    till = organisation_selectors.till_facts(store_code=payload.store, till_code=payload.till)
    asked = undo_request(request.auth, code=payload.material, till=till)
    ticket = SaleRequest(
        store=asked.store, till=asked.till, member=asked.member, returns=asked.returns, gold_back=asked.gold_back,
        tenders=_tenders(payload.tenders), expected_total_cents=payload.expected_total_cents,
    )  # fmt: skip
    return Status(201, _sold(request, payload, ticket))


@router.post("/sellers", response={201: IdOut} | PROBLEMS, operation_id="identify_seller")
def identify_seller(request: HttpRequest, payload: SellerBody) -> Any:
    """Keep the identity of who sells gold, sealed; its id goes on the ticket."""
    seller = SellerIn(**payload.dict())
    key = services.identify_seller(
        actor=request.auth, operation=operation_of(request, payload), seller=seller, at=now()
    )
    return Status(201, {"id": key})


def _tenders(tenders: list[TenderIn]) -> tuple[TenderRequest, ...]:
    return tuple(
        TenderRequest(method=each.method, amount_cents=each.amount_cents, reference=each.reference) for each in tenders
    )


def _sold(request: HttpRequest, payload: Closed, ticket: SaleRequest) -> dict[str, Any]:
    sold = services.complete_sale(
        actor=request.auth, operation=operation_of(request, payload), request=ticket, at=now()
    )
    return sale_out(sold)


def trial_out(trial: Trial) -> dict[str, Any]:
    """A trial as the API gives it."""
    return {"new_cents": trial.new_cents, "offers": [_offer_out(offer) for offer in trial.offers]}


def _offer_out(offer: Offer) -> dict[str, Any]:
    worth = offer.worth
    names = ("net_mg", "credited_mg", "credit_cents", "fee_cents", "missing_mg", "missing_cents")
    return {
        "way": offer.way, "possible": worth is not None, "why_not": sentence(offer.refusal) if offer.refusal else "",
        "due_cents": offer.due_cents, **{name: getattr(worth, name) if worth else 0 for name in names},
        "steps": [
            {"name": step.name, "terms": [list(term) for term in step.terms], "amount_cents": step.amount_cents}
            for step in offer.steps
        ],
    }  # fmt: skip


def old_gold_wish_from(actor: Actor, store_id: int | None, payload: Mapping[str, Any], at: datetime) -> Wish:
    """The payload is `{"old_gold": one line, "lines": the goods it counts against}`, as accept_trade_in takes them.

    Raises: Invalid naming the field, and whatever valuing the gold refuses.
    """
    asked = read_payload(OverrideIn, payload)
    if store_id is None:
        raise Invalid(field="store", reason=gettext_noop("Name the store that takes it in."))
    require(actor, SalesPermission.TRADE_IN, store_id=store_id)
    return old_gold_wish_of(
        actor, store_id=store_id, wanted=asked.old_gold.wanted(), lines=[line_of(line) for line in asked.lines], at=at
    )


class OverrideIn(Closed):
    old_gold: OldGoldIn
    lines: Annotated[list[LineIn], Field(max_length=50)] = []
