"""Commission: the worked tables of docs/algorithms/commission.md, and its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.errors import Invalid
from facet.kernel.money import share
from facet.sales.rules.commission import (
    CommissionRule,
    Earner,
    SoldFacts,
    charged_labour,
    check_rate,
    commissions,
    rule_for,
    taken_back,
    whole_cents,
)


def rule(pays: str, rate: int, number: int = 1, **facts) -> CommissionRule:
    return CommissionRule(id=number, pays=pays, rate=rate, **facts)


def line(**facts) -> SoldFacts:
    return SoldFacts(
        **{"store_id": 1, "net_cents": 1_280_000, "weight_mg": 10_250, "labour_cents": 40_000, "quantity": 1,
           "path": ("gold", "gold-bangle"), "style": "FL-1", **facts}
    )  # fmt: skip


def people(*shares: int) -> list[Earner]:
    return [Earner(staff_id=number, share_bp=bp) for number, bp in enumerate(shares, start=1)]


@pytest.mark.parametrize(("pays", "rate", "facts", "cents"), [
    ("per_gram", 300, {}, 3_075),  # 10.25 g × ¥3 = ¥30.75
    ("per_gram", 300, {"weight_mg": 10_259}, 3_075),  # weights count as they price, cut to 0.01 g
    ("percent", 150, {}, 19_200),  # 1.5 % of 12,800.00
    ("percent", 33, {"net_cents": 99_999}, 330),  # 329.9967 rounds once
    ("labour", 1_000, {}, 4_000), ("per_piece", 5_000, {"quantity": 3}, 15_000),
])  # fmt: skip
def test_what_a_whole_line_pays(pays, rate, facts, cents):
    assert whole_cents(rule(pays, rate), line(**facts)) == cents


def test_three_people_share_by_largest_remainder():
    parts = commissions([rule("per_gram", 300)], line(), people=people(5_000, 3_000, 2_000))

    assert [part.cents for part in parts] == [1_538, 922, 615]  # F36: 15.38, 9.22, 6.15


@pytest.mark.parametrize(("rules", "roles", "number"), [
    ([rule("percent", 100, 1), rule("per_gram", 300, 2, category="gold")], (), 1),  # the first that fits
    ([rule("percent", 100, 1), rule("per_piece", 1_000, 2, style="FL-1")], (), 2),  # a fixed sum replaces
    ([rule("percent", 100, 1, store_id=9), rule("per_gram", 300, 2, category="gold")], (), 2),
    ([rule("percent", 100, 1, role="store_manager"), rule("percent", 50, 2)], (), 2),
    ([rule("percent", 100, 1, role="store_manager"), rule("percent", 50, 2)], ("store_manager",), 1),
    ([rule("percent", 100, 1, category="diamond")], (), None),
])  # fmt: skip
def test_which_rule_counts(rules, roles, number):
    found = rule_for(rules, line(), roles=frozenset(roles))

    assert (found.id if found else None) == number


def test_people_of_other_roles_earn_by_their_own_rule():
    crew = [Earner(staff_id=1, share_bp=7_000), Earner(staff_id=2, share_bp=3_000, roles=frozenset({"store_manager"}))]
    parts = commissions([rule("percent", 200, 1, role="store_manager"), rule("percent", 100, 2)], line(), people=crew)

    assert [(part.rule.id, part.whole_cents, part.cents) for part in parts] == [(2, 12_800, 8_960), (1, 25_600, 7_680)]


@pytest.mark.parametrize(("labour", "discount", "charged"), [(40_000, 0, 40_000), (40_000, 4_000, 36_000),
                                                             (40_000, 50_000, 0)])  # fmt: skip
def test_a_discount_comes_off_the_labour_first(labour, discount, charged):
    assert charged_labour(labour_cents=labour, discount_cents=discount) == charged


@pytest.mark.parametrize(("pays", "rate"), [("bonus", 1), ("percent", 10_001), ("per_gram", -1)])
def test_rates_nobody_means_are_refused(pays, rate):
    with pytest.raises(Invalid):
        check_rate(pays, rate)


SHARES = st.lists(st.integers(1, 10_000), min_size=1, max_size=6)


@given(shares=SHARES, rate=st.integers(0, 5_000), net=st.integers(0, 10**9))
def test_one_rule_for_all_adds_up_exactly(shares, rate, net):
    one, sold = rule("percent", rate), line(net_cents=net)

    parts = commissions([one], sold, people=people(*shares))

    assert sum(part.cents for part in parts) == whole_cents(one, sold)


@given(given_out=st.lists(st.integers(0, 10**7), min_size=1, max_size=5), steps=st.lists(st.integers(1, 9), max_size=6))
def test_returns_take_back_exactly_what_was_stored(given_out, steps):
    paid, whole = dict(enumerate(given_out, start=1)), sum(steps) + 1
    taken = dict.fromkeys(paid, 0)
    returned = 0
    for step in [*steps, 1]:
        returned += step
        back = taken_back(paid, taken, returned=returned, whole=whole)
        taken = {staff: taken[staff] - back[staff] for staff in paid}
        assert sum(taken.values()) == share(sum(given_out), returned, whole)

    assert taken == paid
