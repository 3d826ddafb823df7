"""The differences of a count are settled: each is booked or left, with a reason, by somebody who did not count."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facet.audit import services as audit_services
from facet.inventory.errors import (
    CountChanged,
    CountedYourself,
    CountNotClosed,
    CountReasonMissing,
    LotShort,
)
from facet.inventory.models import BulkBalance, CountLine, Stocktake
from facet.inventory.permissions import STOCKTAKE_KIND, STOCKTAKE_LIMIT, InventoryPermission
from facet.inventory.rules.bulk import BulkKind, Holding, grams
from facet.inventory.rules.count import BOOKABLE, CountState, Verdict
from facet.inventory.rules.states import MovementKind, PlaceKind
from facet.inventory.selectors.count_reckoning import Judged, Reckoning, reckon, worth
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.services.bulk_ledger import BulkAct, Side, lock_balances, open_accounts, write_entries
from facet.inventory.services.count import lock_count, refuse_unless_in, write_figures
from facet.inventory.services.movement import Occasion, end_reservations, write_movements
from facet.inventory.services.places import place_that_takes_in, places_of_store
from facet.inventory.services.sale import lock_pieces
from facet.kernel import operations, outbox
from facet.kernel.errors import ApprovalNeeded, gettext_noop
from facet.kernel.formats import shown
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import services as organisation_services

_KINDS = {
    Verdict.MISSING: MovementKind.MISSED,
    Verdict.FOUND_AGAIN: MovementKind.FOUND,
    Verdict.MISPLACED: MovementKind.MOVED,
    Verdict.ELSEWHERE: MovementKind.MOVED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionIn:
    """What is done about one difference. `key` as the report gives it; `book` False leaves it as it is."""

    key: str
    book: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveIn:
    """How the differences are settled. Those without a decision of their own are booked for the common `reason`.

    `digest` is that of the report which was looked at; "" takes the differences as they are now.
    """

    reason: str = ""
    decisions: tuple[DecisionIn, ...] = ()
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """How many differences were booked and left, and what the booked ones were worth, in cents at cost."""

    booked: int
    left: int
    value_cents: int


@unit_of_work
def approve_stocktake(
    *, actor: Actor, operation: OperationKey, stocktake_id: int, request: ApproveIn, at: datetime
) -> Settled:
    """Settle a closed count: what is missing is booked out, what was found is booked in, each with its reason.

    Only what is still as it was counted is touched: a piece that was sold since is no difference any more, and a
    count never brings a sold piece back. Raises: NotPermitted, CountUnknown, CountNotClosed, CountNotOpen,
    CountedYourself, CountChanged, CountReasonMissing, ApprovalNeeded or what is wrong with the yes that was asked
    for, LotShort. Locks: the count, pieces by id, bulk balances, the approval. Source: P18, P19, decisions.md D7.
    """
    act = operations.begin(operation, kind="inventory.approve_stocktake", actor=actor, at=at)
    if act.done:
        return Settled(**act.result)
    row = lock_count(actor, stocktake_id, permission=InventoryPermission.APPROVE_STOCKTAKE)
    if row.state == CountState.OPEN:
        raise CountNotClosed(number=row.number)
    refuse_unless_in(row, (CountState.CLOSED,))
    found, locked = _under_locks(row, at=at)
    if request.digest and request.digest != found.digest:
        raise CountChanged(number=row.number)
    refuse_own_count(actor, row, found)
    chosen = decided(found, request)
    booked = [each for each in found.differences if chosen[each.key].book]
    _refuse_beyond(actor, row, worth(booked), digest=wish_digest(found, chosen), at=at)
    documents = _book_pieces(row, booked, chosen, locked, Occasion(actor=actor, at=at, document=row.number))
    _book_bulk(row, booked, BulkAct(operation_id=act.id, actor=actor, at=at, document=row.number), chosen)
    CountLine.objects.bulk_create(_line(row, each, chosen[each.key], documents) for each in found.differences)
    row.state, row.ended_at = CountState.APPROVED.value, at
    row.ended_by_key, row.ended_by_name, row.note = actor.key, actor.name, request.reason.strip()[:200]
    write_figures(row, found, also=("state", "ended_at", "ended_by_key", "ended_by_name", "note"))
    done = Settled(len(booked), len(found.differences) - len(booked), worth(booked))
    audit_services.record(
        actor, "inventory.stocktake_approved", at=at, subject=("inventory.stocktake", row.pk, row.number),
        store=(row.store_id, row.store.name), booked=[each.key for each in booked], left=done.left,
        value_cents=done.value_cents, reason=row.note,
    )  # fmt: skip
    outbox.publish("inventory.stocktake_approved", at=at, store_id=row.store_id, stocktake_id=row.pk)
    act.finish(booked=done.booked, left=done.left, value_cents=done.value_cents)
    return done


@joins_unit_of_work
def wish_digest(found: Reckoning, chosen: Mapping[str, DecisionIn]) -> str:
    """What a second person's yes is bound to: these differences and what is done about each. Queries: 0."""
    lines = sorted((each.key, each.book, each.reason) for each in chosen.values())
    return hashlib.sha256(json.dumps([found.digest, lines], ensure_ascii=False).encode()).hexdigest()


