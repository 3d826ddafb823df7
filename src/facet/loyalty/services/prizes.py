"""Prizes and their stock."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.loyalty.errors import PrizeUnknown
from facet.loyalty.models import Prize, PrizeMovement, PrizeStock
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import prize as rules
from facet.loyalty.rules.prize import PrizeMove

_EDITABLE = ("name", "name_en", "points", "cost_cents", "begins", "until", "per_member", "is_open", "is_birthday_gift")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrizeIn:
    """A prize as marketing wants it. `until` is the first day after; `points` 0: a gift only."""

    code: str
    name: str
    points: int
    name_en: str = ""
    cost_cents: int = 0
    begins: date | None = None
    until: date | None = None
    per_member: int = 0
    is_open: bool = True
    is_birthday_gift: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StockIn:
    """Prizes that came in (positive), or a correction of either sign with its reason."""

    code: str
    store_id: int
    quantity: int
    reason: str = ""
    is_correction: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StockMove:
    """One movement of stock, for the step that writes it."""

    act_id: UUID
    prize: Prize
    store_id: int
    quantity: int
    kind: PrizeMove
    at: datetime
    by: str
    document: str = ""
    reason: str = ""
    line_no: int = 0


@unit_of_work
def save_prize(*, actor: Actor, operation: OperationKey, wanted: PrizeIn, at: datetime) -> int:
    """Open a prize, or change the one of that code; what was redeemed keeps its points.

    Raises: NotPermitted, Invalid, OperationConflict. Locks: the prize.
    """
    act = operations.begin(operation, kind="loyalty.save_prize", actor=actor, at=at)
    if act.done:
        return int(act.result["prize_id"])
    require(actor, LoyaltyPermission.MANAGE_PRIZES)
    _check(wanted)
    row = Prize.objects.select_for_update().filter(code=wanted.code).first() or Prize(code=wanted.code, version=0)
    before = {name: str(getattr(row, name)) for name in _EDITABLE} if row.pk else {}
    for name in _EDITABLE:
        setattr(row, name, getattr(wanted, name))
    row.version += 1
    row.save()
    after = {name: str(getattr(row, name)) for name in _EDITABLE}
    audit_services.record(
        actor, "loyalty.prize_saved", at=at, subject=("loyalty.prize", row.pk, row.code), before=before, after=after
    )
    act.finish(prize_id=row.pk)
    return row.pk


@unit_of_work
def stock_prizes(*, actor: Actor, operation: OperationKey, request: StockIn, at: datetime) -> int:
    """Receive prizes into a store, or correct their number with a reason; gives what is there now.

    Raises: NotPermitted, PrizeUnknown, PrizeShort, Invalid, OperationConflict. Locks: the stock.
    """
    act = operations.begin(operation, kind="loyalty.stock_prizes", actor=actor, at=at)
    if act.done:
        return int(act.result["on_hand"])
    require(actor, LoyaltyPermission.STOCK_PRIZES, store_id=request.store_id)
    prize = find_prize(request.code)
    if not 0 < abs(request.quantity) <= rules.MOST_IN_STOCK or (request.quantity < 0 and not request.is_correction):
        raise Invalid(field="quantity", reason=gettext_noop("say how many came in; a correction may be negative"))
    if request.is_correction and not request.reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("say why the number is corrected"))
    kind = PrizeMove.CORRECTED if request.is_correction else PrizeMove.RECEIVED
    stock = move_stock(
        StockMove(
            act_id=act.id,
            prize=prize,
            store_id=request.store_id,
            quantity=request.quantity,
            kind=kind,
            at=at,
            by=actor.key,
            reason=request.reason.strip(),
        )  # fmt: skip
    )
    audit_services.record(
        actor, "loyalty.prizes_stocked", at=at, subject=("loyalty.prize", prize.pk, prize.code),
        store=(stock.store_id, stock.store.name), quantity=request.quantity, on_hand=stock.on_hand,
        reason=request.reason,
    )  # fmt: skip
    act.finish(on_hand=stock.on_hand)
    return stock.on_hand


@joins_unit_of_work
def move_stock(move: StockMove) -> PrizeStock:
    """Move a store's stock of a prize and write why. Raises: PrizeShort. Locks: the stock. Queries: 3."""
    rows = PrizeStock.objects.select_for_update(of=("self",)).select_related("store")
    stock = rows.filter(prize=move.prize, store_id=move.store_id).first()
    if stock is None:
        PrizeStock.objects.bulk_create([PrizeStock(prize=move.prize, store_id=move.store_id)], ignore_conflicts=True)
        stock = rows.get(prize=move.prize, store_id=move.store_id)
    stock.on_hand = rules.on_hand_after(stock.on_hand, move.quantity, name=move.prize.name)
    stock.save(update_fields=["on_hand"])
    PrizeMovement.objects.create(
        account=stock, operation_id=move.act_id, line_no=move.line_no, kind=move.kind.value, recorded_at=move.at,
        quantity=move.quantity, on_hand_after=stock.on_hand, document=move.document, reason=move.reason, by=move.by,
    )  # fmt: skip
    return stock


@joins_unit_of_work
def find_prize(code: str) -> Prize:
    """The prize of that code. Raises: PrizeUnknown. Queries: 1."""
    row = Prize.objects.filter(code=code.strip().upper()).first()
    if row is None:
        raise PrizeUnknown(key=code)
    return row


def _check(wanted: PrizeIn) -> None:
    if not 0 < len(wanted.code) <= 16 or not wanted.code.isascii() or wanted.code != wanted.code.strip().upper():
        raise Invalid(field="code", reason=gettext_noop("up to 16 capitals and digits, such as P001"))
    if not wanted.name.strip():
        raise Invalid(field="name", reason=gettext_noop("a prize needs a name"))
    if not 0 <= wanted.points <= 10**8:
        raise Invalid(field="points", reason=gettext_noop("from 0 (a gift only) to 100,000,000"))
    if wanted.begins and wanted.until and wanted.begins >= wanted.until:
        raise Invalid(field="until", reason=gettext_noop("the last day lies before the first"))
