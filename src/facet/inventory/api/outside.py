"""Goods at laboratories and factories, and sets, for programs."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.inventory.api.schemas import Closed, Code, CodeOrNone, Tag
from facet.inventory.rules.outside import NoteState, OutsideKind, Purpose
from facet.inventory.rules.sets import SetPolicy
from facet.inventory.selectors import outside as selectors
from facet.inventory.selectors import sets as set_selectors
from facet.inventory.services.outside import OutsideIn, OutsideItem, cancel_outside, lose_outside, send_outside
from facet.inventory.services.outside_receive import BackItem, OutsideReceipt, receive_outside
from facet.inventory.services.sets import SetIn, change_set, end_set, make_set
from facet.kernel.clock import now
from facet.kernel.interface import Milligrams, PositiveCents, Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])
MOST = 200


class OutsideItemBody(Closed):
    tag: Tag
    weight_mg: Milligrams | None = Field(None, description="What the scale says now; left out when nobody weighed.")


class OutsideBody(Closed):
    """Pieces of one store for a laboratory or a factory."""

    kind: OutsideKind
    store: Code
    partner: Code
    purpose: Purpose
    expected_on: date
    items: list[OutsideItemBody] = Field(min_length=1, max_length=MOST)
    seal: Text(40) = ""  # type: ignore[valid-type]
    note: Text(200) = ""  # type: ignore[valid-type]

    def wanted(self) -> OutsideIn:
        items = tuple(OutsideItem(**each.facts()) for each in self.items)
        return OutsideIn(**self.facts("items"), items=items)


class BackItemBody(Closed):
    tag: Tag
    weight_mg: Milligrams | None = None
    lab: CodeOrNone = Field("", description="Left out: the laboratory of the note.")
    certificate: Text(40) = ""  # type: ignore[valid-type]
    is_changed: bool = Field(
        False, description="The factory gave it another weight: it becomes a piece under a new tag."
    )
    new_tag: CodeOrNone = ""
    fineness_e4: Whole(1, 10_000) | None = None  # type: ignore[valid-type]
    circumference_tenths: Whole(1, 10_000) | None = None  # type: ignore[valid-type]
    remark: Text(120) = ""  # type: ignore[valid-type]


class OutsideReceiptBody(Closed):
    items: list[BackItemBody] = Field(min_length=1, max_length=MOST)
    fee_cents: PositiveCents = Field(0, description="For all pieces of this receipt; shared alike.")
    place: CodeOrNone = Field("", description="Left out: where the store puts new goods.")


class OutsideReasonBody(Closed):
    reason: Text(120, least=1)  # type: ignore[valid-type]


class OutsideLossBody(OutsideReasonBody):
    tags: list[Tag] = Field(min_length=1, max_length=MOST)


class OutsideLineOut(Schema):
    line_no: int
    tag: str
    state: str
    out_weight_mg: int
    back_weight_mg: int | None
    differs: bool
    fee_cents: int | None
    certificate: str
    became: str
    remark: str


class OutsideOut(Schema):
    number: str
    kind: str
    state: str
    store_code: str
    partner_code: str
    expected_on: date
    days_late: int
    sent_at: datetime
    sent_by: str
    seal: str
    note: str
    fee_cents: int | None
    lines: list[OutsideLineOut]


class OutsideShortOut(Schema):
    number: str
    kind: str
    state: str
    store: str = Field(alias="store.code")
    partner: str = Field(alias="partner.code")
    pieces: int
    outside: int = Field(description="Pieces that are still there.")
    expected_on: date
    sent_at: datetime


class CameBackOut(Schema):
    number: str
    state: str
    back: list[str]
    made: list[str]
    differences: list[str]


class OutsideQuery(Schema):
    state: NoteState | None = None


def _page(request: HttpRequest, number: str) -> Any:
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.outside_page(actor, number, at=now())


@router.get(
    "/outside", response={200: list[OutsideShortOut]} | PROBLEMS, operation_id="list_outside_notes",
    summary="The newest notes of goods at laboratories and factories",
)  # fmt: skip
def list_outside(request: HttpRequest, query: Query[OutsideQuery]) -> Any:
    """A hundred of them, the newest first."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.list_outside(actor, state=query.state or "")


@router.post(
    "/outside", response={201: OutsideOut} | PROBLEMS, operation_id="send_outside",
    summary="Send pieces to a laboratory or factory",
)  # fmt: skip
def post_outside(request: HttpRequest, payload: OutsideBody) -> Any:
    """They cannot be sold until they are received again."""
    number = send_outside(
        actor=request.auth, operation=operation_of(request, payload), request=payload.wanted(), at=now()  # type: ignore[attr-defined]
    )  # fmt: skip
    return Status(201, _page(request, number))


@router.get(
    "/outside/{number}", response={200: OutsideOut} | PROBLEMS, operation_id="get_outside_note",
    summary="One note with its pieces",
)  # fmt: skip
def get_outside(request: HttpRequest, number: str) -> Any:
    """What left, what came back, with which weights and papers."""
    return _page(request, number)


