"""The steps that every movement of points is written by: entries, lots, moves and the account together."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, F, When

from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.models import LotMove, PointsAccount, PointsEntry, PointsLot
from facet.loyalty.rules.ledger import Balance, Change
from facet.loyalty.rules.lots import Lot, Take


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """What a movement belongs to: its act, moment, document and rules."""

    operation_id: UUID
    at: datetime
    line_no: int = 0
    document: str = ""
    store_id: int | None = None
    rule_version_id: int | None = None
    reason: str = ""
    reverses_id: int | None = None
    trace: dict[str, Any] = field(default_factory=dict)


@joins_unit_of_work
def open_account(member_id: int) -> PointsAccount:
    """The member's account, locked; made at the first need, under the member lock.

    Locks: the account. Queries: 1, or 2 the first time.
    """
    account = PointsAccount.objects.select_for_update().filter(member_id=member_id).first()
    return account or PointsAccount.objects.create(member_id=member_id)


@joins_unit_of_work
def held_lots(account: PointsAccount) -> list[Lot]:
    """The lots with points in them. Queries: 1."""
    rows = account.lots.filter(remaining__gt=0).order_by("expires_on", "id")
    return [Lot(row.pk, row.remaining, row.expires_on, row.entry_id) for row in rows]


@joins_unit_of_work
def post_credit(
    account: PointsAccount, *, changes: Sequence[Change], posting: Posting, expires_on: date
) -> PointsEntry:
    """Write a credit, the lot it opens and what of it repaid the debt at once.

    A member who owes holds no lots, so a repayment always comes from the new one. Queries: 4.
    """
    entries = [ledger_entry(account, change, posting) for change in changes]
    PointsEntry.objects.bulk_create(entries)
    net = sum(change.points for change in changes)
    lot = PointsLot.objects.create(
        account=account, entry=entries[0], opened=changes[0].points, remaining=net, expires_on=expires_on
    )
    LotMove.objects.bulk_create([LotMove(entry=entry, lot=lot, points=entry.points) for entry in entries])
    keep_balance(account, changes[-1].after)
    return entries[0]


@joins_unit_of_work
def post_debit(account: PointsAccount, *, change: Change, posting: Posting, takes: Sequence[Take]) -> PointsEntry:
    """Write a debit and empty the lots it takes from. Queries: 2, and 2 more when lots are touched."""
    if sum(take.points for take in takes) != -change.points:
        raise AssertionError(f"account {account.pk}: lots and balance differ by {change}")
    entry = ledger_entry(account, change, posting)
    entry.save()
    if takes:
        _empty(takes)
        LotMove.objects.bulk_create([LotMove(entry=entry, lot_id=take.lot_id, points=-take.points) for take in takes])
    keep_balance(account, change.after)
    return entry


@joins_unit_of_work
def ledger_entry(account: PointsAccount, change: Change, posting: Posting) -> PointsEntry:
    """The ledger line of `change`, not written yet. Queries: 0."""
    return PointsEntry(
        account=account,
        operation_id=posting.operation_id,
        line_no=posting.line_no,
        kind=change.kind.value,
        recorded_at=posting.at,
        reverses_id=posting.reverses_id,
        points=change.points,
        owed_delta=change.owed_delta,
        lifetime_delta=change.lifetime_delta,
        available_after=change.after.available,
        owed_after=change.after.owed,
        rule_version_id=posting.rule_version_id,
        document=posting.document,
        store_id=posting.store_id,
        reason=posting.reason,
        trace=posting.trace,
    )


def _empty(takes: Sequence[Take]) -> None:
    """One UPDATE for all lots; the lots' own CHECK refuses more than they hold."""
    taken = Case(*(When(pk=take.lot_id, then=take.points) for take in takes), default=0)
    PointsLot.objects.filter(pk__in=[take.lot_id for take in takes]).update(remaining=F("remaining") - taken)


@joins_unit_of_work
def keep_balance(account: PointsAccount, balance: Balance) -> None:
    """The account after a movement. Queries: 1."""
    account.available, account.owed, account.lifetime = balance.available, balance.owed, balance.lifetime
    account.save(update_fields=["available", "owed", "lifetime"])
