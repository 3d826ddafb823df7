"""Transfers between stores for programs."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.inventory import selectors, services
from facet.inventory.api.schemas import Closed, Code, CodeOrNone, Tag
from facet.inventory.rules.transfer import TransferState
from facet.inventory.services import SendRequest, TransferBulk, TransferItem, TransferReceipt, TransferRequest
from facet.kernel.clock import now
from facet.kernel.interface import Milligrams, Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])
MOST = 200


class TransferBulkBody(Closed):
    sku: Code
    quantity: Whole(1, 10**6)  # type: ignore[valid-type]
    weight_mg: Whole(1, 10**9)  # type: ignore[valid-type]


class TransferItemBody(Closed):
    tag: Tag
    weight_mg: Milligrams | None = Field(None, description="What the scale says now; left out when nobody weighed.")
    damaged: bool = False
    note: Text(120) = ""  # type: ignore[valid-type]


class TransferRequestBody(Closed):
    """Pieces, bulk goods or both; the sender gets a to-do."""

    from_store: Code
    to_store: Code
    tags: list[Tag] = Field(default_factory=list, max_length=MOST)
    bulk: list[TransferBulkBody] = Field(default_factory=list, max_length=40)
    for_customer: bool = Field(False, description="Keep the pieces at the sender for 48 hours.")
    note: Text(200) = ""  # type: ignore[valid-type]

    def wanted(self) -> TransferRequest:
        facts = self.facts("bulk", "tags")
        return TransferRequest(**facts, tags=tuple(self.tags), bulk=_bulk(self.bulk))


class TransferSendBody(Closed):
    """`number` of a transfer that was asked for, or both stores of a new one."""

    number: CodeOrNone = ""
    from_store: CodeOrNone = ""
    to_store: CodeOrNone = ""
    items: list[TransferItemBody] = Field(default_factory=list, max_length=MOST)
    bulk: list[TransferBulkBody] = Field(default_factory=list, max_length=40)
    seal: Text(40) = ""  # type: ignore[valid-type]
    carrier: Text(60) = ""  # type: ignore[valid-type]
    parcel_weight_mg: Milligrams | None = None
    note: Text(200) = ""  # type: ignore[valid-type]

    def wanted(self) -> SendRequest:
        return SendRequest(**self.facts("items", "bulk"), items=_items(self.items), bulk=_bulk(self.bulk))


class TransferReceiptBody(Closed):
    items: list[TransferItemBody] = Field(default_factory=list, max_length=MOST)
    bulk: list[TransferBulkBody] = Field(default_factory=list, max_length=40)
    place: CodeOrNone = Field("", description="Empty: where the store puts new goods.")


class TransferEndBody(Closed):
    reason: Text(120, least=1)  # type: ignore[valid-type]


class TransferLossBody(TransferEndBody):
    tags: list[Tag] = Field(min_length=1, max_length=MOST)


def _items(bodies: list[TransferItemBody]) -> tuple[TransferItem, ...]:
    return tuple(TransferItem(**each.facts()) for each in bodies)


def _bulk(bodies: list[TransferBulkBody]) -> tuple[TransferBulk, ...]:
    return tuple(TransferBulk(**each.facts()) for each in bodies)


class TransferLineOut(Schema):
    line_no: int
    label: str = Field(description="The tag of the piece, or the number of the lot.")
    is_lot: bool
    state: str
    quantity: int
    received_quantity: int
    weight_mg: int
    sent_weight_mg: int | None
    received_weight_mg: int | None
    difference: str
    note: str


class TransferOut(Schema):
    number: str
    state: str
    from_code: str
    to_code: str
    for_customer: bool
    note: str
    seal: str
    carrier: str
    requested_at: datetime
    requested_by: str
    sent_at: datetime | None
    sent_by: str
    received_at: datetime | None
    received_by: str
    days: int = Field(description="Full days since it left.")
    lines: list[TransferLineOut]


class TransferShortOut(Schema):
    number: str
    state: str
    from_store: str = Field(alias="from_store.code")
    to_store: str = Field(alias="to_store.code")
    pieces: int
    weight_mg: int = Field(alias="grams_mg")
    missing: int = Field(description="Lines that are still on the road.")
    requested_at: datetime
    sent_at: datetime | None


class ArrivedOut(Schema):
    number: str
    state: str
    arrived: list[str]
    missing: list[str]
    differences: list[str]


class TransferQuery(Schema):
    state: TransferState | None = None


def _page(request: HttpRequest, number: str) -> Any:
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.transfer_page(actor, number, at=now())


@router.get(
    "/transfers",
    response={200: list[TransferShortOut]} | PROBLEMS,
    operation_id="list_transfers",
    summary="The newest transfers of the stores in reach",
)
def list_transfers(request: HttpRequest, query: Query[TransferQuery]) -> Any:
    """A hundred of them, by the time they were asked for."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.list_transfers(actor, state=query.state or "")


