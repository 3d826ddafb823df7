"""The steps by which points are used and come back: the same for money, prizes and conversion."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, Sum, When

from facet.kernel.money import partial_reversal
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.models import LotMove, PointsAccount, PointsEntry, PointsLot, PointsReservation
from facet.loyalty.rules import ledger, lots
from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.rules.ledger import Change
from facet.loyalty.rules.lots import Give, Lot, Take
from facet.loyalty.services.posting import Posting, held_lots, keep_balance, ledger_entry, post_debit


@joins_unit_of_work
def use_points(account: PointsAccount, points: int, *, kind: EntryKind, posting: Posting) -> PointsEntry:
    """Take `points` from the lots that end first; those other open tickets wait for are left.

    Raises: PointsShort. Queries: 6.
    """
    held_for_others = reserved_for_others(account, document=posting.document, at=posting.at)
    change = ledger.spend(account.balance, points, kind=kind, reserved=held_for_others)
    return post_debit(account, change=change, posting=posting, takes=lots.spend(held_lots(account), points))


@joins_unit_of_work
def reserved_for_others(account: PointsAccount, *, document: str, at: datetime) -> int:
    """Points that open reservations of other documents hold; those whose time is over end here. Queries: 1 or 2."""
    rows = PointsReservation.objects.filter(account=account, state="open")
    if account.reserved and rows.filter(expires_at__lte=at).update(state="released"):
        settle_reserved(account)
    return rows.exclude(document=document).aggregate(held=Sum("points"))["held"] or 0


@joins_unit_of_work
def settle_reserved(account: PointsAccount) -> None:
    """The account's `reserved` as its open reservations say. Queries: 2."""
    rows = PointsReservation.objects.filter(account=account, state="open")
    account.reserved = rows.aggregate(held=Sum("points"))["held"] or 0
    account.save(update_fields=["reserved"])


@joins_unit_of_work
def release_points(*, account: PointsAccount, document: str, state: str = "released") -> int:
    """End the open reservation of `document`, if there is one; gives its points. Queries: 1, or 4 with one."""
    rows = PointsReservation.objects.filter(account=account, document=document, state="open")
    points = sum(rows.values_list("points", flat=True))
    if points:
        rows.update(state=state)
        settle_reserved(account)
    return points


@joins_unit_of_work
def is_reserved(*, document: str) -> bool:
    """Whether an open reservation stands for `document`. Queries: 1."""
    return PointsReservation.objects.filter(document=document, state="open").exists()


@joins_unit_of_work
def extend_reservation(*, document: str, until: datetime) -> None:
    """Keep what `document` holds until then. Queries: 1."""
    PointsReservation.objects.filter(document=document, state="open").update(expires_at=until)


@joins_unit_of_work
def take_back(
    account: PointsAccount, spent: PointsEntry, *, share: tuple[int, int], kind: EntryKind, posting: Posting,
    on: date, grace_days: int,
) -> int:  # fmt: skip
    """Give back the used points of `spent` until `share` (so far, of the whole) is back; gives how many now.

    They go to the lots they came from, in reverse order; where a lot has ended, to a new one with
    `grace_days`. Debts are made good first. Source: P2, F30, D6. Queries: 8 at most.
    """
    already = PointsEntry.objects.filter(reverses=spent, kind=kind).aggregate(back=Sum("points"))["back"] or 0
    points = partial_reversal(-spent.points, returned=share[0], whole=share[1], already=already)
    if points < 0:
        raise ValueError("less would be back than is back already")
    if not points:
        return 0
    out = lots.still_out(_taken(spent), already)
    gives = lots.restore(out, points, on=on, grace_days=grace_days)
    _credit(account, ledger.give_back(account.balance, points, kind=kind), gives, posting)
    return points


def _taken(spent: PointsEntry) -> list[Lot]:
    moves = LotMove.objects.filter(entry=spent).select_related("lot").order_by("pk")
    return [Lot(move.lot_id, -move.points, move.lot.expires_on, move.lot.entry_id) for move in moves]


def _credit(account: PointsAccount, changes: Sequence[Change], gives: Sequence[Give], posting: Posting) -> None:
    """Write the entry that gives back and, where she owes, the one that repays from the same lots."""
    entries = [ledger_entry(account, change, posting) for change in changes]
    PointsEntry.objects.bulk_create(entries)
    filled = _fill(account, entries[0], gives)
    if len(entries) > 1:
        takes = lots.spend([Lot(lot.id, lot.remaining, lot.expires_on) for lot in filled], -entries[1].points)
        _empty(entries[1], takes)
    keep_balance(account, changes[-1].after)


def _fill(account: PointsAccount, entry: PointsEntry, gives: Sequence[Give]) -> list[Lot]:
    """Points into their lots, and all that ended into one new lot. Gives what each now holds of them."""
    into = {give.lot_id: give.points for give in gives if give.lot_id is not None}
    ended = [give for give in gives if give.lot_id is None]
    if into:
        more = Case(*(When(pk=key, then=points) for key, points in into.items()), default=0)
        PointsLot.objects.filter(pk__in=into).update(remaining=F("remaining") + more)
    if ended:
        size, last = sum(give.points for give in ended), ended[0].expires_on
        lot = PointsLot.objects.create(account=account, entry=entry, opened=size, remaining=size, expires_on=last)
        into[lot.pk] = size
    LotMove.objects.bulk_create([LotMove(entry=entry, lot_id=key, points=points) for key, points in into.items()])
    days: dict[Any, date] = dict(PointsLot.objects.filter(pk__in=into).values_list("pk", "expires_on"))
    return [Lot(key, points, days[key]) for key, points in into.items()]


def _empty(entry: PointsEntry, takes: Sequence[Take]) -> None:
    less = Case(*(When(pk=take.lot_id, then=take.points) for take in takes), default=0)
    PointsLot.objects.filter(pk__in=[take.lot_id for take in takes]).update(remaining=F("remaining") - less)
    LotMove.objects.bulk_create([LotMove(entry=entry, lot_id=take.lot_id, points=-take.points) for take in takes])