@router.post(
    "/outside/{number}/receipts", response={200: CameBackOut} | PROBLEMS, operation_id="receive_outside",
    summary="Take back what came",
)  # fmt: skip
def post_receipt(request: HttpRequest, number: str, payload: OutsideReceiptBody) -> Any:
    """May be done again for the rest. A difference above 0.02 g is named."""
    items = tuple(BackItem(**each.facts()) for each in payload.items)
    receipt = OutsideReceipt(number=number, items=items, **payload.facts("items"))
    return receive_outside(actor=request.auth, operation=operation_of(request, payload), receipt=receipt, at=now())  # type: ignore[attr-defined]


@router.post(
    "/outside/{number}/cancellation", response={200: OutsideOut} | PROBLEMS, operation_id="cancel_outside",
    summary="Cancel a note of which nothing came back",
)  # fmt: skip
def post_cancellation(request: HttpRequest, number: str, payload: OutsideReasonBody) -> Any:
    """All its pieces lie where new goods go."""
    operation = operation_of(request, payload)
    cancel_outside(actor=request.auth, operation=operation, number=number, reason=payload.reason, at=now())  # type: ignore[attr-defined]
    return _page(request, number)


@router.post(
    "/outside/{number}/losses", response={200: OutsideOut} | PROBLEMS, operation_id="lose_outside",
    summary="Write off what never came back",
)  # fmt: skip
def post_loss(request: HttpRequest, number: str, payload: OutsideLossBody) -> Any:
    """Only pieces that are still outside."""
    lose_outside(
        actor=request.auth, operation=operation_of(request, payload), number=number, tags=payload.tags,  # type: ignore[attr-defined]
        reason=payload.reason, at=now(),
    )  # fmt: skip
    return _page(request, number)


class SetTermsBody(Closed):
    """What a set is called and how it is sold."""

    name: Text(80, least=1)  # type: ignore[valid-type]
    name_en: Text(120) = ""  # type: ignore[valid-type]
    policy: SetPolicy = SetPolicy.TOGETHER
    price_cents: PositiveCents | None = Field(None, description="Of the whole set; left out: the sum of its pieces.")


class SetBody(SetTermsBody):
    """Pieces of one store under one set tag."""

    store: Code
    tag: Tag
    tags: list[Tag] = Field(min_length=2, max_length=12)

    def wanted(self) -> SetIn:
        return SetIn(**self.facts("tags"), tags=tuple(self.tags))


class SetLineOut(Schema):
    tag: str
    state: str
    gross_mg: int
    tag_price_cents: int | None
    share_cents: int | None = Field(description="Its part of the set's price.")


class SetOut(Schema):
    tag: str
    name: str
    name_en: str
    policy: str
    state: str
    price_cents: int | None
    made_at: datetime
    made_by: str
    ended_at: datetime | None
    lines: list[SetLineOut]


class SetShortOut(Schema):
    tag: str
    name: str
    policy: str
    state: str
    pieces: int
    price_cents: int | None


def _set(request: HttpRequest, tag: str) -> Any:
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return set_selectors.set_page(actor, tag)


@router.get("/sets", response={200: list[SetShortOut]} | PROBLEMS, operation_id="list_sets", summary="The newest sets")
def list_sets(request: HttpRequest) -> Any:
    """A hundred of them, with how they stand."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        rows = set_selectors.list_sets(actor)
    return [
        {"tag": row.tag, "name": row.name, "policy": row.policy, "state": state.value, "price_cents": row.price_cents,
         "pieces": row.pieces}  # type: ignore[attr-defined]  # annotated
        for row, state in rows
    ]  # fmt: skip


@router.post("/sets", response={201: SetOut} | PROBLEMS, operation_id="make_set", summary="Put pieces under a set tag")
def post_set(request: HttpRequest, payload: SetBody) -> Any:
    """Each piece keeps its own tag and price."""
    tag = make_set(actor=request.auth, operation=operation_of(request, payload), request=payload.wanted(), at=now())  # type: ignore[attr-defined]
    return Status(201, _set(request, tag))


@router.get("/sets/{tag}", response={200: SetOut} | PROBLEMS, operation_id="get_set", summary="One set with its pieces")
def get_set(request: HttpRequest, tag: str) -> Any:
    """Where its pieces are and what each adds to the price."""
    return _set(request, tag)


@router.put("/sets/{tag}", response={200: SetOut} | PROBLEMS, operation_id="change_set", summary="Change a set's terms")
def put_set(request: HttpRequest, tag: str, payload: SetTermsBody) -> Any:
    """They count from the next ticket on."""
    change_set(actor=request.auth, tag=tag, at=now(), **payload.facts())  # type: ignore[attr-defined]
    return _set(request, tag)


@router.post(
    "/sets/{tag}/dissolution", response={200: SetOut} | PROBLEMS, operation_id="dissolve_set", summary="Dissolve a set"
)  # fmt: skip
def post_dissolution(request: HttpRequest, tag: str, payload: OutsideReasonBody) -> Any:
    """Its pieces are sold singly from now on."""
    end_set(actor=request.auth, tag=tag, reason=payload.reason, at=now())  # type: ignore[attr-defined]
    return _set(request, tag)
