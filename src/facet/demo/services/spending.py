"""Prizes, redemptions, stored value and coupons of the demonstration, written by loyalty's own services and steps."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from facet.demo.rules import spending as plan
from facet.demo.services.acts import HOUSE, portion
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.loyalty.models import Coupon, CouponEvent, PointsAccount, StoredValueAccount
from facet.loyalty.rules.coupon import CouponMove, CouponState
from facet.loyalty.rules.stored_value import CardKind, Value, ValueKind
from facet.loyalty.selectors.conversion import find_type
from facet.loyalty.services.cards import new_card
from facet.loyalty.services.coupons import Issue, issue_step
from facet.loyalty.services.stored_value import ValueMovement, post_value
from facet.members.models import Member
from facet.members.rules.words import State
from facet.organisation.models import Store


@unit_of_work
def members_with_points(*, at: datetime) -> list[tuple[int, int, int]]:
    """Member, home store and points of those who will redeem; none where an earlier run has begun with it."""
    act = portion("redemptions", at=at)
    if act.done:
        return []
    rows = PointsAccount.objects.filter(available__gte=6_000).order_by("pk")
    rich = list(rows.values_list("member_id", "member__home_store_id", "available")[: plan.REDEMPTIONS])
    act.finish(redemptions=len(rich))
    return rich


@unit_of_work
def last_birthdays(*, at: datetime, on: date) -> list[tuple[int, int, date]]:
    """Member, home store and last birthday, a month or more ago, of who had their gift; none the second time."""
    act = portion("birthday_gifts", at=at)
    if act.done:
        return []
    rows = Member.objects.filter(state=State.ACTIVE).order_by("pk")[: 2 * plan.BIRTHDAYS]
    days = [
        (row.pk, row.home_store_id, day) for row in rows
        if (day := plan.last_birthday(row.birth_date or "", is_lunar=row.is_lunar_birthday, on=on))
    ]  # fmt: skip
    act.finish(gifts=len(days[: plan.BIRTHDAYS]))
    return sorted(days[: plan.BIRTHDAYS], key=lambda each: each[2])


@unit_of_work
def write_cards(*, at: datetime, on: date) -> None:
    """Sixty cards of stored value, loaded and partly spent; some frozen."""
    act = portion("stored_value", at=at)
    if act.done:
        return
    stores = list(Store.objects.order_by("pk").values_list("pk", flat=True))
    members = list(PointsAccount.objects.order_by("-available", "pk").values_list("member_id", flat=True)[: plan.CARDS])
    for number, card in enumerate(plan.cards()):
        member_id = members[number] if card.named and number < len(members) else None
        kind = CardKind.NAMED if member_id else CardKind.BEARER
        opened = at - timedelta(days=3 * number + 2)
        row = new_card(kind=kind, member_id=member_id, store_id=stores[number % len(stores)], at=opened)
        row.loaded_cents = card.principal
        _post(row, Value(card.principal, card.bonus), ValueKind.LOADED, (act.id, 2 * number), (opened, on))
        if card.spent:
            taken = -Value(min(card.spent, card.principal), max(card.spent - card.principal, 0))
            _post(row, taken, ValueKind.SPENT, (act.id, 2 * number + 1), (opened + timedelta(days=1), on))
        if card.frozen:
            StoredValueAccount.objects.filter(pk=row.pk).update(state="frozen")
    act.finish(cards=plan.CARDS)


@unit_of_work
def write_coupons(*, at: datetime, on: date) -> None:
    """About four hundred coupons: out, used, expired, void; personal ones and two batches for bearers."""
    act = portion("coupons", at=at)
    if act.done:
        return
    members = list(PointsAccount.objects.order_by("pk").values_list("member_id", flat=True)[: plan.PERSONAL])
    written: list[Coupon] = []
    for number, (code, days_ago, share) in enumerate(plan.ISSUES):
        kind, day = find_type(code), on - timedelta(days=days_ago)
        holders = tuple(members[number * share : (number + 1) * share])
        issue = Issue(type=kind, member_ids=holders, quantity=0 if holders else share, cause="demo", label=kind.name)
        if not holders:
            continue
        written += issue_step(HOUSE, issue, act_id=act.id, at=at - timedelta(days=days_ago), on=day)
    for code, label, quantity in plan.BATCHES:
        issue = Issue(type=find_type(code), quantity=quantity, label=label)
        written += issue_step(HOUSE, issue, act_id=act.id, at=at - timedelta(days=20), on=on - timedelta(days=20))
    _settle(written, act.id, at=at, on=on)
    act.finish(coupons=len(written))


@joins_unit_of_work
def _settle(coupons: Sequence[Coupon], act_id: UUID, *, at: datetime, on: date) -> None:
    """Use, expire and void a part of them, as the plan says."""
    events = []
    for number, coupon in enumerate(coupons):
        state = plan.state_of(number, ended=coupon.valid_until < on)
        if state == CouponState.ISSUED:
            continue
        used = state == CouponState.REDEEMED
        when = min(coupon.issued_at + timedelta(days=3), at)
        coupon.state = state
        if used:
            coupon.operation_id, coupon.used_at, coupon.document = act_id, when, f"demo.sale:{coupon.pk}"
            coupon.taken_cents = coupon.type.value if coupon.type.benefit == "amount" else 0
        move = {"redeemed": CouponMove.REDEEMED, "expired": CouponMove.EXPIRED, "void": CouponMove.VOIDED}[state]
        reason = "重复发放" if state == CouponState.VOID else ""
        events.append(
            CouponEvent(
                coupon=coupon,
                operation_id=act_id,
                kind=move.value,
                at=when,
                by=HOUSE.key,
                cents=coupon.taken_cents,
                document=coupon.document,
                reason=reason,
            )  # fmt: skip
        )
    Coupon.objects.bulk_update(coupons, ["state", "operation", "used_at", "document", "taken_cents"], batch_size=200)
    CouponEvent.objects.bulk_create(events, batch_size=200)


def _post(
    row: StoredValueAccount, value: Value, kind: ValueKind, act: tuple[UUID, int], moment: tuple[datetime, date]
) -> None:
    (act_id, line), (at, on) = act, moment
    moving = ValueMovement(
        act_id=act_id, document=f"demo.card:{row.pk}", at=at, on=on, store_id=row.store_id, line_no=line
    )
    post_value(HOUSE, row, value, kind=kind, movement=moving)
