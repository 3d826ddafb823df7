"""Prizes for points: redeemed with a proof, handed over, or taken back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.kernel.wording import both
from facet.loyalty.errors import PrizeUnknown, RedemptionClosed, StoreNeeded
from facet.loyalty.models import PointsEntry, Prize, PrizeStock, Redemption
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.documents import redemption_document
from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.rules.prize import PrizeMove, RedemptionState, points_of
from facet.loyalty.rules.proof import Purpose, Wanted
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services.posting import Posting, open_account
from facet.loyalty.services.prizes import StockMove, find_prize, move_stock
from facet.loyalty.services.proof import take_proof_if_asked
from facet.loyalty.services.spending import take_back, use_points
from facet.members import selectors as members_selectors
from facet.members import services as members_services
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened

REDEEMED = gettext_noop("Prize for points: {prize} × {quantity}")
TAKEN_BACK = gettext_noop("Prize taken back: {prize} × {quantity}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RedeemIn:
    """Which prize a member wants, how many, in which store, and her proof. `hand_over`: she takes it along."""

    member_id: int
    prize: str
    quantity: int = 1
    store_id: int | None = None
    proof_id: int | None = None
    hand_over: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Redeemed:
    """A redemption and the points that are left."""

    redemption_id: int
    points: int
    available: int


@unit_of_work
def redeem_points(*, actor: Actor, operation: OperationKey, request: RedeemIn, at: datetime, on: date) -> Redeemed:
    """Spend points on a prize of the store's stock.

    Raises: NotPermitted, StoreNeeded, MemberUnknown, PrizeUnknown, PrizeNotOffered, PrizeLimitReached,
    PrizeShort, PointsShort, Invalid, the proof's refusals, OperationConflict. Locks: the operation, the
    member's standing, the account, the proof, the prize's stock. Source: R065, R067, R317.
    """
    act = operations.begin(operation, kind="loyalty.redeem_points", actor=actor, at=at)
    if act.done:
        return Redeemed(**act.result)
    if request.store_id is None:
        raise StoreNeeded
    require(actor, LoyaltyPermission.REDEEM, store_id=request.store_id)
    prize = find_prize(request.prize)
    standing = members_services.lock_standing(request.member_id)
    account = open_account(request.member_id)
    had = _had(request.member_id, prize)
    points = points_of(prize.facts, request.quantity, had=had, on=on)
    programme, document = programme_on(on), redemption_document(act.id)
    take_proof_if_asked(
        proof_id=request.proof_id, wanted=Wanted(request.member_id, Purpose.POINTS.value, points, document),
        worth_cents=points * programme.worth.cents // programme.worth.points, act_id=act.id, at=at, on=on,
        store_id=request.store_id,
    )  # fmt: skip
    posting = Posting(
        operation_id=act.id, at=at, document=document, store_id=request.store_id,
        rule_version_id=programme.version_id, trace={"prize": prize.name, "by": actor.name},
    )  # fmt: skip
    entry = use_points(account, points, kind=EntryKind.REDEEMED, posting=posting)
    stock = move_stock(
        StockMove(
            act_id=act.id,
            prize=prize,
            store_id=request.store_id,
            quantity=-request.quantity,
            kind=PrizeMove.REDEEMED,
            at=at,
            by=actor.key,
            document=document,
        )  # fmt: skip
    )
    row = _keep(actor, request, stock, entry, at)
    members_services.apply_standing(standing, **account.standing_columns)
    _tell(actor, row, "loyalty.points_redeemed", at=at, on=on, store_name=stock.store.name)
    act.finish(redemption_id=row.pk, points=points, available=account.available)
    return Redeemed(**act.result)


@unit_of_work
def hand_over(*, actor: Actor, operation: OperationKey, redemption_id: int, at: datetime) -> None:
    """The prize that was set aside leaves the store. Raises: NotPermitted, PrizeUnknown, RedemptionClosed."""
    act = operations.begin(operation, kind="loyalty.hand_over", actor=actor, at=at)
    if act.done:
        return
    row = _locked(actor, redemption_id)
    if row.state != RedemptionState.REDEEMED:
        raise RedemptionClosed
    row.state, row.handed_at = RedemptionState.HANDED_OVER.value, at
    row.save(update_fields=["state", "handed_at"])
    _record(actor, row, "loyalty.prize_handed_over", at)
    act.finish(redemption_id=row.pk)


@unit_of_work
def cancel_redemption(*, actor: Actor, operation: OperationKey, redemption_id: int, at: datetime, on: date) -> Redeemed:
    """Take a redemption back: the points to the lots they came from, the prize to its stock.

    Raises: NotPermitted, PrizeUnknown, RedemptionClosed, OperationConflict.
    Locks: the member's standing, the account, the redemption, the prize's stock.
    """
    act = operations.begin(operation, kind="loyalty.cancel_redemption", actor=actor, at=at)
    if act.done:
        return Redeemed(**act.result)
    member_id = _within(actor, redemption_id).member_id
    standing = members_services.lock_standing(member_id)
    account = open_account(member_id)
    row = _locked(actor, redemption_id)
    if row.state == RedemptionState.CANCELLED:
        raise RedemptionClosed
    document = row.entry.document
    posting = Posting(
        operation_id=act.id, at=at, document=document, store_id=row.store_id, reverses_id=row.entry_id,
        trace={"prize": row.prize.name, "by": actor.name},
    )  # fmt: skip
    points = take_back(
        account, row.entry, share=(1, 1), kind=EntryKind.REDEEMED_BACK, posting=posting, on=on,
        grace_days=programme_on(on).expiry.grace_days,
    )  # fmt: skip
    stock = move_stock(
        StockMove(
            act_id=act.id,
            prize=row.prize,
            store_id=row.store_id,
            quantity=row.quantity,
            kind=PrizeMove.RETURNED,
            at=at,
            by=actor.key,
            document=document,
        )  # fmt: skip
    )
    row.state, row.cancelled_at = RedemptionState.CANCELLED.value, at
    row.save(update_fields=["state", "cancelled_at"])
    members_services.apply_standing(standing, **account.standing_columns)
    _tell(actor, row, "loyalty.redemption_cancelled", at=at, on=on, store_name=stock.store.name)
    act.finish(redemption_id=row.pk, points=points, available=account.available)
    return Redeemed(**act.result)


def _had(member_id: int, prize: Prize) -> int:
    rows = Redemption.objects.filter(member_id=member_id, prize=prize).exclude(state=RedemptionState.CANCELLED)
    return rows.aggregate(had=Sum("quantity"))["had"] or 0


def _keep(actor: Actor, request: RedeemIn, stock: PrizeStock, entry: PointsEntry, at: datetime) -> Redemption:
    state = RedemptionState.HANDED_OVER if request.hand_over else RedemptionState.REDEEMED
    return Redemption.objects.create(
        member_id=request.member_id, prize=stock.prize, store=stock.store, quantity=request.quantity,
        points=-entry.points, entry=entry, state=state.value, redeemed_at=at, redeemed_by=actor.key,
        handed_at=at if request.hand_over else None,
    )  # fmt: skip


@joins_unit_of_work
def _within(actor: Actor, redemption_id: int) -> Redemption:
    """The redemption, in a store where the actor redeems; unknown and foreign look the same."""
    require(actor, LoyaltyPermission.REDEEM)
    row = Redemption.objects.select_related("prize", "entry", "store").filter(pk=redemption_id).first()
    if row is None or not actor.scope(LoyaltyPermission.REDEEM).covers(row.store_id):
        raise PrizeUnknown(key=redemption_id)
    return row


@joins_unit_of_work
def _locked(actor: Actor, redemption_id: int) -> Redemption:
    _within(actor, redemption_id)
    rows = Redemption.objects.select_for_update(of=("self",)).select_related("prize", "entry", "store", "member")
    return rows.get(pk=redemption_id)


def _tell(actor: Actor, row: Redemption, action: str, *, at: datetime, on: date, store_name: str) -> None:
    """Audit, outbox and the member's timeline."""
    back = action == "loyalty.redemption_cancelled"
    _record(actor, row, action, at)
    outbox.publish(action, at=at, member_id=row.member_id, redemption_id=row.pk, points=row.points)
    title = TAKEN_BACK if back else REDEEMED
    members_services.record_event(
        row.member_id,
        Happening(
            kind=Happened.POINTS,
            at=at,
            on=on,
            title=title,
            facts=both("prize", row.prize.name, row.prize.name_en) | {"quantity": row.quantity},
            store_id=row.store_id,
            points=row.points if back else -row.points,
            icon="gift",
        ),  # fmt: skip
    )


def _record(actor: Actor, row: Redemption, action: str, at: datetime) -> None:
    number = members_selectors.member_for_sale(row.member_id).number
    audit_services.record(
        actor, action, at=at, subject=("members.member", row.member_id, number), store=(row.store_id, row.store.name),
        prize=row.prize.code, quantity=row.quantity, points=row.points,
    )  # fmt: skip
