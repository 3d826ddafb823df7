"""The rules of spending: worked tables, and laws over generated cases. Source: F30, F31, P8, decisions §4.6, §4.7."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis.strategies import integers, lists, sampled_from, tuples

from facet.loyalty.errors import CashTooMuch, CouponSpendMore, PointsTooFew
from facet.loyalty.rules import cash, codes, conversion, coupon, lots, proof, stored_value
from facet.loyalty.rules.cash import CashLine
from facet.loyalty.rules.coupon import CouponLine, Terms
from facet.loyalty.rules.lots import Lot
from facet.loyalty.rules.sections import PointsAsCash
from facet.loyalty.rules.stored_value import Value

PLAIN = PointsAsCash(min_points=1_000, points=100, cents=100, share_bp=3_000)
STEPPED = PointsAsCash(min_points=1_000, points=100, cents=100, share_bp=3_000, steps=((1_000, 1_000), (5_000, 6_000)))
FIXED_2000 = [CashLine(200_000)]


def test_f31_an_order_of_2000_takes_60000_points():
    assert cash.offer(available=90_000, lines=FIXED_2000, cash=PLAIN) == cash.CashOffer(60_000, 60_000, 200_000)


@pytest.mark.parametrize(
    ("points", "cents"),
    [(999, 999), (1_000, 1_000), (4_999, 4_999), (5_000, 6_000), (6_000, 7_000), (11_000, 13_000)],
)
def test_steps_are_bundles_largest_first(points, cents):
    assert cash.value_of(points, STEPPED) == cents


@pytest.mark.parametrize(
    ("line", "base"),
    [
        (CashLine(300_000, 30_000, "by_weight"), 30_000),
        (CashLine(300_000, 30_000, "bar"), 0),
        (CashLine(300_000, 30_000, "fixed"), 300_000),
        (CashLine(300_000, 0, "by_weight"), 0),
    ],
)
def test_metal_by_weight_and_bars_take_no_points(line, base):
    assert cash.base_of([line], PLAIN) == base


def test_below_the_minimum_nothing_and_above_the_cap_nothing():
    with pytest.raises(PointsTooFew):
        cash.used(1_000, available=999, lines=FIXED_2000, cash=PLAIN)
    with pytest.raises(CashTooMuch):
        cash.used(60_001, available=90_000, lines=FIXED_2000, cash=PLAIN)


@given(cents=integers(1, 200_000), stepped=sampled_from([PLAIN, STEPPED, PointsAsCash(points=7, cents=3)]))
def test_the_points_used_are_the_fewest_that_pay(cents, stepped):
    points = cash.points_for(cents, stepped)

    assert cash.value_of(points, stepped) >= cents
    assert points == 0 or cash.value_of(points - 1, stepped) < cents


@given(low=integers(0, 30_000), more=integers(0, 3_000))
def test_more_points_never_pay_less(low, more):
    assert cash.value_of(low + more, STEPPED) >= cash.value_of(low, STEPPED)


def test_f30_what_was_spent_comes_back_in_reverse():
    march, december = date(2027, 3, 31), date(2027, 12, 31)
    takes = lots.spend([Lot(1, 300, march), Lot(2, 500, december)], 400)
    taken = [Lot(1, takes[0].points, march), Lot(2, takes[1].points, december)]

    gives = lots.restore(taken, 200, on=date(2027, 1, 1), grace_days=30)

    assert [(take.lot_id, take.points) for take in takes] == [(1, 300), (2, 100)]
    assert [(give.lot_id, give.points) for give in gives] == [(2, 100), (1, 100)]
    late = lots.restore(taken, 200, on=date(2027, 6, 1), grace_days=30)
    assert (late[1].lot_id, late[1].expires_on) == (None, date(2027, 7, 1))


@given(parts=lists(integers(1, 200), min_size=1, max_size=6), steps=lists(integers(1, 90), max_size=8))
def test_giving_back_step_by_step_gives_what_giving_back_at_once_does(parts, steps):
    day = date(2027, 12, 31)
    taken = [Lot(number, points, day) for number, points in enumerate(parts, start=1)]
    already, back = 0, {lot.id: 0 for lot in taken}
    for wanted in steps:
        step = min(wanted, sum(parts) - already)
        for give in lots.restore(lots.still_out(taken, already), step, on=date(2027, 1, 1), grace_days=30):
            back[give.lot_id] += give.points
        already += step

    at_once = lots.restore(taken, already, on=date(2027, 1, 1), grace_days=30)
    assert {key: points for key, points in back.items() if points} == {give.lot_id: give.points for give in at_once}


@given(number=integers(0, 2**64 - 1), place=integers(0, 13), other=sampled_from(codes.ALPHABET))
def test_a_code_is_read_back_and_one_wrong_character_is_found(number, place, other):
    code = codes.code_of(number)

    assert codes.read(codes.grouped(code).lower()) == code
    wrong = code[:place] + other + code[place + 1 :]
    assert codes.read(wrong) == (code if wrong == code else None)


def test_a_code_is_typed_as_people_type():
    code = codes.code_of(0)

    assert codes.read(" ooOo-oooo 0000 0" + code[-1] + " ") == code
    assert codes.read("nonsense") is None


GOLD = CouponLine(1, 500_000, "gold", 60_000, "by_weight")
RING = CouponLine(2, 800_000, "diamond", 0, "fixed")
BAR = CouponLine(3, 900_000, "bar", 10_000, "bar")


@pytest.mark.parametrize(
    ("terms", "off"),
    [
        (Terms(benefit="amount", value=20_000), {1: 1_395, 2: 18_605}),
        (Terms(benefit="percent", value=1_000), {1: 6_000, 2: 80_000}),
        (Terms(benefit="percent", value=1_000, cap_cents=50_000), {1: 3_488, 2: 46_512}),
        (Terms(benefit="labour", value=5_000), {1: 30_000}),
        (Terms(benefit="percent", value=1_000, classes=frozenset({"diamond"})), {2: 80_000}),
        (Terms(benefit="gift"), {}),
    ],
)
def test_what_a_coupon_takes_off_each_line(terms, off):
    assert coupon.taken_off(terms, [GOLD, RING, BAR]) == off


def test_too_little_of_fitting_goods_is_refused():
    with pytest.raises(CouponSpendMore):
        coupon.taken_off(
            Terms(benefit="amount", value=1, min_spend_cents=800_001, classes=frozenset({"diamond"})), [RING]
        )


@given(value=integers(1, 10**7), dues=lists(tuples(integers(0, 10**6), integers(0, 10**5)), min_size=1, max_size=6))
def test_no_line_loses_more_than_is_due(value, dues):
    lines = [CouponLine(n, due, "gold", labour, "fixed") for n, (due, labour) in enumerate(dues)]
    if not sum(due for due, _ in dues):
        return
    off = coupon.taken_off(Terms(benefit="amount", value=value), lines)

    assert sum(off.values()) == min(value, sum(due for due, _ in dues))
    assert all(0 < off[n] <= dues[n][0] for n in off)


def test_principal_is_spent_first_and_bonus_last():
    assert stored_value.spend(Value(300, 100), 350) == Value(300, 50)


@given(principal=integers(0, 10_000), bonus=integers(0, 3_000), parts=lists(integers(1, 60), min_size=1, max_size=6))
def test_partial_returns_of_value_add_up_and_are_never_negative(principal, bonus, parts):
    spent, back, so_far = Value(principal, bonus), Value(), 0
    for part in parts:
        so_far += part
        more = stored_value.given_back(spent, returned=so_far, whole=sum(parts), already=back)
        assert min(more.principal, more.bonus) >= 0
        back += more
    assert back == spent


@pytest.mark.parametrize(
    ("pin", "good"), [("123456", False), ("111111", False), ("654321", False), ("190273", True), ("12345", False)]
)
def test_a_pin_is_not_plain(pin, good):
    assert proof.pin_is_good(pin) is good


def test_points_become_whole_yuan_and_the_rest_stays():
    assert conversion.for_money(1_250, 100) == (1_200, 1_200)
    assert conversion.for_coupon(Terms(benefit="amount", value=5_050), 100) == (5_050, 5_050)
