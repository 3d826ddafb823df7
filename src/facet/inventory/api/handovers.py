"""Hand-over of trays, and weighing them, for programs."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.inventory import selectors, services
from facet.inventory.api.schemas import Closed, Code
from facet.inventory.rules.handover import HandoverKind
from facet.inventory.services import HandoverIn
from facet.kernel.clock import local_date, now
from facet.kernel.interface import Milligrams, RowId, Text, Whole, address_of, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.organisation import selectors as organisation_selectors
from facet.organisation.flows import sign_in

router = Router(tags=["inventory"])


class HandoverBody(Closed):
    store: Code
    place: Code
    kind: HandoverKind
    counted: Whole(0, 10_000)  # type: ignore[valid-type]
    scale_mg: Milligrams | None = Field(
        None, description="The scale with the tray on it; the tray's own weight is known."
    )
    second_username: Text(32, least=1) = Field(description="Who takes it: another person of the store.")  # type: ignore[valid-type]
    second_password: Text(128, least=1) = Field(description="Her own password, typed by herself.")  # type: ignore[valid-type]
    seal: Text(40) = ""  # type: ignore[valid-type]
    reason: Text(120) = Field("", description="Needed when the count disagrees.")  # type: ignore[valid-type]


class VerdictOut(Schema):
    verdict: str = Field(description="agrees, pieces or grams")


class TrayQuery(Schema):
    store: Code
    kind: HandoverKind = HandoverKind.EVENING


class TrayOut(Schema):
    place_id: int
    code: str
    name: str
    capacity: int | None
    book_pieces: int
    book_weight_mg: int
    counted: int | None
    scale_weight_mg: int | None
    seal: str
    given_by: str
    taken_by: str
    at: datetime | None
    verdict: str


class WeighQuery(Schema):
    scale_mg: int = Field(ge=0, le=10**9)
    limit_mg: int = Field(5, ge=1, le=100, description="What the scale is good to.")


class SuspectsOut(Schema):
    tags: list[str]
    gross_mg: int
    off_mg: int


class TrayCheckOut(Schema):
    pieces: int
    book_mg: int
    net_mg: int
    short_mg: int
    agrees: bool
    suspects: list[SuspectsOut] = Field(description="One or two pieces each, the likeliest first.")


@router.get(
    "/handovers",
    response={200: list[TrayOut]} | PROBLEMS,
    operation_id="list_handovers",
    summary="Today's hand-over of a store's trays",
)
def list_handovers(request: HttpRequest, query: Query[TrayQuery]) -> Any:
    """Each tray with what the books have there and who signed."""
    actor = request.auth  # type: ignore[attr-defined]
    on = local_date(now(), settings.TIME_ZONE)
    with viewing(actor):
        return selectors.trays(actor, store=query.store, kind=query.kind, on=on)[1]


@router.post(
    "/handovers",
    response={201: VerdictOut} | PROBLEMS,
    operation_id="hand_over_tray",
    summary="Hand a tray over, counted and signed by two",
)
def hand_over_tray(request: HttpRequest, payload: HandoverBody) -> Any:
    """The stock is not changed by it; a difference opens a to-do. The second password is checked and not kept."""
    at, actor = now(), request.auth  # type: ignore[attr-defined]
    second = sign_in(
        username=payload.second_username, password=payload.second_password, address=address_of(request), at=at
    )
    said = services.hand_over_tray(
        actor=actor,
        operation=operation_of(request, payload),
        handover=HandoverIn(**payload.facts("second_username", "second_password")),
        second=organisation_selectors.actor_of(second.pk, via=actor.via, at=at),
        on=local_date(at, settings.TIME_ZONE),
        at=at,
    )
    return Status(201, {"verdict": said})


@router.get(
    "/places/{place_id}/weighing",
    response={200: TrayCheckOut} | PROBLEMS,
    operation_id="weigh_tray",
    summary="Which pieces a weighed tray most likely lacks",
)
def weigh_tray(request: HttpRequest, place_id: RowId, query: Query[WeighQuery]) -> Any:
    """At most two missing pieces are searched for."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.weigh_tray(actor, place_id, scale_mg=query.scale_mg, limit_mg=query.limit_mg)
