"""Tickets, a few hundred at a time: what `complete_sale` leaves behind, but for the pieces (services/stock.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from facet.audit import services as audit_services
from facet.catalog.rules.pricing import LineDiscount, Step
from facet.demo.rules.booking import Draft
from facet.demo.rules.shifts import ShiftPlan
from facet.demo.services.acts import portion
from facet.demo.services.points import write_points
from facet.demo.services.rows import Row, change, insert, next_ids
from facet.demo.services.shifts import write_shifts
from facet.kernel import outbox
from facet.kernel.errors import gettext_noop
from facet.kernel.models import Operation
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.kernel.wording import both
from facet.loyalty.rules.programme import Programme
from facet.members import services as members_services
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.sales.models import Sale, SaleLine, StaffShare, StoreDay, Tender
from facet.sales.rules.splits import parts_of_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What every ticket needs to know: stores by code, tills, people, shifts of these days, the rules of points."""

    stores: Mapping[str, tuple[int, str]]  # code → id, name
    tills: Mapping[tuple[str, str], int]
    actors: Mapping[str, Actor]  # user name → actor
    staff: Mapping[str, int]  # code → id
    programme: Programme
    recent: datetime


@unit_of_work
def write_tickets(name: str, drafts: Sequence[Draft], *, shifts: Sequence[ShiftPlan], desk: Desk, at: datetime) -> None:
    """Write `drafts`, which the rules have worked out; those since `desk.recent` also for audit and outbox."""
    act = portion(name, at=at)
    if act.done:
        return
    held = write_shifts(shifts, desk=desk)
    _operations(drafts, desk)
    numbers = _numbers(drafts, desk)
    _lines(drafts, desk)
    insert(Tender, (row for draft in drafts for row in _tenders(draft)))
    entries = write_points([draft for draft in drafts if draft.member is not None], desk=desk)
    insert(Sale, (_sale(draft, numbers[draft.ask.serial], held, desk) for draft in drafts))
    _standings(drafts, desk)
    _timeline(drafts, numbers, desk)
    for draft in drafts:
        if draft.ask.at >= desk.recent:
            _tell(draft, numbers[draft.ask.serial], desk)
    act.finish(tickets=len(drafts), entries=entries)


def _operations(drafts: Sequence[Draft], desk: Desk) -> None:
    insert(
        Operation,
        (
            {
                "id": draft.ask.id, "kind": "sales.complete_sale", "actor": desk.actors[draft.counter.username].key,
                "request_sha256": sha256(draft.ask.id.bytes).hexdigest(), "result": {"sale_id": str(draft.ask.id)},
                "begun_at": draft.ask.at,
            }
            for draft in drafts
        ),
    )  # fmt: skip


def _numbers(drafts: Sequence[Draft], desk: Desk) -> dict[int, str]:
    """Receipt numbers, gap-free by store and day, after those that were given out meanwhile. Locks: the days."""
    days = sorted({(draft.ask.store, draft.ask.day) for draft in drafts})
    wanted = {desk.stores[store][0]: store for store, _ in days}
    rows = StoreDay.objects.select_for_update().filter(store__in=wanted, business_date__in={day for _, day in days})
    last = {(wanted[row.store_id], row.business_date): row.last_number for row in rows}
    fresh = set(days) - set(last)
    numbers = {}
    for draft in drafts:
        place = (draft.ask.store, draft.ask.day)
        last[place] = last.get(place, 0) + 1
        numbers[draft.ask.serial] = f"{draft.ask.store}-{draft.ask.day:%Y%m%d}-{last[place]:04d}"
    insert(
        StoreDay,
        (
            {"store_id": desk.stores[store][0], "business_date": day, "last_number": last[store, day]}
            for store, day in fresh
        ),
    )
    for row in rows:
        StoreDay.objects.filter(pk=row.pk).update(last_number=last[wanted[row.store_id], row.business_date])
    return numbers