@joins_unit_of_work
def _under_locks(row: Stocktake, *, at: datetime) -> tuple[Reckoning, dict[str, PieceForSale]]:
    """The differences with every piece and balance that may be booked locked. Raises: CountChanged."""
    first = reckon(row, at=at)
    tags = [each.code for each in first.differences if each.piece is not None and each.verdict in BOOKABLE]
    locked = {each.tag: each for each in lock_pieces(tags)}
    lots = sorted({each.lot.pk for each in first.differences if each.lot is not None and each.verdict in BOOKABLE})
    if lots:
        places = places_of_store(store_id=row.store_id)
        open_accounts(lots, places=[places[PlaceKind.LOSS.value.upper()]])
        lock_balances(lots, store_id=row.store_id)
    found = reckon(row, at=at)
    wanted = {each.code for each in found.differences if each.piece is not None and each.verdict in BOOKABLE}
    if wanted - set(locked):
        raise CountChanged(number=row.number)
    return found, locked


@joins_unit_of_work
def refuse_own_count(actor: Actor, row: Stocktake, found: Reckoning) -> None:
    """Who scanned here may settle it only when nothing differs. Queries: 0."""
    if found.differences and any(each.actor_key == actor.key for each in found.facts.scans):
        raise CountedYourself(number=row.number, name=actor.name)


@joins_unit_of_work
def decided(found: Reckoning, request: ApproveIn) -> dict[str, DecisionIn]:
    """A decision for every difference. Raises: CountReasonMissing."""
    given = {each.key: each for each in request.decisions}
    chosen = {}
    for each in found.differences:
        wanted = given.get(each.key, DecisionIn(key=each.key, book=True))
        reason = wanted.reason.strip() or request.reason.strip()
        if not reason:
            raise CountReasonMissing(code_seen=each.code, field="reason", reason=gettext_noop("write why"))
        chosen[each.key] = DecisionIn(key=each.key, book=wanted.book and each.can_be_booked, reason=reason[:120])
    return chosen


@joins_unit_of_work
def _refuse_beyond(actor: Actor, row: Stocktake, value_cents: int, *, digest: str, at: datetime) -> None:
    """Refuse when the differences are worth more than the actor may settle, unless a second person said yes to them.

    Raises: ApprovalNeeded, ApprovalWaiting, ApprovalDecided, ApprovalExpired, ApprovalDiffers. Queries: 0, 3 beyond.
    """
    limit = actor.limit(STOCKTAKE_LIMIT)
    if value_cents <= limit:
        return
    if row.approval_id is None:
        raise ApprovalNeeded(
            what=gettext_noop("Differences of a count"), name=STOCKTAKE_LIMIT, limit=shown(limit, "yuan"),
            wanted=shown(value_cents, "yuan"),
        )  # fmt: skip
    organisation_services.use_approval(
        actor, approval_id=row.approval_id, kind=STOCKTAKE_KIND, digest=digest, amount=value_cents, at=at
    )


