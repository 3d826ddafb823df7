"""Loyalty's part when two files of one person are joined: points by transfer lines, the rest by pointing.

Both accounts keep their whole history: what left stands in one, what came in the other. Lots keep their
last days. Source: P10, docs/decisions/0016.
"""

from dataclasses import replace
from typing import Any

from facet.kernel.errors import gettext_noop
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.models import LotMove, PointsAccount, PointsEntry, PointsLot
from facet.loyalty.rules import merging as rules
from facet.loyalty.rules.ledger import Change
from facet.loyalty.rules.lots import Lot, Take, spend
from facet.loyalty.services.posting import Posting, held_lots, keep_balance, ledger_entry, open_account, post_debit
from facet.members import services as members_services
from facet.members.rules.merge import MergePart, Moving

_APART = ("PointsAccount", "GradeWatch", "MemberPin", "Proof", "GrantLine")
TITLE = gettext_noop("Points of a joined file")


@joins_unit_of_work
def move_points(moving: Moving) -> dict[str, Any]:
    """All points of the giver go to the taker, lot by lot with their last days. Queries: 8, and 3 a lot."""
    giver = PointsAccount.objects.select_for_update().filter(member_id=moving.giver.pk).first()
    if giver is None or not any((giver.available, giver.owed, giver.lifetime)):
        return {}
    taker = open_account(moving.taker.pk)
    moved: dict[str, Any] = {"points": giver.available, "owed": giver.owed, "lifetime": giver.lifetime}
    lots = held_lots(giver)
    takes = tuple(Take(lot.id, lot.remaining) for lot in lots)
    post_debit(giver, change=rules.given_away(giver.balance), posting=_posting(moving), takes=takes)
    moved["lots"] = _take_in(taker, lots, moved, moving)
    _tell(moving, giver, taker)
    return moved


@joins_unit_of_work
def move_points_back(moving: Moving, moved: dict[str, Any]) -> None:
    """What is left in the lots that came returns to the giver; what was owed and counted returns whole.

    Points spent since the join stay spent.
    """
    if not moved:
        return
    taker, giver = open_account(moving.taker.pk), open_account(moving.giver.pk)
    left = list(PointsLot.objects.filter(pk__in=moved["lots"], remaining__gt=0).order_by("expires_on", "pk"))
    lots = [Lot(lot.pk, lot.remaining, lot.expires_on) for lot in left]
    points = sum(lot.remaining for lot in lots)
    lifetime = min(moved["lifetime"], taker.lifetime)
    if points or lifetime:
        change = rules.given_back(taker.balance, points=points, lifetime=lifetime)
        post_debit(taker, change=change, posting=_posting(moving), takes=spend(lots, points))
    _take_in(giver, lots, {"points": points, "owed": 0, "lifetime": lifetime}, moving)
    _tell(moving, giver, taker)


def _posting(moving: Moving) -> Posting:
    return Posting(
        operation_id=moving.act_id, at=moving.at, store_id=moving.store_id,
        trace={"giver": moving.giver.member.number, "taker": moving.taker.member.number},
    )  # fmt: skip


def _take_in(account: PointsAccount, lots: list[Lot], figures: dict[str, Any], moving: Moving) -> list[int]:
    """Lines for every lot, the first with what is owed and counted; then what is made good. Gives the new lots."""
    opened: list[int] = []
    parts: list[tuple[int, Any]] = [(lot.remaining, lot.expires_on) for lot in lots] or [(0, None)]
    for number, (points, expires_on) in enumerate(parts):
        first = number == 0
        owed, lifetime = (figures["owed"], figures["lifetime"]) if first else (0, 0)
        if not any((points, owed, lifetime)):
            continue
        change = rules.taken_in(account.balance, points=points, owed=owed, lifetime=lifetime)
        lot_id = _write_in(account, change, expires_on, replace(_posting(moving), line_no=number))
        opened += [lot_id] if lot_id else []
    return opened


def _write_in(account: PointsAccount, changes: tuple[Change, ...], expires_on: Any, posting: Posting) -> int | None:
    """The lines of one lot; points that make good a debt come from any lot, the earliest first."""
    entries = [ledger_entry(account, change, posting) for change in changes]
    PointsEntry.objects.bulk_create(entries)
    lot = None
    if changes[0].points:
        lot = PointsLot.objects.create(
            account=account, entry=entries[0], opened=changes[0].points, remaining=changes[0].points,
            expires_on=expires_on,
        )  # fmt: skip
        LotMove.objects.create(entry=entries[0], lot=lot, points=changes[0].points)
    for entry, change in zip(entries[1:], changes[1:], strict=True):
        for take in spend(held_lots(account), -change.points):
            row = PointsLot.objects.get(pk=take.lot_id)
            row.remaining -= take.points
            row.save(update_fields=["remaining"])
            LotMove.objects.create(entry=entry, lot=row, points=-take.points)
    keep_balance(account, changes[-1].after)
    return lot.pk if lot else None


def _tell(moving: Moving, giver: PointsAccount, taker: PointsAccount) -> None:
    members_services.apply_standing(moving.giver, **giver.standing_columns)
    members_services.apply_standing(moving.taker, **taker.standing_columns)


@joins_unit_of_work
def move_rows(moving: Moving) -> dict[str, Any]:
    """Coupons, prizes and stored value go along; each account's lines hang on the account."""
    giver, taker = moving.giver.pk, moving.taker.pk
    return members_services.repoint_rows("loyalty", giver_id=giver, taker_id=taker, but_not=_APART)


@joins_unit_of_work
def move_rows_back(moving: Moving, moved: dict[str, Any]) -> None:
    """Exactly these go back."""
    members_services.point_back(moved, giver_id=moving.giver.pk, taker_id=moving.taker.pk)


@joins_unit_of_work
def move_grade(moving: Moving) -> dict[str, Any]:
    """The higher of the two grades counts; tonight's regrading lifts it where the points carry more."""
    moved = {"giver": moving.giver.grade_code, "taker": moving.taker.grade_code}
    if _lifetime_needed(moved["giver"]) > _lifetime_needed(moved["taker"]):
        members_services.apply_standing(moving.taker, grade_code=moved["giver"])
    return moved


@joins_unit_of_work
def move_grade_back(moving: Moving, moved: dict[str, Any]) -> None:
    """The survivor's grade returns, if it is still the one that the join gave."""
    if moving.taker.grade_code == moved["giver"] != moved["taker"]:
        members_services.apply_standing(moving.taker, grade_code=moved["taker"])


def _lifetime_needed(code: str) -> int:
    from facet.loyalty.models import Grade  # noqa: PLC0415 -- only for joins, which are rare

    newest = Grade.objects.filter(code=code).order_by("-version_id").values_list("threshold", flat=True).first()
    return newest or 0


PARTS = (
    MergePart(key="loyalty.points", order=50, move=move_points, move_back=move_points_back),
    MergePart(key="loyalty.rows", order=60, move=move_rows, move_back=move_rows_back),
    MergePart(key="loyalty.grade", order=70, move=move_grade, move_back=move_grade_back),
)
