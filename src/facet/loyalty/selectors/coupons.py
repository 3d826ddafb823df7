"""Coupons, their types and batches, and what a member may use today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from facet.kernel.permissions import Actor, require
from facet.kernel.wording import named
from facet.loyalty.errors import CouponUnknown
from facet.loyalty.models import BirthdayGift, Coupon, CouponBatch, CouponType, Prize, StoredValueAccount
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import codes, settings
from facet.loyalty.rules.birthday_gift import birthday_near, year_of
from facet.loyalty.rules.coupon import COUPON_MOVE_LABELS, CouponMove, CouponState
from facet.members import selectors as members_selectors
from facet.members.rules.lunar import LeapMonth
from facet.organisation import selectors as organisation_selectors


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow:
    """One thing that happened to a coupon. `label` is English, translated where it is shown."""

    at: datetime
    label: str
    store: str
    cents: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponPage:
    """One coupon with its type and history, newest first. `code` is whole for her own, masked for bearers'."""

    id: int
    code: str
    type: CouponType
    state: str
    member_id: int | None
    member_number: str
    valid_from: date
    valid_until: date
    history: Sequence[HistoryRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """What a member can use now: coupons, cards with value, her birthday gift."""

    coupons: Sequence[Coupon]
    cards: Sequence[StoredValueAccount]
    birthday_on: date | None
    gift_due: bool
    gifts: Sequence[Prize]


def types_queryset(viewer: Actor) -> QuerySet[CouponType]:
    """All coupon types with how many are out and how many were used. Raises: NotPermitted."""
    require(viewer, LoyaltyPermission.VIEW_COUPONS)
    issued, used = Q(coupons__state=CouponState.ISSUED), Q(coupons__state=CouponState.REDEEMED)
    return CouponType.objects.select_related("prize").annotate(
        made=Count("coupons"), out=Count("coupons", filter=issued), used=Count("coupons", filter=used)
    )


def open_types(viewer: Actor) -> list[tuple[str, str]]:
    """Code and name of the types that can be issued. Raises: NotPermitted. Queries: 1."""
    require(viewer, LoyaltyPermission.VIEW_COUPONS)
    return list(CouponType.objects.filter(is_open=True).order_by("code").values_list("code", "name"))


def find_type_page(viewer: Actor, code: str) -> CouponType:
    """One type with its figures. Raises: NotPermitted, CouponUnknown. Queries: 2."""
    row = types_queryset(viewer).prefetch_related("stores").filter(code=code.upper()).first()
    if row is None:
        raise CouponUnknown(key=code)
    return row


def batches_queryset(viewer: Actor) -> QuerySet[CouponBatch]:
    """The batches made for bearers. Raises: NotPermitted."""
    require(viewer, LoyaltyPermission.MANAGE_COUPONS)
    return CouponBatch.objects.filter(is_bearer=True).select_related("type", "store")


def coupons_queryset(viewer: Actor) -> QuerySet[Coupon]:
    """The coupons that stores within reach issued, and those of members at home there."""
    require(viewer, LoyaltyPermission.VIEW_COUPONS)
    reach = viewer.scope(LoyaltyPermission.VIEW_COUPONS)
    rows = Coupon.objects.select_related("type", "member", "store")
    if reach.store_ids is None:
        return rows
    return rows.filter(Q(store__in=reach.store_ids) | Q(member__home_store__in=reach.store_ids))


def find_coupon(viewer: Actor, coupon_id: int) -> CouponPage:
    """One coupon within reach. Raises: CouponUnknown, for unknown and foreign alike. Queries: 2."""
    row = coupons_queryset(viewer).filter(pk=coupon_id).first()
    if row is None:
        raise CouponUnknown(key=coupon_id)
    return _page(row)


def coupon_by_code(viewer: Actor, code: str) -> CouponPage:
    """The coupon that somebody holds in her hand: whoever may use coupons may look it up, in any store.

    Raises: NotPermitted, CouponUnknown. Queries: 2.
    """
    require(viewer, LoyaltyPermission.USE_COUPONS)
    wanted = codes.read(code)
    row = wanted and Coupon.objects.select_related("type", "member", "store").filter(code=wanted).first()
    if not row:
        raise CouponUnknown(key=code)
    return _page(row)


def offers_of(viewer: Actor, *, member_id: int, on: date) -> Offers:
    """What a member can use today, whichever store asks. Raises: NotPermitted, MemberUnknown. Queries: 6 or 7."""
    require(viewer, LoyaltyPermission.VIEW_COUPONS)
    member = members_selectors.member_for_sale(member_id)
    rows = Coupon.objects.filter(member_id=member_id, state=CouponState.ISSUED, valid_until__gte=on)
    days = organisation_selectors.policy_value(settings.GIFT_DAYS, store_id=None, on=on)
    lunar = member.is_lunar_birthday
    leap = members_selectors.leap_month(on) if lunar else LeapMonth.FIRST
    birthday = birthday_near(member.birth_date, is_lunar=lunar, on=on, days=days, leap=leap)
    year = year_of(birthday, is_lunar=lunar) if birthday else 0
    had = birthday and BirthdayGift.objects.filter(member_id=member_id, year=year).exists()
    gifts = list(Prize.objects.filter(is_birthday_gift=True, is_open=True).order_by("code")) if birthday else []
    return Offers(
        coupons=list(rows.select_related("type").order_by("valid_until", "pk")),
        cards=list(StoredValueAccount.objects.filter(member_id=member_id).exclude(state="closed").order_by("pk")),
        birthday_on=birthday,
        gift_due=bool(birthday and not had and gifts),
        gifts=gifts,
    )


def _page(row: Coupon) -> CouponPage:
    events = row.events.select_related("store").order_by("-pk")
    return CouponPage(
        id=row.pk,
        code=codes.grouped(row.code) if row.member_id else codes.masked(row.code),
        type=row.type,
        state=row.state,
        member_id=row.member_id,
        member_number=row.member.number if row.member else "",
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        history=[
            HistoryRow(
                at=event.at, label=COUPON_MOVE_LABELS[CouponMove(event.kind)], cents=event.cents, reason=event.reason,
                store=named(event.store),
            )
            for event in events
        ],
    )  # fmt: skip


def find_batch(viewer: Actor, batch_id: int) -> CouponBatch:
    """One batch for bearers. Raises: NotPermitted, CouponUnknown. Queries: 1."""
    row = batches_queryset(viewer).filter(pk=batch_id).first()
    if row is None:
        raise CouponUnknown(key=batch_id)
    return row
