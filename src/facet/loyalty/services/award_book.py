"""The steps by which awards are given, wait, are released and go back, over the accounts one act has locked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.models import Award, PointsAccount, PointsEntry
from facet.loyalty.rules import ledger, lots
from facet.loyalty.rules.award import ENTRY_OF, AwardKind, AwardState, split_taking
from facet.loyalty.rules.programme import Programme, expires_on
from facet.loyalty.services.posting import Posting, held_lots, open_account, post_credit, post_debit
from facet.members import selectors as members_selectors
from facet.members import services as members_services


@dataclass(slots=True)
class AwardBook:
    """One act's locked standings and accounts, and the number of each account's next ledger line.

    `lock` takes the standings in the order of their ids, `close` writes them once.
    """

    act_id: UUID
    at: datetime
    on: date
    standings: dict[int, Any] = field(default_factory=dict)
    accounts: dict[int, PointsAccount] = field(default_factory=dict)
    lines: dict[int, int] = field(default_factory=dict)  # account → the number of its last line in this act

    def account(self, member_id: int) -> PointsAccount:
        """The account of a locked member, opened at its first need."""
        if member_id not in self.standings:
            raise AssertionError(f"member {member_id} is not locked")
        if member_id not in self.accounts:
            self.accounts[member_id] = open_account(member_id)
        return self.accounts[member_id]

    def posting(self, account: PointsAccount, **facts: Any) -> Posting:
        """The act, moment and number of the account's next ledger line."""
        self.lines[account.pk] = self.lines.get(account.pk, 0) + 1
        return Posting(operation_id=self.act_id, at=self.at, line_no=self.lines[account.pk], **facts)


@joins_unit_of_work
def lock_book(act_id: UUID, member_ids: Iterable[int], *, at: datetime, on: date) -> AwardBook:
    """A book over the members' standings. Locks: the standings, in the order of their ids. Queries: 1."""
    return AwardBook(act_id, at, on, members_services.lock_standings(sorted(set(member_ids))))


@joins_unit_of_work
def close_book(book: AwardBook) -> None:
    """Write every touched member's copies of her points. Queries: 1 for each."""
    for member_id, account in book.accounts.items():
        standing = book.standings[member_id]
        columns = account.standing_columns
        if any(getattr(standing, name) != value for name, value in columns.items()):
            members_services.apply_standing(standing, **columns)


@joins_unit_of_work
def give_awards(book: AwardBook, awards: Sequence[Award], *, programme: Programme) -> PointsEntry | None:
    """Give several awards of one kind to one member in one ledger line; nothing for none. Queries: 5 or 6."""
    if not awards:
        return None
    first, member_id = awards[0], awards[0].account.member_id
    account = book.account(member_id)
    kind = ENTRY_OF[AwardKind(first.kind)]
    points = sum(award.points - award.taken_back for award in awards)
    changes = _changes(account, kind, points)
    posting = book.posting(
        account,
        document=first.document,
        store_id=first.store_id,
        rule_version_id=first.rule_version_id,
        trace=first.trace,
    )
    entry = post_credit(
        account, changes=changes, posting=posting, expires_on=expires_on(first.earned_on, programme.years_kept)
    )
    for award in awards:
        award.state, award.entry, award.settled_at = AwardState.GIVEN.value, entry, book.at
    Award.objects.bulk_create([award for award in awards if award.pk is None])
    Award.objects.bulk_update([award for award in awards if award.pk is not None], ["state", "entry", "settled_at"])
    return entry


@joins_unit_of_work
def hold_award(book: AwardBook, award: Award) -> None:
    """Have an award wait; it counts as pending. Queries: 2."""
    award.state = AwardState.WAITING.value
    award.save()
    _wait(award.account_id, award.points)


@joins_unit_of_work
def release_award(book: AwardBook, award: Award, *, programme: Programme) -> int:
    """Give what waited to the file that stands for the member now; gives the points. Queries: 7."""
    left = award.points - award.taken_back
    waited = award.account
    standing_id = members_selectors.surviving_id(waited.member_id)
    _wait(waited.pk, -left)
    if standing_id != waited.member_id:
        award.account = book.account(standing_id)
        award.save(update_fields=["account"])
    give_awards(book, [award], programme=programme)
    return left


@joins_unit_of_work
def take_back_awards(book: AwardBook, takes: Sequence[tuple[Award, int]], *, document: str = "") -> int:
    """Take points of awards back: what waits first, the rest from its own lots, then the earliest; the rest is owed.

    All awards of `takes` are one member's. Gives the points. Queries: 2 for each award, 6 for each entry.
    """
    by_entry: dict[int, list[int]] = {}
    member_id = 0
    for award, points in takes:
        member_id = members_selectors.surviving_id(award.account.member_id)
        left = award.points - award.taken_back
        waiting, given = split_taking(left if award.state == AwardState.WAITING else 0, points)
        award.taken_back += points
        if waiting:
            _wait(award.account_id, -waiting)
        if award.taken_back == award.points and award.state == AwardState.WAITING:
            award.state, award.settled_at = AwardState.VOID.value, book.at
        award.save(update_fields=["taken_back", "state", "settled_at"])
        if given and award.entry_id:
            by_entry.setdefault(award.entry_id, []).append(given)
    for entry_id, parts in by_entry.items():
        _debit(book, member_id, entry_id, sum(parts), document=document)
    return sum(points for _, points in takes)


def _debit(book: AwardBook, member_id: int, entry_id: int, points: int, *, document: str) -> None:
    account = book.account(member_id)
    change = ledger.take_back(account.balance, points)
    held = held_lots(account)
    own = next((lot.id for lot in held if lot.entry_id == entry_id), None)
    posting = book.posting(account, reverses_id=entry_id, document=document)
    post_debit(account, change=change, posting=posting, takes=lots.spend(held, -change.points, first=own))


def _changes(account: PointsAccount, kind: Any, points: int) -> tuple[ledger.Change, ...]:
    if kind == ENTRY_OF[AwardKind.PURCHASE]:
        return ledger.earn(account.balance, points)
    return ledger.award(account.balance, points, kind=kind)


def _wait(account_id: int, points: int) -> None:
    """Move what is pending. Queries: 1."""
    PointsAccount.objects.filter(pk=account_id).update(pending=F("pending") + points)
