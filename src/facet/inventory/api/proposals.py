"""Proposals, wishes and the list "tell first" for programs."""

from datetime import date, datetime
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from pydantic import ConfigDict

from facet.inventory import selectors, services
from facet.inventory.flows.wish import wish_of
from facet.kernel.clock import local_date, now
from facet.kernel.interface import RowId, Text, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.members import services as members_services
from facet.members.rules.need import WishState

router = Router(tags=["members"])


class _Closed(Schema):
    model_config = ConfigDict(extra="forbid")


class WishBody(_Closed):
    """`code` is the tag of a piece, or the number of a style."""

    code: Text(32, least=1)
    is_secret: bool = Field(False, strict=True, description="Never shown to her family.")
    note: Text(200) = ""


class WishEndBody(_Closed):
    state: Literal["granted", "removed"]


class SettleBody(_Closed):
    act: Literal["done", "dropped", "snoozed"]
    until: date | None = None


class WishMadeOut(Schema):
    wish_id: int


class SettledOut(Schema):
    done: bool = True


class ReasonOut(Schema):
    """An English sentence whose {places} `facts` fill."""

    points: int
    text: str
    facts: dict[str, str]


class ProposalOut(Schema):
    tag: str
    legal_name: str
    store_name: str
    net_weight_mg: int
    price_cents: int | None
    score: int
    reasons: list[ReasonOut]


class WishOut(Schema):
    id: int
    style_code: str
    tag: str
    name: str
    is_secret: bool
    in_stock: int


class ProposalsOut(Schema):
    may_profile: bool
    proposals: list[ProposalOut]
    wishes: list[WishOut]


class ToTellOut(Schema):
    """`reasons` are (English sentence, facts)."""

    id: int
    piece_tag: str
    piece_name: str
    member_id: int
    member_number: str
    source: str
    score: int
    reasons: list[tuple[str, dict[str, str]]]
    found_at: datetime
    clerk_name: str


@router.get(
    "/members/{member_id}/proposals", response={200: ProposalsOut} | PROBLEMS, operation_id="proposals_for",
    summary="Pieces that suit a member",
)  # fmt: skip
def proposals_for(request: HttpRequest, member_id: RowId) -> Any:
    """Ranked, each with its reasons; what she must not wear is never among them."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        found = selectors.proposals_for(actor, member_id, at=now())
    wishes = [
        {"id": row.id, "style_code": row.style_code, "tag": row.tag, "name": row.name, "is_secret": row.is_secret,
         "in_stock": count} for row, count in found.wishes
    ]  # fmt: skip
    return {"may_profile": found.may_profile, "proposals": found.proposals, "wishes": wishes}


@router.post(
    "/members/{member_id}/wishes", response={201: WishMadeOut} | PROBLEMS, operation_id="add_wish",
    summary="Add a wish",
)  # fmt: skip
def add_wish(request: HttpRequest, member_id: RowId, payload: WishBody) -> Any:
    """A piece or a style, once each."""
    actor = request.auth  # type: ignore[attr-defined]
    wish = wish_of(actor, payload.code, is_secret=payload.is_secret, note=payload.note)
    wish_id = members_services.add_wish(
        actor=actor, operation=operation_of(request, payload), member_id=member_id, wish=wish, at=now()
    )
    return Status(201, {"wish_id": wish_id})


@router.post(
    "/wishes/{wish_id}/end", response={200: SettledOut} | PROBLEMS, operation_id="end_wish", summary="End a wish"
)
def end_wish(request: HttpRequest, wish_id: RowId, payload: WishEndBody) -> Any:
    """Granted, or removed."""
    members_services.end_wish(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload), wish_id=wish_id, state=WishState(payload.state), at=now(),
    )  # fmt: skip
    return {"done": True}


@router.get(
    "/tell-first", response={200: list[ToTellOut]} | PROBLEMS, operation_id="list_tell_first",
    summary="Who is to be told first",
)  # fmt: skip
def list_tell_first(request: HttpRequest) -> Any:
    """Members in your reach who wait for a piece that has come in and is still here."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.tell_first(actor, on=local_date(now(), settings.TIME_ZONE))


@router.post(
    "/tell-first/{row_id}/settle", response={200: SettledOut} | PROBLEMS, operation_id="settle_tell_first",
    summary="Settle one of them",
)  # fmt: skip
def settle_tell_first(request: HttpRequest, row_id: RowId, payload: SettleBody) -> Any:
    """Told, not needed, or put off until a day."""
    services.settle_tell_first(
        actor=request.auth,  # type: ignore[attr-defined]
        operation=operation_of(request, payload), row_id=row_id, act=payload.act, until=payload.until, at=now(),
    )  # fmt: skip
    return {"done": True}
