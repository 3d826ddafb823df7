"""The worked tables of docs/algorithms/pricing.md, and the laws behind them."""

import pytest
from hypothesis import given
from hypothesis.strategies import builds, fixed_dictionaries, integers, just, lists, one_of, sampled_from, tuples

from facet.catalog.errors import DiscountNotForThisPrice
from facet.catalog.rules.pricing import (
    NO_DISCOUNT,
    Labour,
    LabourKind,
    LineDiscount,
    Priced,
    Step,
    alloy_cents_per_gram,
    implied_cents_per_gram,
    market_cents_per_gram,
    premium_bp,
    price_by_weight,
    price_components,
    price_fixed,
    price_step_cents,
    spread_discount,
)
from facet.kernel.errors import Invalid

weights = integers(0, 5_000_000)
boards = integers(0, 500_000)
labours = one_of(
    builds(Labour, kind=just(LabourKind.PER_GRAM), value=integers(0, 100_000)),
    builds(Labour, kind=just(LabourKind.PER_PIECE), value=integers(0, 10_000_000)),
    builds(Labour, kind=just(LabourKind.PERCENT_OF_METAL), value=integers(0, 10_000)),
)
shares = integers(0, 10_000)
stone_rows = lists(tuples(integers(0, 50_000), integers(0, 50_000_000)), max_size=5)


def test_price_by_weight_with_gram_discount_and_cut_labour():
    """F6: 10.25 g at 880 − 20, labour 38/g at 70 %."""
    priced = price_by_weight(
        weight_mg=10_250,
        board_cents_per_gram=88_000,
        labour=Labour(LabourKind.PER_GRAM, 3_800),
        discount=LineDiscount(labour_bp=3_000, gram_cents=2_000),
    )

    assert priced == Priced(
        metal_cents=881_500,
        labour_cents=27_265,
        stones_cents=0,
        list_cents=902_000 + 38_950,
        discount_cents=20_500 + 11_685,
        net_cents=908_765,
        steps=(
            Step(
                "Metal value",
                (
                    ("grams", "10.25"),
                    ("op", "×"),
                    ("op", "("),
                    ("yuan_per_gram", "880.00"),
                    ("op", "−"),
                    ("cut_yuan_per_gram", "20.00"),
                    ("op", ")"),
                ),
                881_500,
            ),
            Step(
                "Labour",
                (("grams", "10.25"), ("op", "×"), ("yuan_per_gram", "38.00"), ("op", "×"), ("cut_percent", "70")),
                27_265,
            ),
        ),
    )


def test_price_by_weight_cuts_the_weight_to_a_hundredth_of_a_gram():
    """Decisions §3.9: 10.255 g prices as 10.25 g."""
    assert price_by_weight(weight_mg=10_255, board_cents_per_gram=88_000) == price_by_weight(
        weight_mg=10_250, board_cents_per_gram=88_000
    )


@pytest.mark.parametrize(
    ("labour", "labour_cents"),
    [
        (Labour(LabourKind.PER_GRAM, 3_800), 38_950),
        (Labour(LabourKind.PER_PIECE, 45_000), 45_000),
        (Labour(LabourKind.PERCENT_OF_METAL, 850), 76_670),  # 8.5 % of 9,020.00
        (Labour(), 0),
    ],
)
def test_price_by_weight_knows_three_kinds_of_labour(labour, labour_cents):
    priced = price_by_weight(weight_mg=10_250, board_cents_per_gram=88_000, labour=labour)

    assert (priced.labour_cents, priced.net_cents) == (labour_cents, 902_000 + labour_cents)


def test_percent_labour_counts_the_metal_before_its_discount():
    priced = price_by_weight(
        weight_mg=10_000,
        board_cents_per_gram=88_000,
        labour=Labour(LabourKind.PERCENT_OF_METAL, 1_000),
        discount=LineDiscount(gram_cents=8_000),
    )

    assert (priced.metal_cents, priced.labour_cents) == (800_000, 88_000)