@router.post(
    "/transfers",
    response={201: TransferOut} | PROBLEMS,
    operation_id="request_transfer",
    summary="Ask another store for goods",
)
def request_transfer(request: HttpRequest, payload: TransferRequestBody) -> Any:
    """With `for_customer` the pieces are kept there for 48 hours."""
    number = services.request_transfer(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=payload.wanted(),
        at=now(),
    )
    return Status(201, _page(request, number))


@router.post(
    "/transfers/shipments",
    response={201: TransferOut} | PROBLEMS,
    operation_id="send_transfer",
    summary="Put scanned goods on the road to another store",
)
def send_transfer(request: HttpRequest, payload: TransferSendBody) -> Any:
    """All of them or none; a weight beyond 0.02 g of the tag's is refused."""
    number = services.send_transfer(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        request=payload.wanted(),
        at=now(),
    )
    return Status(201, _page(request, number))


@router.get(
    "/transfers/{number}",
    response={200: TransferOut} | PROBLEMS,
    operation_id="get_transfer",
    summary="One transfer with its lines",
)
def get_transfer(request: HttpRequest, number: str) -> Any:
    """Only its two stores, and those above them, find it."""
    return _page(request, number)


@router.post(
    "/transfers/{number}/receipts",
    response={201: ArrivedOut} | PROBLEMS,
    operation_id="receive_transfer",
    summary="Take what arrived into stock; differences are named",
)
def receive_transfer(request: HttpRequest, number: str, payload: TransferReceiptBody) -> Any:
    """May be repeated for what arrives later; what is missing stays on the road."""
    receipt = TransferReceipt(number=number, items=_items(payload.items), bulk=_bulk(payload.bulk), place=payload.place)
    arrived = services.receive_transfer(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload),
        receipt=receipt,
        at=now(),
    )
    return Status(201, arrived)


@router.post(
    "/transfers/{number}/cancellation",
    response={200: TransferOut} | PROBLEMS,
    operation_id="cancel_transfer",
    summary="Take a request back, or bring what is on the road back to the sender",
)
def cancel_transfer(request: HttpRequest, number: str, payload: TransferEndBody) -> Any:
    """What has arrived stays where it arrived."""
    operation = operation_of(request, payload)
    actor = request.auth  # type: ignore[attr-defined]
    services.cancel_transfer(actor=actor, operation=operation, number=number, reason=payload.reason, at=now())
    return _page(request, number)


@router.post(
    "/transfers/{number}/losses",
    response={200: TransferOut} | PROBLEMS,
    operation_id="lose_on_the_road",
    summary="Write off pieces that left and never arrived",
)
def lose_on_the_road(request: HttpRequest, number: str, payload: TransferLossBody) -> Any:
    """The sender answers for them; they can be found again later."""
    actor = request.auth  # type: ignore[attr-defined]
    services.lose_on_the_road(
        actor=actor,
        operation=operation_of(request, payload),
        number=number,
        tags=payload.tags,
        reason=payload.reason,
        at=now(),
    )
    return _page(request, number)