def _lines(drafts: Sequence[Draft], desk: Desk) -> None:
    ids = iter(next_ids(SaleLine, sum(len(draft.lines) for draft in drafts)))
    lines: list[Row] = []
    shares: list[Row] = []
    for draft in drafts:
        points = {each.line_no: each.points for each in draft.points.lines} if draft.points else {}
        for line in draft.lines:
            key = next(ids)
            lines.append(_line(draft, line, points.get(line.line_no, 0)) | {"id": key})
            shares.extend(_shares(draft, line, key, desk))
    insert(SaleLine, lines)
    insert(StaffShare, shares)


_STEP = tuple(each.name for each in fields(Step))  # asdict would copy every term deeply
_LESS = tuple(each.name for each in fields(LineDiscount))


def _line(draft: Draft, line: Any, points: int) -> Row:
    goods, priced = line.goods, line.priced
    return {
        "sale_id": draft.ask.id, "line_no": line.line_no, "kind": goods.kind.value, "piece_id": goods.piece_id,
        "lot_id": goods.lot_id, "category_id": goods.category_id, "code": goods.code, "name": goods.name,
        "name_en": goods.name_en, "quantity": goods.quantity, "weight_mg": goods.weight_mg,
        "price_basis": str(goods.price_basis), "board_price_id": line.board.id if line.board else None,
        "board_cents_per_gram": line.board.cents_per_gram if line.board else 0, "metal_cents": priced.metal_cents,
        "labour_cents": priced.labour_cents, "stones_cents": priced.stones_cents, "list_cents": priced.list_cents,
        "discount_cents": priced.discount_cents, "net_cents": priced.net_cents, "cost_cents": goods.cost_cents,
        "points": points, "steps": [{name: getattr(step, name) for name in _STEP} for step in priced.steps],
        "discount": {name: value for name in _LESS if (value := getattr(line.discount, name))}, "approval_id": None,
    }  # fmt: skip


def _shares(draft: Draft, line: Any, key: int, desk: Desk) -> list[Row]:
    parts = parts_of_line(
        net_cents=line.net_cents, weight_mg=line.goods.weight_mg, quantity=line.goods.quantity,
        shares_bp=[share.share_bp for share in draft.shares],
    )  # fmt: skip
    return [
        {
            "line_id": key, "staff_id": desk.staff[share.staff], "store_id": desk.stores[draft.ask.store][0],
            "business_date": draft.ask.day, "is_main": place == 0, "share_bp": share.share_bp,
            "net_cents": part.net_cents, "weight_mg": part.weight_mg, "pieces_bp": part.pieces_bp,
        }
        for place, (share, part) in enumerate(zip(draft.shares, parts, strict=True))
    ]  # fmt: skip


def _tenders(draft: Draft) -> list[Row]:
    return [
        {
            "sale_id": draft.ask.id, "line_no": line_no, "method": tender.method.value,
            "amount_cents": tender.amount_cents, "tendered_cents": tender.tendered_cents, "reference": tender.reference,
        }
        for line_no, tender in enumerate(draft.tenders, start=1)
    ]  # fmt: skip


def _sale(draft: Draft, number: str, shifts: Mapping[tuple[str, str, date], int], desk: Desk) -> Row:
    ask, totals = draft.ask, draft.totals
    return {
        "id": ask.id, "number": number, "store_id": desk.stores[ask.store][0],
        "till_id": desk.tills[ask.store, draft.counter.till],
        "shift_id": shifts.get((ask.store, draft.counter.till, ask.day)), "business_date": ask.day,
        "member_id": draft.member.member_id if draft.member else None,
        "cashier_id": desk.actors[draft.counter.username].staff_id, "completed_at": ask.at,
        "gross_cents": totals.gross_cents, "net_cents": totals.net_cents, "rounding_cents": totals.rounding_cents,
        "due_cents": totals.due_cents, "tendered_cents": sum(tender.tendered_cents for tender in draft.tenders),
        "change_cents": sum(tender.change_cents for tender in draft.tenders),
        "points_earned": draft.points.total if draft.points else 0, "grade_before": draft.before,
        "grade_after": draft.after, "pieces": draft.pieces, "weight_mg": draft.weight_mg, "prices_at": ask.at,
        "note": "",
    }  # fmt: skip


