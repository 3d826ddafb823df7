"""Points of two files that become one: what leaves one account comes into the other. Pure. Source: P10."""

from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.rules.ledger import Balance, Change


def given_away(balance: Balance) -> Change:
    """Everything leaves: what is available, what is owed, what counts for grades."""
    return Change(EntryKind.MERGED_OUT, -balance.available, -balance.owed, -balance.lifetime, Balance(0, 0, 0))


def given_back(balance: Balance, *, points: int, lifetime: int) -> Change:
    """A part leaves again: `points` that are still there, and what counts for grades."""
    after = Balance(balance.available - points, balance.owed, balance.lifetime - lifetime)
    return Change(EntryKind.MERGED_OUT, -points, 0, -lifetime, after)


def taken_in(balance: Balance, *, points: int, owed: int, lifetime: int) -> tuple[Change, ...]:
    """What comes in, and what of it makes good what either owed: nobody owes while points are available."""
    after = Balance(balance.available + points, balance.owed + owed, balance.lifetime + lifetime)
    change = Change(EntryKind.MERGED_IN, points, owed, lifetime, after)
    settled = min(after.available, after.owed)
    if not settled:
        return (change,)
    left = Balance(after.available - settled, after.owed - settled, after.lifetime)
    return change, Change(EntryKind.REPAID, -settled, -settled, 0, left)
