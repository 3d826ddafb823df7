"""Points as cash: reserved while a ticket is open, spent when it completes, back when it is returned.

All are steps of sales' own use cases; the member's standing is locked first. `movement` is
act_id, member_id, document, at, on, store_id as in `earn_points`. Source: F31, P2, P7, P8.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Unpack

from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty.errors import NothingSpent
from facet.loyalty.models import PointsAccount, PointsEntry, PointsReservation
from facet.loyalty.rules import cash as rules
from facet.loyalty.rules.cash import CashLine
from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.rules.proof import Purpose, Wanted
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.services.earning import Movement
from facet.loyalty.services.posting import Posting, open_account
from facet.loyalty.services.proof import take_proof_if_asked
from facet.loyalty.services.spending import (
    release_points,
    reserved_for_others,
    settle_reserved,
    take_back,
    use_points,
)

RESERVED_MINUTES = 30


@dataclass(frozen=True, slots=True)
class Reserved:
    """Points set aside for an open ticket, what they will pay, and until when."""

    points: int
    cents: int
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SpentPoints:
    """Points that paid `cents`, or came back; `standing_changes` are for `apply_standing`."""

    entry_id: int | None
    points: int
    cents: int
    available: int
    standing_changes: dict[str, Any]


@joins_unit_of_work
def reserve_points(
    *, cents: int, lines: Sequence[CashLine], minutes: int = RESERVED_MINUTES, **movement: Unpack[Movement]
) -> Reserved:
    """Set aside what paying `cents` of an open ticket takes; again for the same document replaces it.

    Raises: CashOff, PointsTooFew, CashTooMuch. Locks: the account. Queries: 8.
    """
    account = open_account(movement["member_id"])
    release_points(account=account, document=movement["document"])
    points = _points(account, cents, lines, movement)
    until = movement["at"] + timedelta(minutes=minutes)
    PointsReservation.objects.create(
        account=account, document=movement["document"], points=points, cents=cents,
        reserved_at=movement["at"], expires_at=until,
    )  # fmt: skip
    settle_reserved(account)
    return Reserved(points, cents, until)


@joins_unit_of_work
def spend_points_as_cash(
    *, cents: int, lines: Sequence[CashLine], proof_id: int | None, **movement: Unpack[Movement]
) -> SpentPoints:
    """Pay `cents` of a ticket that completes with the fewest points that do; its reservation is used up.

    Raises: CashOff, PointsTooFew, CashTooMuch, PointsShort and the proof's refusals. Locks: the account,
    the proof. Queries: 12 to 16.
    """
    account = open_account(movement["member_id"])
    points = _points(account, cents, lines, movement)
    wanted = Wanted(movement["member_id"], Purpose.POINTS.value, points, movement["document"])
    take_proof_if_asked(
        proof_id=proof_id, wanted=wanted, worth_cents=cents, act_id=movement["act_id"], at=movement["at"],
        on=movement["on"], store_id=movement["store_id"],
    )  # fmt: skip
    release_points(account=account, document=movement["document"], state="used")
    posting = _posting_of(movement, trace={"cents": cents})
    entry = use_points(account, points, kind=EntryKind.SPENT, posting=posting)
    return _spent(entry.pk, points, cents, account)


@joins_unit_of_work
def spend_points_on_goods(*, cents: int, proof_id: int | None, **movement: Unpack[Movement]) -> SpentPoints:
    """Take goods worth `cents` from stock for points alone, at the rate of points as cash; no cap but the balance.

    Raises: CashOff, PointsShort and the proof's refusals. Locks: the account, the proof. Queries: 10 to 14.
    Source: R066.
    """
    points = rules.points_for_goods(cents, programme_on(movement["on"]).cash)
    return spend_points(points=points, cents=cents, proof_id=proof_id, **movement)


@joins_unit_of_work
def spend_points(*, points: int, proof_id: int | None, cents: int = 0, **movement: Unpack[Movement]) -> SpentPoints:
    """Give `points` for goods worth `cents` or anything else that `document` names; no cap but the balance.

    Raises: PointsShort and the proof's refusals. Locks: the account, the proof. Queries: 10 to 14. Source: R066.
    """
    account = open_account(movement["member_id"])
    worth = programme_on(movement["on"]).worth
    wanted = Wanted(movement["member_id"], Purpose.POINTS.value, points, movement["document"])
    take_proof_if_asked(
        proof_id=proof_id, wanted=wanted, worth_cents=points * worth.cents // worth.points,
        act_id=movement["act_id"], at=movement["at"], on=movement["on"], store_id=movement["store_id"],
    )  # fmt: skip
    entry = use_points(account, points, kind=EntryKind.REDEEMED, posting=_posting_of(movement, trace={"cents": cents}))
    return _spent(entry.pk, points, cents, account)


@joins_unit_of_work
def return_spent_points(*, spent_document: str, returned: int, whole: int, **movement: Unpack[Movement]) -> SpentPoints:
    """Give the points back that paid `spent_document`, until `returned` of `whole` is back.

    To the same lots in reverse order; ended ones get a new lot with the rules' grace. Gives what
    came back this time. Raises: NothingSpent. Locks: the account. Queries: 12. Source: P2, F30.
    """
    account = open_account(movement["member_id"])
    kinds = [EntryKind.SPENT.value, EntryKind.REDEEMED.value]
    spent = PointsEntry.objects.filter(account=account, document=spent_document, kind__in=kinds).first()
    if spent is None:
        raise NothingSpent(document=spent_document)
    kind = EntryKind.SPENT_BACK if spent.kind == EntryKind.SPENT else EntryKind.REDEEMED_BACK
    points = take_back(
        account, spent, share=(returned, whole), kind=kind, on=movement["on"],
        grace_days=programme_on(movement["on"]).expiry.grace_days,
        posting=_posting_of(movement, reverses_id=spent.pk, trace={"returned": returned, "whole": whole}),
    )  # fmt: skip
    return _spent(None, points, 0, account)


def _posting_of(movement: Movement, *, reverses_id: int | None = None, trace: dict[str, Any] | None = None) -> Posting:
    """What the ledger line of a movement names."""
    return Posting(
        operation_id=movement["act_id"], at=movement["at"], document=movement["document"],
        store_id=movement["store_id"], reverses_id=reverses_id, trace=trace or {},
    )  # fmt: skip


def _points(account: PointsAccount, cents: int, lines: Sequence[CashLine], movement: Movement) -> int:
    """The points that `cents` take of what other tickets leave free."""
    others = reserved_for_others(account, document=movement["document"], at=movement["at"])
    cash = programme_on(movement["on"]).cash
    return rules.used(cents, available=account.available - others, lines=lines, cash=cash)


def _spent(entry_id: int | None, points: int, cents: int, account: PointsAccount) -> SpentPoints:
    return SpentPoints(
        entry_id=entry_id, points=points, cents=cents, available=account.available,
        standing_changes=account.standing_columns,
    )  # fmt: skip
