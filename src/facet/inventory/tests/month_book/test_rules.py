"""The month book adds up, whatever moves: tables of docs/algorithms/month_book.md and its laws."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.inventory.rules.month_book import (
    NONE,
    BookColumn,
    BookLine,
    Goods,
    Move,
    change_of,
    columns_of,
    next_month,
    previous_month,
)


def test_the_worked_example():
    line = BookLine(
        {"opening": Goods(120, 1_204_500, 98_000_000), "received": Goods(30, 310_000, 26_000_000),
         "returned": Goods(1, 5_200, 410_000), "sold": Goods(24, 250_300, 20_400_000),
         "transferred_out": Goods(6, 61_000, 5_100_000), "written_off": Goods(1, 4_100, 330_000)}
    )  # fmt: skip
    assert line.closing == Goods(120, 1_204_300, 98_580_000)


@pytest.mark.parametrize(
    ("month", "after", "before"),
    [(date(2026, 12, 1), date(2027, 1, 1), date(2026, 11, 1)), (date(2026, 1, 1), date(2026, 2, 1), date(2025, 12, 1))],
)
def test_months_follow_each_other(month, after, before):
    assert (next_month(month), previous_month(month)) == (after, before)


KINDS = {"received": ("supplier", "counter"), "sold": ("counter", "customer"), "returned": ("customer", "tray"),
         "arrived": ("transit", "vault"), "missed": ("transit", "loss"), "found": ("loss", "counter"),
         "melted": ("counter", "loss"), "sent_back": ("vault", "supplier")}  # fmt: skip
GOODS = st.builds(Goods, st.integers(1, 9), st.integers(0, 90_000), st.integers(0, 10**6))


@st.composite
def moves(draw):
    kind = draw(st.sampled_from(sorted(KINDS)))
    from_kind, to_kind = KINDS[kind]
    stores = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    if kind != "arrived":
        stores = (stores[0], stores[0])
    return Move(kind, from_kind, stores[0], to_kind, stores[1], draw(st.integers(1, 2)), draw(GOODS))


@given(st.lists(moves()), st.lists(moves()))
def test_consecutive_months_chain_and_all_stores_together_are_the_chain(first, second):
    months = [columns_of(first), columns_of(second)]
    both = columns_of(first + second)
    for key in both:
        opening = Goods(100, 100_000, 10**7)
        one = BookLine({"opening": opening, **months[0].get(key, {})}).closing
        two = BookLine({"opening": one, **months[1].get(key, {})}).closing
        assert two == BookLine({"opening": opening, **both[key]}).closing
        assert change_of(both[key]) == two.minus(opening)
    chain = columns_of(move._replace(from_store=9, to_store=9) for move in first + second)
    for category in {key.category_id for key in both}:
        stores = [change_of(line) for key, line in both.items() if key.category_id == category]
        whole = [change_of(line) for key, line in chain.items() if key.category_id == category]
        assert _sum(stores) == _sum(whole)
    ends = [_sum([line.get(column.value, NONE) for line in both.values()])
            for column in (BookColumn.TRANSFERRED_IN, BookColumn.TRANSFERRED_OUT)]  # fmt: skip
    assert ends[0] == ends[1]


def _sum(goods):
    total = NONE
    for each in goods:
        total = total.plus(each)
    return total
