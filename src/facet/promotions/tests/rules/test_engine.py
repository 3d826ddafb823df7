"""The engine: worked tables of docs/algorithms/promotions.md, and the laws that hold for every cart."""

import random
from dataclasses import replace
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.promotions.rules.cart import Buyer
from facet.promotions.rules.conditions import Why
from facet.promotions.rules.engine import evaluate
from facet.promotions.rules.terms import Conditions, Guard, Kind, Left, Scope
from facet.promotions.tests.carts import YEAR, gold, here, offer, random_case, ring

RINGS = Scope(categories=frozenset({"ring"}))
F10 = [ring("A", 800_000), ring("B", 300_000), ring("C", 150_000)]


def off(cart, *offers, **context):
    result = evaluate(cart, offers, context=here(**context))
    return {line.code: sum(part.cents for _, part in result.taken_of(line.code)) for line in cart}


def why(cart, *offers, **context):
    return [(each.why, each.more) for each in evaluate(cart, offers, context=here(**context)).skipped]


def test_three_hundred_off_is_spread_as_f10_says():
    """F10: 7,808 / 2,928 / 1,464."""
    taken = off(F10, offer(Kind.AMOUNT, 30_000))

    assert [line.net_cents - taken[line.code] for line in F10] == [780_800, 292_800, 146_400]


@pytest.mark.parametrize(
    ("kind", "value", "facts", "expected"),
    [
        (Kind.PERCENT, 1_000, {}, {"A": 80_000, "B": 30_000, "C": 15_000}),
        (Kind.SPEND_SAVE, 20_000, {"from_cents": 500_000, "steps": True}, {"A": 25_600, "B": 9_600, "C": 4_800}),
        (Kind.SPEND_SAVE, 20_000, {"from_cents": 500_000}, {"A": 12_800, "B": 4_800, "C": 2_400}),
        (Kind.SPEND_SAVE, 20_000, {"from_cents": 100_000, "steps": True, "most_steps": 2},
         {"A": 25_600, "B": 9_600, "C": 4_800}),
        (Kind.PIECES, 2_000, {"pieces": 3}, {"A": 160_000, "B": 60_000, "C": 30_000}),
        (Kind.SECOND_PIECE, 5_000, {}, {"A": 109_091, "B": 40_909, "C": 0}),
    ],
)  # fmt: skip
def test_what_each_kind_takes_off(kind, value, facts, expected):
    assert off(F10, offer(kind, value, **facts)) == expected


def test_an_add_on_costs_its_special_price_once_the_rest_comes_to_enough():
    charm = ring("Z", 59_900, path=("jewelry", "charm"))
    add_on = offer(Kind.ADD_ON, 9_900, from_cents=300_000, target=Scope(categories=frozenset({"charm"})))

    assert off([*F10, charm], add_on)["Z"] == 50_000
    assert why([ring("B", 250_000), charm], add_on) == [(Why.SPEND, 50_000)]


def test_a_set_takes_its_amount_off_once_it_is_complete():
    charm = ring("Z", 200_000, path=("jewelry", "charm"))
    parts = (RINGS, Scope(categories=frozenset({"charm"})))

    assert off([ring("B", 300_000), charm], offer(Kind.BUNDLE, 50_000, parts=parts)) == {"B": 30_000, "Z": 20_000}
    assert why([charm], offer(Kind.BUNDLE, 50_000, parts=parts)) == [(Why.SET, 1)]


def test_gold_gives_yuan_per_gram_on_metal_also_above_a_weight_only():
    cart = [gold("G1", weight_mg=10_000), gold("G2", weight_mg=30_000, metal=2_940_000)]

    assert off(cart, offer(Kind.GRAM, 2_000)) == {"G1": 20_000, "G2": 60_000}
    assert off(cart, offer(Kind.GRAM, 2_000, excess_over_mg=30_000)) == {"G1": 5_000, "G2": 15_000}
    assert why(cart, offer(Kind.GRAM, 2_000, excess_over_mg=45_000)) == [(Why.WEIGHT, 5_000)]


def test_gold_by_weight_gives_percent_on_labour_only_and_a_bar_gives_nothing():
    bar = gold("BAR", takes_discount=False)

    assert off([gold(labour=38_000), bar], offer(Kind.PERCENT, 1_000)) == {"G1": 3_800, "BAR": 0}
    assert off([gold(labour=38_000), ring()], offer(Kind.LABOUR, 5_000)) == {"G1": 19_000, "D1": 0}
    assert why([bar], offer(Kind.AMOUNT, 30_000)) == [(Why.GOODS, 0)]


def test_a_gift_counts_by_steps_while_the_store_has_it():
    facts = {"from_cents": 500_000, "steps": True, "gift_sku": "BAG", "gift_quantity": 1}

    result = evaluate(F10, [offer(Kind.GIFT, **facts)], context=here())

    assert (result.applied[0].gifts, result.applied[0].more) == (2, 250_000)
    assert why(F10, offer(Kind.GIFT, left=Left(gifts=1), **facts)) == [(Why.GIFTS, 0)]


def test_what_is_missing_for_the_next_step_is_told():
    """ "¥120 more for the next step"."""
    step = offer(Kind.SPEND_SAVE, 30_000, from_cents=500_000, steps=True)

    assert evaluate([ring(cents=488_000)], [step], context=here()).skipped[0].more == 12_000
    assert evaluate([ring(cents=988_000)], [step], context=here()).applied[0].more == 12_000


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2026, 12, 23, 23, 59, 59), [Why.DAY]),
        (datetime(2026, 12, 24), []),
        (datetime(2026, 12, 25, 23, 59, 59), []),
        (datetime(2026, 12, 26), [Why.DAY]),
    ],
)
def test_a_window_through_the_25th_ends_at_24_hours(now, expected):
    """P30."""
    window = Conditions(begins=date(2026, 12, 24), until=date(2026, 12, 26))

    assert [each for each, _ in why(F10, offer(Kind.PERCENT, 1_000, conditions=window), now=now)] == expected