@joins_unit_of_work
def _book_pieces(
    row: Stocktake,
    booked: Sequence[Judged],
    chosen: Mapping[str, DecisionIn],
    locked: Mapping[str, PieceForSale],
    occasion: Occasion,
) -> dict[str, str]:
    """One movement for each piece booked, grouped by what happens to it and why; the documents by tag."""
    groups: dict[tuple[MovementKind, int, str], list[PieceForSale]] = defaultdict(list)
    for each in booked:
        if each.piece is not None:
            kind = _KINDS[each.verdict]
            groups[kind, _target(row, each, kind), chosen[each.key].reason].append(locked[each.code])
    for (kind, place_id, reason), pieces in groups.items():
        why = replace(occasion, reason=reason)
        write_movements(pieces, kind=kind, place_id=place_id, store_id=row.store_id, occasion=why)
        if kind == MovementKind.MISSED:
            end_reservations(pieces, at=occasion.at)
    return {each.code: occasion.document for each in booked}


@joins_unit_of_work
def _target(row: Stocktake, line: Judged, kind: MovementKind) -> int:
    """Where a booked piece goes. Queries: 1, or 0 to a place that was scanned."""
    if kind == MovementKind.MISSED:
        return int(places_of_store(store_id=row.store_id)[PlaceKind.LOSS.value.upper()].pk)
    if line.seen is not None and line.seen.place_id is not None:
        return line.seen.place_id
    return place_that_takes_in(store_id=row.store_id)


@joins_unit_of_work
def _book_bulk(row: Stocktake, booked: Sequence[Judged], ledger: BulkAct, chosen: Mapping[str, DecisionIn]) -> None:
    """What the count found more or less than the books had then is booked now, against the losses."""
    lines = [each for each in booked if each.lot is not None and each.account_id is not None]
    if not lines:
        return
    loss = places_of_store(store_id=row.store_id)[PlaceKind.LOSS.value.upper()]
    accounts = lock_balances([each.lot.pk for each in lines if each.lot], store_id=row.store_id)
    held = {each.pk: each for each in accounts}
    losses = {each.lot_id: each.pk for each in accounts if each.place_id == loss.pk}
    for number, each in enumerate(lines):
        assert each.lot is not None
        assert each.account_id is not None
        _refuse_below_nothing(each, held[each.account_id])
        sides = [
            Side(each.account_id, number, each.quantity, each.weight_mg),
            Side(losses[each.lot.pk], number, -each.quantity, -each.weight_mg),
        ]
        rows = BulkBalance.objects.filter(pk__in=[side.account_id for side in sides])  # a lot may be in two places
        before = [Holding(one.pk, one.quantity, one.weight_mg) for one in rows]
        why = replace(ledger, reason=chosen[each.key].reason)
        write_entries(sides, before=before, kind=BulkKind.ADJUSTED, act=why)


def _refuse_below_nothing(line: Judged, held: BulkBalance) -> None:
    """A loss larger than what is left now: more was sold since than the count saw. Raises: LotShort."""
    if held.quantity + line.quantity < 0 or held.weight_mg + line.weight_mg < 0:
        raise LotShort(
            sku=line.code, quantity=held.quantity, grams=grams(held.weight_mg), wanted=-line.quantity,
            wanted_grams=grams(-line.weight_mg),
        )  # fmt: skip


def _line(row: Stocktake, line: Judged, decision: DecisionIn, documents: Mapping[str, str]) -> CountLine:
    return CountLine(
        stocktake=row,
        verdict=line.verdict.value,
        code=line.code,
        piece_id=line.piece["id"] if line.piece is not None else None,
        lot=line.lot,
        place_id=line.place_id,
        seen_place_id=line.seen.place_id if line.seen else None,
        seen_at=line.seen.at if line.seen else None,
        seen_by=line.seen.by if line.seen else "",
        quantity=line.quantity,
        weight_mg=line.weight_mg,
        cost_cents=line.cost_cents,
        tag_cents=line.tag_cents,
        is_booked=decision.book,
        reason=decision.reason,
        document=documents.get(line.code, "") if decision.book else "",
    )
