"""The day's arithmetic: signs of pay-ins, what goes to the bank, ways of paying that tie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.errors import Invalid
from facet.sales.rules.day import labour_parts, methods_of, ties
from facet.sales.rules.drawer import entry_cents, for_the_bank
from facet.sales.rules.kinds import METHOD_LABELS

CENTS = st.dictionaries(st.sampled_from(sorted(map(str, METHOD_LABELS))), st.integers(-(10**9), 10**9))


@pytest.mark.parametrize(("kind", "method", "note", "signed"), [
    ("stored_value_sold", "wechat", "", 50_000), ("credit_repayment", "bank", "", 50_000),
    ("change_added", "cash", "", 50_000), ("other_in", "cash", "卖纸箱", 50_000),
    ("expense", "cash", "买水", -50_000), ("to_safe", "cash", "", -50_000), ("other_out", "cash", "垫付", -50_000),
])  # fmt: skip
def test_what_comes_in_and_what_goes_out(kind, method, note, signed):
    assert entry_cents(kind=kind, method=method, amount_cents=50_000, note=note) == signed


@pytest.mark.parametrize(("kind", "method", "cents", "note", "field"), [
    ("gift", "cash", 1, "", "kind"), ("expense", "wechat", 1, "水费", "method"), ("to_safe", "bank", 1, "", "method"),
    ("other_in", "points", 1, "x y", "method"), ("change_added", "cash", 0, "", "amount_cents"),
    ("expense", "cash", 100, " ", "note"), ("to_safe", "cash", 10**11, "", "amount_cents"),
])  # fmt: skip
def test_what_no_drawer_can_do(kind, method, cents, note, field):
    with pytest.raises(Invalid) as refused:
        entry_cents(kind=kind, method=method, amount_cents=cents, note=note)

    assert refused.value.facts["field"] == field


@pytest.mark.parametrize(("beyond", "safe", "bank"), [
    (1_200_00, [], 1_200_00),
    (700_00, [-500_00], 1_200_00),  # 500 went to the safe in between
    (1_500_00, [300_00], 1_200_00),  # 300 of change came out of the safe
    (-20_00, [], -20_00),
])  # fmt: skip
def test_cash_beyond_the_floats_goes_to_the_bank(beyond, safe, bank):
    assert for_the_bank(counted_less_float_cents=beyond, safe_entries=safe) == bank


@given(tickets=CENTS, drawer=CENTS, counted=CENTS)
def test_every_way_stands_once_and_the_columns_add_up(tickets, drawer, counted):
    rows = methods_of(tickets=tickets, drawer=drawer, counted=counted)

    assert {row.method for row in rows} == set(tickets) | set(drawer) | set(counted)
    assert ties(rows, due_cents=sum(tickets.values()), drawer_cents=sum(drawer.values()))
    assert not ties(rows, due_cents=sum(tickets.values()) + 1, drawer_cents=sum(drawer.values()))
    assert all(row.counted_cents is None for row in rows if row.method in {"points", "stored_value", "credit"})


@given(cents=st.integers(-(10**9), 10**9), shares=st.lists(st.integers(1, 10_000), min_size=1, max_size=6))
def test_labour_is_cut_without_a_rest(cents, shares):
    assert sum(labour_parts(cents, shares)) == cents
