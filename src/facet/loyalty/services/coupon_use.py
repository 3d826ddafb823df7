"""What happens to a coupon after its issue: used, usable again, expired, void."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.loyalty.errors import CouponOver, CouponUnknown, StoreNeeded
from facet.loyalty.models import Coupon, CouponEvent
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import codes
from facet.loyalty.rules import coupon as rules
from facet.loyalty.rules.coupon import Benefit, CouponLine, CouponMove, CouponState
from facet.loyalty.rules.prize import PrizeMove
from facet.loyalty.rules.proof import Purpose, Wanted
from facet.loyalty.services.prizes import StockMove, move_stock
from facet.loyalty.services.proof import take_proof_if_asked


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponUseIn:
    """Who uses a coupon on what. `others` coupons are on the ticket already; `lines` may be empty for a gift."""

    code: str
    document: str
    member_id: int | None = None
    store_id: int | None = None
    lines: Sequence[CouponLine] = ()
    others: int = 0
    others_stack: bool = True
    proof_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponUsedUp:
    """What a coupon took off each line (fen by line number), or the gift that goes with it."""

    coupon_id: int
    name: str
    cents: int
    off: Mapping[int, int]
    gift: str = ""


@joins_unit_of_work
def redeem_coupon(*, actor: Actor, request: CouponUseIn, act_id: UUID, at: datetime, on: date) -> CouponUsedUp:
    """Use a coupon up on a document, under its lock: of any number at once, one succeeds.

    A gift leaves the store's prize stock. Raises: CouponUnknown, CouponUsed, CouponOver, CouponNotYours,
    CouponNotHere, CouponSpendMore, CouponWorthless, PrizeShort, the proof's refusals.
    Locks: the coupon, the proof, the prize's stock. Queries: 6 to 11. Source: P22, T03.
    """
    row = lock_coupon(request.code)
    terms = row.type.terms
    held = rules.Held(
        state=row.state, member_id=row.member_id, valid_from=row.valid_from, valid_until=row.valid_until
    )  # fmt: skip
    use = rules.Use(
        member_id=request.member_id, store_id=request.store_id, on=on, others=request.others,
        others_stack=request.others_stack,
    )  # fmt: skip
    rules.check_use(held, terms=terms, use=use)
    off = rules.taken_off(terms, request.lines)
    cents = sum(off.values())
    if row.member_id is not None:
        wanted = Wanted(row.member_id, Purpose.COUPON.value, cents, request.document)
        take_proof_if_asked(
            proof_id=request.proof_id, wanted=wanted, worth_cents=cents or row.type.cost_cents, act_id=act_id, at=at,
            on=on, store_id=request.store_id,
        )  # fmt: skip
    _give_gift(actor, row, request, act_id, at)
    row.state, row.document, row.operation_id = CouponState.REDEEMED.value, request.document, act_id
    row.used_at, row.used_store_id, row.taken_cents = at, request.store_id, cents
    row.save(update_fields=["state", "document", "operation", "used_at", "used_store", "taken_cents"])
    _happened(actor, row, CouponMove.REDEEMED, act_id=act_id, at=at, cents=cents, document=request.document)
    outbox.publish("loyalty.coupon_redeemed", at=at, coupon_id=row.pk, cents=cents)
    gift = row.type.prize.name if row.type.prize and row.type.benefit == Benefit.GIFT else ""
    return CouponUsedUp(coupon_id=row.pk, name=row.type.name, cents=cents, off=off, gift=gift)


@unit_of_work
def redeem_coupon_at_counter(
    *, actor: Actor, operation: OperationKey, request: CouponUseIn, at: datetime, on: date
) -> CouponUsedUp:
    """Use a coupon outside a ticket: a gift handed out, or a sale of another system.

    Raises: NotPermitted, StoreNeeded, OperationConflict and those of `redeem_coupon`.
    """
    act = operations.begin(operation, kind="loyalty.redeem_coupon", actor=actor, at=at)
    if act.done:
        return CouponUsedUp(**act.result | {"off": {int(line): cents for line, cents in act.result["off"].items()}})
    if request.store_id is None:
        raise StoreNeeded
    require(actor, LoyaltyPermission.USE_COUPONS, store_id=request.store_id)
    done = redeem_coupon(actor=actor, request=request, act_id=act.id, at=at, on=on)
    audit_services.record(
        actor, "loyalty.coupon_redeemed", at=at,
        subject=("loyalty.coupon", done.coupon_id, codes.masked(codes.read(request.code) or "")), cents=done.cents,
    )  # fmt: skip
    act.finish(
        coupon_id=done.coupon_id, name=done.name, cents=done.cents, off={str(n): c for n, c in done.off.items()},
        gift=done.gift,
    )  # fmt: skip
    return done


@joins_unit_of_work
def restore_coupon(*, actor: Actor, document: str, act_id: UUID, at: datetime, on: date) -> int:
    """Make the coupons of a returned document usable again, those still in their time; gives how many.

    A gift coupon is not restored: the gift is gone. Locks: the coupons by id. Queries: 2, and 2 for each.
    """
    rows = Coupon.objects.select_for_update(of=("self",)).select_related("type").order_by("pk")
    found = rows.filter(document=document, state=CouponState.REDEEMED).exclude(type__benefit=Benefit.GIFT)
    restored = 0
    for row in found:
        row.state = (CouponState.ISSUED if on <= row.valid_until else CouponState.EXPIRED).value
        _unused(row)
        move = CouponMove.RESTORED if row.state == CouponState.ISSUED else CouponMove.EXPIRED
        _happened(actor, row, move, act_id=act_id, at=at, document=document)
        restored += row.state == CouponState.ISSUED
    return restored


@unit_of_work
def expire_coupons(*, actor: Actor, coupon_ids: Sequence[int], at: datetime, on: date) -> int:
    """End those of the coupons whose last day is before `on`; run again, it finds none. Locks: the coupons by id.

    Raises: NotPermitted.
    """
    require(actor, LoyaltyPermission.MANAGE_COUPONS)
    if not coupon_ids:
        return 0
    operation = OperationKey.of_job("loyalty.expire_coupons", f"{on.isoformat()}:{coupon_ids[0]}:{coupon_ids[-1]}")
    act = operations.begin(operation, kind="loyalty.expire_coupons", actor=actor, at=at)
    if act.done:
        return 0
    rows = Coupon.objects.select_for_update(of=("self",)).filter(pk__in=coupon_ids).order_by("pk")
    gone = list(rows.filter(state=CouponState.ISSUED, valid_until__lt=on))
    Coupon.objects.filter(pk__in=[row.pk for row in gone]).update(state=CouponState.EXPIRED)
    CouponEvent.objects.bulk_create(
        CouponEvent(coupon=row, operation_id=act.id, kind=CouponMove.EXPIRED.value, at=at, by=actor.key) for row in gone
    )
    act.finish(expired=len(gone))
    return len(gone)


@unit_of_work
def void_coupon(*, actor: Actor, operation: OperationKey, coupon_id: int, reason: str, at: datetime) -> None:
    """Make a coupon void that was not used, with a reason. Raises: NotPermitted, CouponUnknown, CouponOver, Invalid."""
    act = operations.begin(operation, kind="loyalty.void_coupon", actor=actor, at=at)
    if act.done:
        return
    require(actor, LoyaltyPermission.MANAGE_COUPONS)
    if not 0 < len(reason.strip()) <= 120:
        raise Invalid(field="reason", reason=gettext_noop("say why in a few words"))
    row = Coupon.objects.select_for_update(of=("self",)).select_related("type").filter(pk=coupon_id).first()
    if row is None:
        raise CouponUnknown(key=coupon_id)
    if row.state != CouponState.ISSUED:
        raise CouponOver(begins=row.valid_from, last=row.valid_until)
    void_step(actor, row, act_id=act.id, reason=reason, at=at)
    audit_services.record(
        actor, "loyalty.coupon_voided", at=at, subject=("loyalty.coupon", row.pk, codes.masked(row.code)),
        reason=reason, type=row.type.code,
    )  # fmt: skip
    act.finish(coupon_id=row.pk)


@joins_unit_of_work
def void_step(actor: Actor, coupon: Coupon, *, act_id: UUID, reason: str, at: datetime) -> None:
    """Make a locked coupon void, with its line of history. Queries: 2."""
    coupon.state = CouponState.VOID.value
    coupon.save(update_fields=["state"])
    _happened(actor, coupon, CouponMove.VOIDED, act_id=act_id, at=at, reason=reason.strip())


@joins_unit_of_work
def lock_coupon(code: str) -> Coupon:
    """The coupon of that code, locked; a mistyped one is refused unasked. Raises: CouponUnknown. Queries: 2."""
    wanted = codes.read(code)
    rows = Coupon.objects.select_for_update(of=("self",)).select_related("type__prize")
    row = wanted and rows.prefetch_related("type__stores").filter(code=wanted).first()
    if not row:
        raise CouponUnknown(key=code)
    return row


def _give_gift(actor: Actor, row: Coupon, request: CouponUseIn, act_id: UUID, at: datetime) -> None:
    if row.type.benefit != Benefit.GIFT or row.type.prize is None:
        return
    if request.store_id is None:
        raise StoreNeeded
    move_stock(
        StockMove(
            act_id=act_id,
            prize=row.type.prize,
            store_id=request.store_id,
            quantity=-1,
            kind=PrizeMove.GIFTED,
            at=at,
            by=actor.key,
            document=request.document,
        )  # fmt: skip
    )


def _unused(row: Coupon) -> None:
    row.document, row.operation_id, row.used_at, row.used_store_id, row.taken_cents = "", None, None, None, 0
    row.save(update_fields=["state", "document", "operation", "used_at", "used_store", "taken_cents"])


def _happened(actor: Actor, row: Coupon, move: CouponMove, *, act_id: UUID, at: datetime, **facts: Any) -> None:
    CouponEvent.objects.create(
        coupon=row, operation_id=act_id, kind=move.value, at=at, by=actor.key, store_id=row.used_store_id, **facts
    )
