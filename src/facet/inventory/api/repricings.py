"""Batches of new tag prices for programs."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from facet.inventory import selectors, services
from facet.inventory.api.schemas import Closed, Tag
from facet.inventory.rules.repricing import MOST, PriceRule, RepricingState, RuleKind
from facet.inventory.services import RepricingIn
from facet.kernel.clock import now
from facet.kernel.interface import Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])


class RuleBody(Closed):
    """Which pieces by which rule."""

    tags: list[Tag] = Field(min_length=1, max_length=MOST)
    kind: RuleKind
    value: Whole(-(10**9), 10**9) = Field(  # type: ignore[valid-type]
        0, description="percent and margin: basis points; amount: cents; labour: cents a gram; each: 0."
    )
    round_to: Whole(1, 10_000) = Field(100, description="1, 100, 1000 or 10000 cents.")  # type: ignore[valid-type]
    prices: dict[Tag, Whole(1, 10**12)] = Field(  # type: ignore[valid-type]
        default_factory=dict, max_length=MOST, description="For kind each: the new price in cents by tag."
    )

    def rule(self) -> PriceRule:
        prices = {tag.upper(): cents for tag, cents in self.prices.items()}
        return PriceRule(self.kind, self.value, self.round_to, prices)


class RepricingBody(RuleBody):
    """A rule with its hour and its reason."""

    reason: Text(120, least=1)  # type: ignore[valid-type]
    effective_at: datetime | None = Field(None, description="Left out: at once. Without a zone it is UTC.")


class RepricedOut(Schema):
    tag: str
    store_code: str
    before_cents: int | None
    after_cents: int | None
    before_labour: int
    after_labour: int | None = Field(description="Cents a gram.")
    change_bp: int
    margin_before_bp: int | None
    margin_after_bp: int | None
    why: str = Field(description="Why it stays as it is; empty: it changes.")


class RepricingLineOut(Schema):
    tag: str
    store_code: str
    before_cents: int | None
    after_cents: int | None
    before_labour: int
    after_labour: int
    fate: str = Field(description="waiting, written, gone or changed.")


class RepricingShortOut(Schema):
    number: str
    state: RepricingState
    rule: RuleKind
    value: int
    reason: str
    pieces: int
    written: int
    difference_cents: int
    made_at: datetime
    effective_at: datetime
    applied_at: datetime | None


class RepricingOut(RepricingShortOut):
    greatest_bp: int
    approval_id: int | None
    lines: list[RepricingLineOut]


def _page(request: HttpRequest, number: str) -> Any:
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.repricing_page(actor, number)


@router.get(
    "/repricings", response={200: list[RepricingShortOut]} | PROBLEMS, operation_id="list_repricings",
    summary="Batches of new tag prices",
)  # fmt: skip
def list_repricings(request: HttpRequest) -> Any:
    """The newest hundred of the stores in reach."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.list_repricings(actor)


@router.post(
    "/repricings/preview", response={200: list[RepricedOut]} | PROBLEMS, operation_id="preview_repricing",
    summary="What a rule would make of some pieces",
)  # fmt: skip
def preview_repricing(request: HttpRequest, payload: RuleBody) -> Any:
    """Nothing is written. Margins only with the right to see cost."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.preview_repricing(actor, payload.tags, rule=payload.rule())


@router.post(
    "/repricings", response={201: RepricingOut} | PROBLEMS, operation_id="reprice_pieces",
    summary="Change the tag prices of many pieces, now or at an hour",
)  # fmt: skip
def reprice_pieces(request: HttpRequest, payload: RepricingBody) -> Any:
    """Above the limit it waits for a second person; what was sold or repriced before its hour is left alone."""
    on = payload.effective_at
    wanted = RepricingIn(
        tags=tuple(payload.tags), rule=payload.rule(), reason=payload.reason,
        effective_at=on if on is None or on.tzinfo else on.replace(tzinfo=UTC),
    )  # fmt: skip
    number = services.reprice_pieces(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=wanted,
        at=now(),
    )
    return Status(201, _page(request, number))


@router.get(
    "/repricings/{number}", response={200: RepricingOut} | PROBLEMS, operation_id="get_repricing",
    summary="One batch with what became of each piece",
)  # fmt: skip
def get_repricing(request: HttpRequest, number: str) -> Any:
    """Only those who may reprice in all of its stores find it."""
    return _page(request, number)


@router.post(
    "/repricings/{number}/cancellation", response={200: RepricingOut} | PROBLEMS, operation_id="cancel_repricing",
    summary="Call a batch off before it is written",
)  # fmt: skip
def cancel_repricing(request: HttpRequest, number: str) -> Any:
    """Every tag stays as it is."""
    services.cancel_repricing(actor=request.auth, number=number, at=now())  # type: ignore[attr-defined]
    return _page(request, number)
