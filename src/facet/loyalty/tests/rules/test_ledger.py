"""The worked tables of docs/algorithms/points.md §3–4, and the laws of balances and lots. Source: F28, F30, T11."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.loyalty.errors import PointsShort
from facet.loyalty.rules import ledger, lots
from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.rules.ledger import Balance, Change
from facet.loyalty.rules.lots import Give, Lot, Take

MARCH, DECEMBER = date(2026, 3, 31), date(2026, 12, 31)


def test_earning_adds_to_what_is_available_and_to_lifetime():
    assert ledger.earn(Balance(10, 0, 50), 100) == (Change(EntryKind.EARNED, 100, 0, 100, Balance(110, 0, 150)),)


def test_earning_while_owing_writes_the_earning_and_a_separate_repayment():
    assert ledger.earn(Balance(0, 60, 40), 100) == (
        Change(EntryKind.EARNED, 100, 0, 100, Balance(100, 60, 140)),
        Change(EntryKind.REPAID, -60, -60, 0, Balance(40, 0, 140)),
    )


def test_earning_nothing_writes_nothing():
    assert ledger.earn(Balance(5, 0, 5), 0) == ()


@pytest.mark.parametrize(
    ("before", "points", "change"),
    [
        (Balance(500, 0, 900), 300, Change(EntryKind.CLAWED_BACK, -300, 0, -300, Balance(200, 0, 600))),
        (Balance(100, 0, 900), 300, Change(EntryKind.CLAWED_BACK, -100, 200, -300, Balance(0, 200, 600))),
        (Balance(0, 50, 300), 300, Change(EntryKind.CLAWED_BACK, 0, 300, -300, Balance(0, 350, 0))),
    ],
)
def test_a_claw_back_takes_what_is_there_and_the_rest_is_owed(before, points, change):
    assert ledger.claw_back(before, points) == change


def test_points_by_hand_never_count_for_life():
    assert ledger.adjust(Balance(0, 30, 9), 50)[-1].after == Balance(20, 0, 9)
    assert ledger.adjust(Balance(80, 0, 9), -50)[-1].after == Balance(30, 0, 9)
    assert ledger.adjust(Balance(80, 0, 9), 0) == ()


@pytest.mark.parametrize("take", [lambda b: ledger.adjust(b, -81), lambda b: ledger.expire(b, 81)])
def test_more_than_is_available_is_refused_with_both_numbers(take):
    with pytest.raises(PointsShort) as refusal:
        take(Balance(80, 0, 80))

    assert refusal.value.facts == {"available": 80, "wanted": 81}


TWO_LOTS = [Lot(1, 300, MARCH), Lot(2, 500, DECEMBER)]


@pytest.mark.parametrize(
    ("lots_before", "points", "first", "takes"),
    [
        (TWO_LOTS, 400, None, (Take(1, 300), Take(2, 100))),  # F30: leaves 0 / 400
        (TWO_LOTS[::-1], 100, None, (Take(1, 100),)),
        (TWO_LOTS, 100, 2, (Take(2, 100),)),  # a claw-back begins with its own lot
        (TWO_LOTS, 600, 2, (Take(2, 500), Take(1, 100))),
        (TWO_LOTS, 900, None, (Take(1, 300), Take(2, 500))),  # the missing 100 are owed
        ([Lot(2, 5, MARCH), Lot(1, 5, MARCH)], 6, None, (Take(1, 5), Take(2, 1))),
        (TWO_LOTS, 0, None, ()),
    ],
)
def test_points_leave_the_lots_that_end_first(lots_before, points, first, takes):
    assert lots.spend(lots_before, points, first=first) == takes


TAKEN = [Lot(1, 300, MARCH), Lot(2, 100, DECEMBER)]


@pytest.mark.parametrize(
    ("points", "on", "gives"),
    [
        (200, date(2026, 2, 1), (Give(2, 100, DECEMBER), Give(1, 100, MARCH))),  # F30: 100 / 500
        (200, date(2026, 4, 1), (Give(2, 100, DECEMBER), Give(None, 100, date(2026, 5, 1)))),  # 30 days of grace
        (200, MARCH, (Give(2, 100, DECEMBER), Give(1, 100, MARCH))),  # the last day still counts
        (50, date(2026, 2, 1), (Give(2, 50, DECEMBER),)),
    ],
)
def test_points_go_back_in_the_reverse_order(points, on, gives):
    assert lots.restore(TAKEN, points, on=on, grace_days=30) == gives


def test_more_than_was_taken_cannot_go_back():
    with pytest.raises(ValueError, match="more would go back"):
        lots.restore(TAKEN, 401, on=MARCH, grace_days=30)


def test_a_lot_ends_after_its_last_day():
    assert lots.ended(TWO_LOTS, MARCH) == []
    assert lots.ended([*TWO_LOTS, Lot(3, 0, MARCH)], date(2026, 4, 1)) == [TWO_LOTS[0]]


MOVES = st.lists(
    st.tuples(st.sampled_from(["earn", "claw_back", "adjust", "expire"]), st.integers(0, 1_000)), max_size=30
)


@given(moves=MOVES)
def test_no_path_leads_below_zero_and_nobody_owes_with_points_in_hand(moves):
    balance, changes = Balance(), []
    for move, points in moves:
        if move == "earn":
            new = ledger.earn(balance, points)
        elif move == "claw_back":
            taken = min(points, balance.lifetime)
            new = (ledger.claw_back(balance, taken),) if taken else ()
        elif move == "adjust":
            new = ledger.adjust(balance, points - min(500, balance.available))
        else:
            new = (ledger.expire(balance, min(points, balance.available)),) if min(points, balance.available) else ()
        changes.extend(new)
        balance = new[-1].after if new else balance
        assert min(balance.available, balance.owed, balance.lifetime) >= 0
        assert balance.available == 0 or balance.owed == 0
    assert balance == Balance(
        *(sum(getattr(c, field) for c in changes) for field in ("points", "owed_delta", "lifetime_delta"))
    )
    assert all(change.points or change.owed_delta for change in changes)


A_LOT = st.builds(
    Lot, id=st.integers(1, 99), remaining=st.integers(0, 500), expires_on=st.dates(date(2026, 1, 1), date(2027, 1, 1))
)


@given(
    held=st.lists(A_LOT, max_size=6, unique_by=lambda lot: lot.id),
    points=st.integers(0, 2_000),
    first=st.integers(1, 99),
)
def test_spending_takes_exactly_what_the_lots_hold_and_never_too_much_of_one(held, points, first):
    takes = lots.spend(held, points, first=first)

    assert sum(take.points for take in takes) == min(points, sum(lot.remaining for lot in held))
    assert all(0 < take.points <= {lot.id: lot.remaining for lot in held}[take.lot_id] for take in takes)
    assert len({take.lot_id for take in takes}) == len(takes)