_STANDING = (
    "UPDATE members_standing SET grade_code = %s, points_available = points_available + %s,"
    " points_lifetime = points_lifetime + %s, spend_cents = spend_cents + %s, visits = visits + %s,"
    " last_visit_on = %s, last_store_id = %s, version = version + %s WHERE member_id = %s"
)


def _standings(drafts: Sequence[Draft], desk: Desk) -> None:
    """One change for each member of the portion, added to what stands there. Locks: the standings."""
    changed: dict[int, list[Any]] = {}
    for draft in drafts:
        if draft.member is None or draft.points is None:
            continue
        row = changed.setdefault(draft.member.member_id, ["", 0, 0, 0, 0, None, None, 0])
        row[0] = draft.after
        row[1] += draft.points.total
        row[2] += draft.points.total
        row[3] += draft.totals.due_cents
        row[4] += draft.is_first_visit
        row[5], row[6] = draft.ask.day, desk.stores[draft.ask.store][0]
        row[7] += 1
    change(_STANDING, ([*row, member_id] for member_id, row in sorted(changed.items())))


def _timeline(drafts: Sequence[Draft], numbers: Mapping[int, str], desk: Desk) -> None:
    told = []
    for draft in drafts:
        if draft.member is None or draft.points is None:
            continue
        store = desk.stores[draft.ask.store][0]
        if draft.after != draft.before:
            told.append((draft.member.member_id, _grown(draft, store, desk.programme)))
        first, *others = draft.lines
        told.append(
            (
                draft.member.member_id,
                Happening(
                    kind=Happened.SALE, at=draft.ask.at, on=draft.ask.day,
                    title=gettext_noop("Bought {goods} and {more} more") if others else gettext_noop("Bought {goods}"),
                    facts=both("goods", first.goods.name, first.goods.name_en)
                    | {"more": len(others), "number": numbers[draft.ask.serial]},
                    store_id=store, amount_cents=draft.totals.due_cents, points=draft.points.total,
                    pieces=draft.pieces, weight_mg=draft.weight_mg, visits=int(draft.is_first_visit),
                    url=f"/sales/{draft.ask.id}",
                ),
            )
        )  # fmt: skip
    members_services.record_events(told)


def _grown(draft: Draft, store: int, programme: Programme) -> Happening:
    before, after = programme.grade(draft.before), programme.grade(draft.after)
    return Happening(
        kind=Happened.GRADE, at=draft.ask.at, on=draft.ask.day, title=gettext_noop("Grade: {before} became {after}"),
        facts=both("before", before.name, before.name_en) | both("after", after.name, after.name_en),
        store_id=store,
    )  # fmt: skip


@joins_unit_of_work
def _tell(draft: Draft, number: str, desk: Desk) -> None:
    """Audit and outbox, as the sale itself would."""
    actor, store = desk.actors[draft.counter.username], desk.stores[draft.ask.store]
    if draft.member is not None and draft.after != draft.before:
        audit_services.record(
            actor, "loyalty.grade_changed", at=draft.ask.at, lifetime=draft.lifetime, before={"grade": draft.before},
            after={"grade": draft.after}, cause="earned",
            subject=("members.member", draft.member.member_id, draft.member.number),
        )  # fmt: skip
        outbox.publish(
            "loyalty.grade_changed", at=draft.ask.at, member_id=draft.member.member_id, before=draft.before,
            after=draft.after, cause="earned",
        )  # fmt: skip
    outbox.publish("sales.sale_completed", at=draft.ask.at, sale_id=str(draft.ask.id), store_id=store[0])
    audit_services.record(
        actor, "sales.sale_completed", at=draft.ask.at, subject=("sales.sale", draft.ask.id, number), store=store,
        due_cents=draft.totals.due_cents, pieces=draft.pieces, weight_mg=draft.weight_mg,
        points=draft.points.total if draft.points else 0, tags=[line.goods.code for line in draft.lines],
        tenders=[{"method": tender.method, "amount_cents": tender.amount_cents} for tender in draft.tenders],
    )  # fmt: skip
