"""What tickets earn, written as `earn_points` writes it: accounts, entries, lots, moves, earned lines, grades."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from facet.demo.rules.booking import Draft
from facet.demo.services.rows import Row, change, insert, next_ids
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.models import EarnedLine, GradeChange, LotMove, PointsAccount, PointsEntry, PointsLot
from facet.loyalty.rules.earning import LinePoints
from facet.loyalty.rules.kinds import GradeCause
from facet.loyalty.rules.programme import expires_on

_EARNED = tuple(each.name for each in fields(LinePoints))


@joins_unit_of_work
def write_points(drafts: Sequence[Draft], *, desk: Any) -> int:
    """Write the points of `drafts`, all with a member. Gives how many ledger lines. Locks: the accounts."""
    accounts = _accounts(drafts)
    earning = [draft for draft in drafts if draft.changes]
    entry_ids = dict(zip((draft.ask.serial for draft in earning), next_ids(PointsEntry, len(earning)), strict=True))
    lot_ids = dict(zip(entry_ids, next_ids(PointsLot, len(earning)), strict=True))
    version = desk.programme.version_id
    entries: list[dict[str, Any]] = []
    lots: list[dict[str, Any]] = []
    moves: list[dict[str, Any]] = []
    lines: list[dict[str, Any]] = []
    grades: list[dict[str, Any]] = []
    for draft in drafts:
        key, account = entry_ids.get(draft.ask.serial), accounts[_member(draft).member_id]
        common = {"operation_id": draft.ask.id, "document": draft.document, "store_id": desk.stores[draft.ask.store][0],
                  "recorded_at": draft.ask.at, "rule_version_id": version, "account_id": account}  # fmt: skip
        if key is not None:
            entries.append(_entry(draft, key, common))
            lots.append(_lot(draft, lot_ids[draft.ask.serial], key, account, desk.programme.years_kept))
            moves.append({"entry_id": key, "lot_id": lot_ids[draft.ask.serial], "points": draft.changes[0].points})
        points = draft.points.lines if draft.points else ()
        base = common | {"entry_id": key, "earned_on": draft.ask.day}
        lines.extend(base | {name: getattr(line, name) for name in _EARNED} for line in points)
        if draft.after != draft.before:
            grades.append(_grade(draft, key, version))
    insert(PointsEntry, entries)
    insert(PointsLot, lots)
    insert(LotMove, moves)
    insert(EarnedLine, lines)
    insert(GradeChange, grades)
    return len(entries)


def _member(draft: Draft) -> Any:
    assert draft.member is not None, "only tickets with a member earn"
    return draft.member


def _accounts(drafts: Sequence[Draft]) -> dict[int, int]:
    """The account of every member of the portion, made at the first need, moved by what the portion earns."""
    gained: dict[int, int] = {}
    for draft in drafts:
        total = draft.points.total if draft.points else 0
        gained[_member(draft).member_id] = gained.get(_member(draft).member_id, 0) + total
    rows = PointsAccount.objects.select_for_update().filter(member_id__in=gained).order_by("pk")
    known = dict(rows.values_list("member_id", "pk"))
    new = [member_id for member_id in gained if member_id not in known]
    fresh = dict(zip(new, next_ids(PointsAccount, len(new)), strict=True))
    insert(
        PointsAccount,
        ({"id": key, "member_id": member_id, "available": gained[member_id], "lifetime": gained[member_id]}
         for member_id, key in fresh.items()),
    )  # fmt: skip
    change(
        "UPDATE loyalty_pointsaccount SET available = available + %s, lifetime = lifetime + %s WHERE id = %s",
        ((gained[member_id], gained[member_id], key) for member_id, key in known.items()),
    )
    return known | fresh


def _entry(draft: Draft, key: int, common: Row) -> Row:
    moved = draft.changes[0]
    return common | {
        "id": key, "line_no": 0, "kind": moved.kind.value, "reverses_id": None, "points": moved.points,
        "owed_delta": moved.owed_delta, "lifetime_delta": moved.lifetime_delta,
        "available_after": moved.after.available, "owed_after": moved.after.owed, "reason": "",
        "trace": {"grade": draft.before},
    }  # fmt: skip


def _lot(draft: Draft, key: int, entry: int, account: int, years_kept: int) -> Row:
    opened = draft.changes[0].points
    last_day = expires_on(draft.ask.day, years_kept)
    return {
        "id": key,
        "account_id": account,
        "entry_id": entry,
        "opened": opened,
        "remaining": opened,
        "expires_on": last_day,
    }


def _grade(draft: Draft, entry: int | None, version: int) -> Row:
    return {
        "member_id": _member(draft).member_id, "before": draft.before, "after": draft.after, "at": draft.ask.at,
        "on": draft.ask.day, "cause": GradeCause.EARNED.value, "entry_id": entry, "rule_version_id": version,
        "lifetime": draft.lifetime,
    }  # fmt: skip
