"""Prizes, their stock and redemptions, as screens and programs read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from facet.kernel.permissions import Actor, require
from facet.kernel.wording import named
from facet.loyalty.errors import PrizeUnknown
from facet.loyalty.models import Prize, PrizeMovement, PrizeStock, Redemption
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.prize import MOVE_LABELS, PrizeMove


@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeChoice:
    """A prize that can be had in a store today."""

    code: str
    name: str
    name_en: str
    points: int
    on_hand: int
    is_birthday_gift: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StockRow:
    """How many of a prize one store holds."""

    store_id: int
    store: str
    on_hand: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovementRow:
    """One movement of a prize's stock. `label` is English, translated where it is shown."""

    at: datetime
    store: str
    label: str
    quantity: int
    on_hand_after: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PrizePage:
    """A prize with its stock and latest movements within the viewer's reach."""

    prize: Prize
    stocks: Sequence[StockRow]
    movements: Sequence[MovementRow]


def prizes_queryset(viewer: Actor) -> QuerySet[Prize]:
    """All prizes; `on_hand` counts the stores within reach."""
    require(viewer, LoyaltyPermission.REDEEM)
    inside = PrizeStock.objects.filter(_stores(viewer, LoyaltyPermission.REDEEM), prize=OuterRef("pk"))
    sums = inside.order_by().values("prize").annotate(all=Sum("on_hand")).values("all")
    return Prize.objects.annotate(on_hand=Coalesce(Subquery(sums), 0))


def prize_choices(viewer: Actor, *, store_id: int | None, on: date) -> list[PrizeChoice]:
    """The prizes that a store can give today, the cheapest first. Raises: NotPermitted. Queries: 1."""
    require(viewer, LoyaltyPermission.REDEEM, store_id=store_id)
    rows = PrizeStock.objects.filter(Q(store=store_id), on_hand__gt=0, prize__is_open=True).select_related("prize")
    return [
        PrizeChoice(
            code=row.prize.code, name=row.prize.name, name_en=row.prize.name_en, points=row.prize.points,
            on_hand=row.on_hand, is_birthday_gift=row.prize.is_birthday_gift,
        )
        for row in rows.order_by("prize__points", "prize__code")
        if row.prize.facts.offered_on(on) or row.prize.is_birthday_gift
    ]  # fmt: skip


def prize_page(viewer: Actor, code: str) -> PrizePage:
    """One prize. Raises: NotPermitted, PrizeUnknown. Queries: 3."""
    require(viewer, LoyaltyPermission.REDEEM)
    prize = Prize.objects.filter(code=code.upper()).first()
    if prize is None:
        raise PrizeUnknown(key=code)
    within = _stores(viewer, LoyaltyPermission.REDEEM)
    stocks = PrizeStock.objects.filter(within, prize=prize).select_related("store").order_by("store__code")
    moves = PrizeMovement.objects.filter(account__prize=prize).filter(
        _stores(viewer, LoyaltyPermission.REDEEM, "account__")
    )
    return PrizePage(
        prize=prize,
        stocks=[StockRow(store_id=row.store_id, store=named(row.store), on_hand=row.on_hand) for row in stocks],
        movements=[
            MovementRow(
                at=row.recorded_at, store=named(row.account.store), label=MOVE_LABELS[PrizeMove(row.kind)],
                quantity=row.quantity, on_hand_after=row.on_hand_after, reason=row.reason,
            )
            for row in moves.select_related("account__store").order_by("-pk")[:30]
        ],
    )  # fmt: skip


def redemptions_queryset(viewer: Actor) -> QuerySet[Redemption]:
    """The redemptions of the stores within reach."""
    require(viewer, LoyaltyPermission.REDEEM)
    rows = Redemption.objects.select_related("prize", "store", "member")
    return rows.filter(_stores(viewer, LoyaltyPermission.REDEEM))


def find_redemption(viewer: Actor, redemption_id: int) -> Redemption:
    """One redemption. Raises: PrizeUnknown, for unknown and foreign alike. Queries: 1."""
    row = redemptions_queryset(viewer).filter(pk=redemption_id).first()
    if row is None:
        raise PrizeUnknown(key=redemption_id)
    return row


def _stores(viewer: Actor, permission: str, path: str = "") -> Q:
    reach = viewer.scope(permission)
    return Q() if reach.store_ids is None else Q(**{f"{path}store__in": reach.store_ids})