def test_price_fixed_with_what_it_comes_to_per_gram():
    """F7: 3,280 at 85 %, 2.10 g, board 880."""
    priced = price_fixed(tag_price_cents=328_000, discount=LineDiscount(fixed_bp=1_500))

    assert (priced.net_cents, priced.list_cents, priced.discount_cents) == (278_800, 328_000, 49_200)
    assert priced.steps == (Step("Fixed price", (("yuan", "3,280.00"), ("op", "×"), ("cut_percent", "85")), 278_800),)
    assert implied_cents_per_gram(priced.net_cents, weight_mg=2_100) == 132_762
    assert premium_bp(priced.net_cents, weight_mg=2_100, board_cents_per_gram=88_000) == 5_087


def test_price_components_adds_metal_stones_and_labour():
    """F8: 18K 3.20 g × 680, 0.72 ct × 18,500, 0.36 ct × 2,600, labour 450."""
    priced = price_components(
        weight_mg=3_200,
        board_cents_per_gram=68_000,
        stones=[(720, 1_850_000), (360, 260_000)],
        labour=Labour(LabourKind.PER_PIECE, 45_000),
    )

    assert [(step.name, step.amount_cents) for step in priced.steps] == [
        ("Metal value", 217_600),
        ("Stone value", 1_332_000),
        ("Stone value", 93_600),
        ("Labour", 45_000),
    ]
    assert (priced.net_cents, priced.stones_cents, priced.discount_cents) == (1_688_200, 1_425_600, 0)


def test_price_components_takes_a_share_off_the_whole():
    priced = price_components(
        weight_mg=3_200,
        board_cents_per_gram=68_000,
        stones=[(720, 1_850_000)],
        discount=LineDiscount(fixed_bp=1_200),
    )

    assert priced.steps[-1] == Step(
        "Discount", (("op", "−"), ("yuan", "15,496.00"), ("op", "×"), ("cut_percent", "12")), -185_952
    )
    assert (priced.list_cents, priced.net_cents) == (1_549_600, 1_363_648)


def test_alloy_price_is_rounded_to_the_yuan():
    """F9: 880 × 0.750 × 1.03 = 679.80."""
    assert alloy_cents_per_gram(88_000, fineness_e4=7_500, premium_basis_points=300) == 68_000


def test_a_cheap_metal_is_priced_more_finely():
    assert (price_step_cents(10_000), price_step_cents(9_999)) == (100, 10)
    assert alloy_cents_per_gram(1_680, fineness_e4=9_250, step_cents=10) == 1_550


def test_order_discount_is_spread_to_the_cent():
    """F10: ¥300 off 8,000 + 3,000 + 1,500."""
    assert spread_discount(30_000, [800_000, 300_000, 150_000]) == [19_200, 7_200, 3_600]
    assert spread_discount(0, [0, 0]) == [0, 0]


def test_order_discount_above_the_lines_is_refused():
    with pytest.raises(Invalid, match="discount_cents"):
        spread_discount(101, [100])


def test_market_price_of_an_ounce_per_gram():
    """F3: 2,650 USD × 7.20."""
    assert market_cents_per_gram(265_000, yuan_per_dollar_e4=72_000) == 61_344


@pytest.mark.parametrize("discount", [LineDiscount(labour_bp=1), LineDiscount(gram_cents=1)])
def test_fixed_price_refuses_discounts_of_weighed_gold(discount):
    with pytest.raises(DiscountNotForThisPrice):
        price_fixed(tag_price_cents=100, discount=discount)


