"""What a member owes: limit, age, what a payment settles. Source: F34, docs/algorithms/credit.md."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from facet.members.rules import credit as rules
from facet.members.rules.credit import Line, OpenPart

TODAY = date(2026, 11, 21)


def test_f34_what_is_left_of_the_limit():
    assert rules.available_cents(2_000_000, 850_000) == 1_150_000


def test_a_limit_below_what_is_open_leaves_nothing():
    assert rules.available_cents(500_000, 850_000) == 0


@pytest.mark.parametrize(("due", "days", "warned"), [(9, 12, True), (14, 7, False), (13, 8, True), (21, 0, False)])
def test_f34_the_warning_begins_after_the_days_of_the_house(due, days, warned):
    due_on = date(2026, 11, due)

    assert rules.days_overdue(due_on, TODAY) == days
    assert rules.is_warned(due_on, today=TODAY, after_days=7) is warned


def test_a_payment_settles_what_was_due_first():
    lines = [Line(1, 300, date(2026, 10, 1)), Line(2, 200, date(2026, 9, 1)), Line(3, -250)]

    assert rules.open_parts(lines) == [OpenPart(1, date(2026, 10, 1), 250)]


def test_a_reversal_settles_its_own_charge_first():
    lines = [Line(1, 300, date(2026, 9, 1)), Line(2, 200, date(2026, 10, 1)), Line(3, -200, None, 2)]

    assert rules.open_parts(lines) == [OpenPart(1, date(2026, 9, 1), 300)]


def test_ageing_puts_each_part_where_its_days_say():
    due = [date(2026, 12, 1), date(2026, 11, 20), date(2026, 10, 22), date(2026, 10, 21), date(2026, 8, 23),
           date(2026, 8, 22)]  # fmt: skip
    parts = [OpenPart(number, day, 100) for number, day in enumerate(due)]

    assert rules.ageing(parts, TODAY) == (100, 200, 100, 100, 100)


@given(
    some.lists(some.integers(1, 1_000), min_size=1, max_size=8),
    some.lists(some.integers(1, 1_000), max_size=8),
)
def test_the_open_parts_add_up_to_the_balance(charges, payments):
    lines = [Line(number, cents, date(2026, 1, 1 + number)) for number, cents in enumerate(charges)]
    left = sum(charges)
    for cents in payments:
        paid = min(cents, left)
        left -= paid
        if paid:
            lines.append(Line(100 + len(lines), -paid))

    assert sum(part.open_cents for part in rules.open_parts(lines)) == left
    assert sum(rules.ageing(rules.open_parts(lines), TODAY)) == left
