"""The metal ledger for programs. Units: fine mg; weights mg of the alloy; fineness in ten-thousandths."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.inventory import selectors, services
from facet.inventory.api.schemas import Closed, CodeOrNone, Fineness
from facet.inventory.rules.metal import Owner
from facet.inventory.selectors.metal_parties import account_refs
from facet.inventory.services import MetalTransferIn
from facet.kernel.clock import local_date, now
from facet.kernel.interface import Text, Whole, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])


class MetalAccountQuery(Schema):
    owner: Owner | None = None
    metal: CodeOrNone = ""
    store: CodeOrNone = ""


class MetalAccountOut(Schema):
    id: int
    owner: Owner
    metal: str
    store_code: str = Field(description="Empty: headquarters, or the whole chain.")
    entity_code: str
    partner: str
    member: str = Field(description="The member's number.")
    fine_mg: int = Field(description="Above zero: there, or due to us. Below zero: owed by us.")


class MetalExposureOut(Schema):
    metal: str
    owned_mg: int
    due_back_mg: int
    promised_mg: int
    customers_mg: int
    net_mg: int = Field(description="Owned + due back − promised − customers' metal.")
    board_cents_per_gram: int | None
    value_cents: int | None


class MetalClosingQuery(Schema):
    on: date | None = Field(None, description="Empty: the newest closed day.")


class MetalClosingOut(Schema):
    on: date
    store_code: str
    metal: str
    fineness_e4: int
    opening_mg: int
    in_mg: int
    out_mg: int
    closing_mg: int
    goods_mg: int
    difference_mg: int = Field(description="Goods less book.")
    is_within: bool


class LeakQuery(Schema):
    days: Whole(1, 366) = 92  # type: ignore[valid-type]


class LeakOut(Schema):
    on: date
    store_id: int | None
    document: str
    kind: str
    actor_name: str
    cause: str = Field(description="weight, late, gone, scales or one_side")
    net_mg: int
    fine_mg: int


class MetalEnd(Closed):
    owner: Owner
    party: Text(40) = Field("", description='"store:S01", "partner:SUP01", or empty for headquarters.')  # type: ignore[valid-type]


class MetalTransferBody(Closed):
    metal: Text(16, least=1)  # type: ignore[valid-type]
    giver: MetalEnd
    taker: MetalEnd
    net_mg: Whole(1, 10**9)  # type: ignore[valid-type]
    fineness_e4: Fineness
    document: Text(40) = ""  # type: ignore[valid-type]
    reason: Text(120, least=1)  # type: ignore[valid-type]


class MetalTransferOut(Schema):
    fine_mg: int


@router.get(
    "/metal/accounts",
    response={200: list[MetalAccountOut]} | PROBLEMS,
    operation_id="list_metal_accounts",
    summary="Whose metal, and where it lies",
)
def list_metal_accounts(request: HttpRequest, query: Query[MetalAccountQuery]) -> Any:
    """The accounts of the stores in reach; those of headquarters for who sees the whole chain."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.list_metal_accounts(
            actor, owner=query.owner or "", metal=query.metal, store=query.store.upper()
        )


@router.get(
    "/metal/exposure",
    response={200: list[MetalExposureOut]} | PROBLEMS,
    operation_id="metal_exposure",
    summary="What of each metal the house holds for its own account",
)
def metal_exposure(request: HttpRequest) -> Any:
    """Owned, due back, promised and customers' metal, and today's board."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        rows = selectors.metal_exposure(actor, at=now())
    return [
        {
            "metal": row.metal, "owned_mg": row.exposure.owned_mg, "due_back_mg": row.exposure.due_back_mg,
            "promised_mg": row.exposure.promised_mg, "customers_mg": row.exposure.customers_mg,
            "net_mg": row.exposure.net_mg, "board_cents_per_gram": row.board_cents_per_gram,
            "value_cents": row.value_cents,
        }
        for row in rows
    ]  # fmt: skip


@router.get(
    "/metal/closings",
    response={200: list[MetalClosingOut]} | PROBLEMS,
    operation_id="metal_closings",
    summary="A closed day of metal: goods against book",
)
def metal_closings(request: HttpRequest, query: Query[MetalClosingQuery]) -> Any:
    """The differences first."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        days = [] if query.on else selectors.closed_days(actor, count=1)
        on = query.on or (days[0][0] if days else local_date(now(), settings.TIME_ZONE))
        return selectors.metal_closings(actor, on=on)


@router.get(
    "/metal/leaks",
    response={200: list[LeakOut]} | PROBLEMS,
    operation_id="find_leaks",
    summary="Where metal went: by paper and person",
)
def find_leaks(request: HttpRequest, query: Query[LeakQuery]) -> Any:
    """Closed days whose goods and book differ, and transfers whose two scales do; the largest first."""
    actor, today = request.auth, local_date(now(), settings.TIME_ZONE)  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.find_leaks(actor, first=today - timedelta(days=query.days), last=today)


@router.post(
    "/metal/transfers",
    response={201: MetalTransferOut} | PROBLEMS,
    operation_id="transfer_metal",
    summary="Book metal from one account to another",
)
def transfer_metal(request: HttpRequest, payload: MetalTransferBody) -> Any:
    """Both sides at once; what goods carry books itself. Safe to repeat with the same `Idempotency-Key`."""
    actor = request.auth  # type: ignore[attr-defined]
    giver, taker = account_refs(
        actor, metal=payload.metal, giver=(payload.giver.owner, payload.giver.party),
        taker=(payload.taker.owner, payload.taker.party),
    )  # fmt: skip
    wanted = MetalTransferIn(
        giver=giver, taker=taker, net_mg=payload.net_mg, fineness_e4=payload.fineness_e4, document=payload.document,
        reason=payload.reason,
    )  # fmt: skip
    fine = services.transfer_metal(actor=actor, operation=operation_of(request, payload), wanted=wanted, at=now())
    return Status(201, {"fine_mg": fine})