@pytest.mark.parametrize(
    ("facts", "context", "expected"),
    [
        ({"stores": frozenset({"S02"})}, {}, Why.STORE),
        ({"store_kinds": frozenset({"mall"})}, {}, Why.STORE),
        ({"members_only": True}, {"buyer": None}, Why.MEMBERS),
        ({"grades": frozenset({"diamond"})}, {}, Why.GRADE),
        ({"groups": frozenset({"vip"})}, {}, Why.GROUP),
        ({"first_purchase": True}, {}, Why.FIRST),
        ({"birthday_days": 3}, {"buyer": Buyer(birthday_in=-4)}, Why.BIRTHDAY),
        ({"anniversary_days": 3}, {"buyer": Buyer()}, Why.ANNIVERSARY),
        ({"from_minute": 600, "until_minute": 720}, {}, Why.HOUR),
        ({"weekdays": frozenset({5})}, {}, Why.DAY),
        ({"every": "month", "day": 8}, {}, Why.DAY),
        ({"every": "digit", "day": 8}, {}, Why.DAY),
        ({"every": "nth", "day": 10}, {}, Why.DAY),
    ],
)
def test_each_condition_is_asked(facts, context, expected):
    conditions = replace(YEAR, **facts)

    assert why(F10, offer(Kind.PERCENT, 1_000, conditions=conditions), **context) == [(expected, 0)]


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        (Left(member=0), Why.MEMBER_LIMIT), (Left(today=0), Why.DAY_LIMIT), (Left(total=0), Why.TOTAL_LIMIT),
        (Left(budget_cents=0), Why.BUDGET), (Left(budget_cents=29_999), Why.BUDGET),
    ],
)  # fmt: skip
def test_a_limit_that_leaves_too_little_ends_it(left, expected):
    assert why(F10, offer(Kind.AMOUNT, 30_000, left=left)) == [(expected, 0)]


def test_of_a_group_the_priority_decides_then_what_gives_more():
    small, large = offer(Kind.AMOUNT, 10_000, "P1", group="x"), offer(Kind.AMOUNT, 20_000, "P2", group="x")

    assert sum(off(F10, small, large).values()) == 20_000
    first = replace(small, terms=replace(small.terms, priority=1))
    assert sum(off(F10, first, large).values()) == 10_000
    assert evaluate(F10, [first, large], context=here()).skipped[0].other == "P1"


def test_without_a_group_the_later_counts_on_what_is_left():
    ten, fifty = offer(Kind.PERCENT, 1_000, "P1", priority=1), offer(Kind.PERCENT, 5_000, "P2")

    assert off([ring(cents=100_000)], ten, fifty) == {"D1": 10_000 + 45_000}


def test_a_line_never_falls_below_its_floor_or_its_margin():
    line = ring(cents=100_000, cost_cents=80_000)

    assert off([line], offer(Kind.PERCENT, 5_000, guard=Guard(floor_bp=9_000))) == {"D1": 10_000}
    assert off([line], offer(Kind.PERCENT, 5_000, guard=Guard(margin_bp=500))) == {"D1": 16_000}
    assert why([line], offer(Kind.PERCENT, 500, guard=Guard(margin_bp=5_000))) == [(Why.FLOOR, 0)]


def test_goods_with_a_discount_by_hand_stand_aside_unless_the_promotion_takes_them():
    line = ring(by_hand=True)

    assert why([line], offer(Kind.PERCENT, 1_000)) == [(Why.BY_HAND, 0)]
    assert off([line], offer(Kind.PERCENT, 1_000, with_manual=True)) == {"D1": 80_000}


seeds = st.integers(0, 10**9)


@given(seeds, seeds)
def test_the_order_of_lines_and_offers_does_not_matter(seed, order):
    cart, offers = random_case(seed)
    dice = random.Random(order)

    mixed = evaluate(dice.sample(cart, len(cart)), dice.sample(offers, len(offers)), context=here())

    assert mixed == evaluate(cart, offers, context=here())


@given(seeds)
def test_a_line_that_is_taken_off_leaves_what_a_fresh_basket_would_give(seed):
    """Nothing is remembered: the same goods, made anew and never priced with the other line, cost the same."""
    cart, offers = random_case(seed)
    evaluate(cart, offers, context=here())
    fresh = [replace(line) for line in random_case(seed)[0][1:]]

    assert evaluate(cart[1:], offers, context=here()) == evaluate(fresh, offers, context=here())


@given(seeds)
def test_nothing_falls_below_zero_and_bars_give_nothing(seed):
    cart, offers = random_case(seed)
    result = evaluate(cart, offers, context=here())

    for line in cart:
        taken = [part for _, part in result.taken_of(line.code)]
        assert 0 <= sum(part.cents for part in taken) <= (line.net_cents if line.takes_discount else 0)
        assert sum(part.cents for part in taken if part.part == "labour") <= line.labour_cents
        assert sum(part.cents for part in taken if part.part == "metal") <= line.metal_cents


@given(seeds)
def test_every_offer_is_answered_once(seed):
    cart, offers = random_case(seed)
    result = evaluate(cart, offers, context=here())

    assert sorted(each.offer.code for each in (*result.applied, *result.skipped)) == sorted(o.code for o in offers)
    assert all(each.cents <= (each.offer.left.budget_cents or 10**12) for each in result.applied)