def test_price_by_weight_refuses_a_percentage_off_the_price():
    with pytest.raises(DiscountNotForThisPrice):
        price_by_weight(weight_mg=1_000, board_cents_per_gram=88_000, discount=LineDiscount(fixed_bp=500))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("labour_bp", {"discount": LineDiscount(labour_bp=10_001)}),
        ("fixed_bp", {"discount": LineDiscount(fixed_bp=-1)}),
        ("gram_cents", {"discount": LineDiscount(gram_cents=88_001)}),
        ("weight_mg", {"weight_mg": -10}),
        ("labour", {"labour": Labour(LabourKind.PER_GRAM, -1)}),
        ("labour", {"labour": Labour("by_hand", 1)}),
        ("stones", {"stones": [(-1, 5)]}),
    ],
)
def test_impossible_inputs_are_refused_and_named(field, wrong):
    inputs = {"weight_mg": 10_000, "board_cents_per_gram": 88_000, "stones": []} | wrong
    with pytest.raises(Invalid) as refusal:
        price_components(**inputs)

    assert refusal.value.facts["field"] == field


def test_a_price_per_gram_needs_a_weight():
    with pytest.raises(Invalid):
        implied_cents_per_gram(100, weight_mg=0)
    with pytest.raises(Invalid):
        premium_bp(100, weight_mg=0, board_cents_per_gram=88_000)
    with pytest.raises(Invalid):
        price_fixed(tag_price_cents=-1)


def nearest(numerator, denominator, amount):
    """Whether `amount` is the one whole number within half of the exact value."""
    return abs(2 * (amount * denominator - numerator)) <= denominator


@given(weight=weights, board=boards, labour=labours, labour_bp=shares, cut=integers(0, 10_000))
def test_each_amount_shown_is_rounded_once(weight, board, labour, labour_bp, cut):
    cut = min(cut, board)
    priced = price_by_weight(
        weight_mg=weight,
        board_cents_per_gram=board,
        labour=labour,
        discount=LineDiscount(labour_bp=labour_bp, gram_cents=cut),
    )

    grams = weight // 10 * 10
    assert nearest(grams * (board - cut), 1_000, priced.metal_cents)
    if labour.kind == LabourKind.PER_GRAM:
        assert nearest(grams * labour.value * (10_000 - labour_bp), 10_000_000, priced.labour_cents)


pieces = fixed_dictionaries(
    {"weight_mg": weights, "board_cents_per_gram": boards, "stones": stone_rows, "labour": labours}
)


@given(facts=pieces, fixed_bp=shares, labour_bp=shares, cut=integers(0, 500_000))
def test_net_and_discount_make_the_list_price(facts, fixed_bp, labour_bp, cut):
    cut = min(cut, facts["board_cents_per_gram"])
    discount = LineDiscount(fixed_bp=fixed_bp, labour_bp=labour_bp, gram_cents=cut)
    priced = price_components(**facts, discount=discount)

    assert priced.discount_cents >= 0
    assert priced.net_cents >= 0
    assert priced.net_cents + priced.discount_cents == priced.list_cents
    assert priced.list_cents == price_components(**facts, discount=NO_DISCOUNT).net_cents
    assert sum(step.amount_cents for step in priced.steps) == priced.net_cents


@given(tag=integers(0, 10**10), smaller=shares, larger=shares)
def test_a_larger_discount_never_makes_a_dearer_price(tag, smaller, larger):
    smaller, larger = sorted((smaller, larger))
    dear = price_fixed(tag_price_cents=tag, discount=LineDiscount(fixed_bp=smaller))
    cheap = price_fixed(tag_price_cents=tag, discount=LineDiscount(fixed_bp=larger))

    assert 0 <= cheap.net_cents <= dear.net_cents <= tag
    assert dear.net_cents + dear.discount_cents == tag


@given(amounts=lists(integers(0, 10**9), min_size=1, max_size=9), portion=sampled_from([0, 1, 3, 10]))
def test_spreading_loses_no_cent_and_no_line_goes_below_zero(amounts, portion):
    discount = sum(amounts) * portion // 10
    parts = spread_discount(discount, amounts)

    assert sum(parts) == discount
    assert all(0 <= part <= amount for part, amount in zip(parts, amounts, strict=True))
