"""Birthday gifts."""

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from facet.kernel import clock
from facet.kernel.interface import RowId, Text, operation_of
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing
from facet.loyalty import services
from facet.loyalty.selectors.birthday_gifts import gifts_queryset, given_gift
from facet.loyalty.selectors.store_day import day_of

router = Router()


class GiftIn(Schema):
    """Which gift, from which store's stock; without a store, the caller's own."""

    prize: Text(40, least=1)
    store_id: RowId | None = None


class GiftOut(Schema):
    """One gift; `year` is the birthday's, by the calendar the member keeps."""

    id: int
    member_id: int
    member: str = Field(alias="member.number")
    year: int
    birthday_on: date
    prize: str = Field(alias="prize.code")
    store: str = Field(alias="store.code")
    at: datetime


@router.get(
    "/loyalty/birthday-gifts", response={200: list[GiftOut]} | PROBLEMS, operation_id="list_birthday_gifts",
    summary="Birthday gifts of the stores within reach, newest first",
)  # fmt: skip
def list_birthday_gifts(
    request: HttpRequest, member_id: RowId | None = None, before: RowId | None = None,
    size: int = Query(50, ge=1, le=200),
) -> list[object]:  # fmt: skip
    """Ask for older ones with ?before= the last id."""
    with viewing(request.auth):
        wanted = {"member_id": member_id, "pk__lt": before}
        rows = gifts_queryset(request.auth).filter(**{name: each for name, each in wanted.items() if each})
        return list(rows.order_by("-pk")[:size])


@router.post(
    "/members/{member_id}/birthday-gift", response={201: GiftOut} | PROBLEMS, operation_id="give_birthday_gift",
    summary="Hand a member her birthday gift of the year",
)  # fmt: skip
def give_birthday_gift(request: HttpRequest, member_id: RowId, payload: GiftIn) -> Status:
    """Once for each birthday, some days around it, in any store. Safe to retry with the same `Idempotency-Key`."""
    store_id, at = payload.store_id or request.auth.store_id, clock.now()
    wanted = services.GiftIn(member_id=member_id, prize=payload.prize, store_id=store_id)
    gift_id = services.give_birthday_gift(
        actor=request.auth,
        operation=operation_of(request, payload),
        request=wanted,
        at=at,
        on=day_of(store_id, at=at),
    )
    return Status(201, given_gift(gift_id))
