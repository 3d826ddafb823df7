"""Old gold worked out to the fen: the tables of domain.md F12–F18 and F39, and the laws behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.errors import Invalid
from facet.sales.errors import MaterialMoved, OldGoldNotTaken
from facet.sales.rules import old_gold
from facet.sales.rules.old_gold import Against, NewGoods, Prices, Terms, Way, Weighed, value_old_gold
from facet.sales.rules.old_gold_lines import steps_of
from facet.sales.rules.old_gold_tax import retail_tax
from facet.sales.rules.refining import MaterialState, moved, variance_of

OURS = Weighed(gross_mg=12_000, non_metal_mg=300, fineness_e4=9_900)
BOARD = Prices(retail=88_000, exchange=86_000, buy_back=84_500, reference_e4=9_990)
TERMS = Terms(loss_bp=100, fee_cents=1_800)
NEW = NewGoods(by_weight_mg=15_200, by_weight_cents=15_200 * 880 // 10 + 38_000)


def worth(way, weighed=OURS, *, new=NEW, terms=TERMS, prices=BOARD, paid=0):
    against = Against(new=new, prices=prices, terms=terms, paid_cents=paid)
    return value_old_gold(way, weighed, maker="own", against=against)


def test_f12_the_credited_weight_is_rounded_once():
    assert old_gold.credited_mg(OURS, reference_e4=9_990, loss_bp=100) == 11_479


def test_f13_by_value():
    found = worth(Way.VALUE)
    assert (found.amount_cents, found.fee_cents, found.credit_cents) == (987_194, 21_060, 966_134)
    assert 1_375_600 - found.credit_cents == 409_466


def test_f14_gram_for_gram_on_the_credited_weight():
    found = worth(Way.GRAMS)
    assert 15_200 * 88_000 // 1_000 + 38_000 - found.credit_cents == 386_508


@pytest.mark.parametrize(
    ("old_mg", "new_mg", "prices", "top_up"),
    [(10_000, 15_000, (40_000, 10_000, 2_000), 230_000), (11_700, 15_200, (88_000, 38_000, 1_800), 367_060)],
)
def test_f14_on_the_net_weight(old_mg, new_mg, prices, top_up):
    """The source's example and ours, where nothing is lost and the fineness is the board's."""
    board, labour, fee = prices
    found = worth(
        Way.GRAMS,
        Weighed(gross_mg=old_mg, fineness_e4=9_990),
        new=NewGoods(by_weight_mg=new_mg, by_weight_cents=1),
        terms=Terms(loss_bp=0, fee_cents=fee),
        prices=Prices(retail=board, exchange=None, buy_back=None, reference_e4=9_990),
    )
    assert new_mg * board // 1_000 + labour - found.credit_cents == top_up


@pytest.mark.parametrize(("new_mg", "missing", "surcharge"), [(15_200, 0, 0), (14_000, 625, 1_875)])
def test_f15_compares_net_weights(new_mg, missing, surcharge):
    terms = Terms(own_ratio_bp=12_500, missing_fee_cents=3_000)
    found = worth(Way.VALUE, new=NewGoods(by_weight_mg=new_mg, by_weight_cents=1), terms=terms)
    assert (found.missing_mg, found.missing_cents) == (missing, surcharge)


@pytest.mark.parametrize(("share_bp", "pays"), [(10_000, 870_000), (8_000, 1_126_000)])
def test_f16_an_upgrade_counts_what_was_paid(share_bp, pays):
    found = worth(Way.UPGRADE, new=NewGoods(other_cents=2_150_000), terms=Terms(upgrade_bp=share_bp), paid=1_280_000)
    assert 2_150_000 - found.credit_cents == pays


def test_f16_needs_something_dearer():
    with pytest.raises(OldGoldNotTaken):
        worth(Way.UPGRADE, new=NewGoods(other_cents=1_919_999), paid=1_280_000)


@pytest.mark.parametrize(("gross", "credited", "pays"), [(8_600, 6_321, 534_125), (8_602, 6_322, 534_209)])
def test_f17_buy_back(gross, credited, pays):
    found = worth(Way.BUY_BACK, Weighed(gross_mg=gross, fineness_e4=7_500), terms=Terms(buy_back_loss_bp=200))
    assert (found.credited_mg, found.credit_cents) == (credited, pays)


def test_f18_refining_variance():
    found = variance_of(booked_mg=512_400, returned_mg=509_870, cents_per_gram=85_000)
    assert (found.mg, found.bp, found.cents) == (2_530, 49, 215_050)


@pytest.mark.parametrize(
    ("received", "net", "vat", "consumption"),
    [
        (409_466, 362_359, 47_107, 18_118),
        (1_375_600, 1_217_345, 158_255, 60_867),
        (1_130_000, 1_000_000, 130_000, 50_000),
    ],
)
def test_f39_tax_is_on_what_was_received(received, net, vat, consumption):
    tax = retail_tax(received)
    assert (tax.net_cents, tax.vat_cents, tax.consumption_cents) == (net, vat, consumption)


def test_melted_gold_counts_as_it_came_out_of_the_crucible():
    melted = Weighed(gross_mg=12_000, non_metal_mg=300, melted_mg=11_650, fineness_e4=9_900)
    assert worth(Way.VALUE, melted).net_mg == 11_650


@pytest.mark.parametrize(
    "wrong",
    [{"gross_mg": 0}, {"non_metal_mg": 12_000}, {"melted_mg": 11_701}, {"fineness_e4": 0}, {"fineness_e4": 10_001}],
)
def test_impossible_weights_are_refused(wrong):
    facts = {"gross_mg": 12_000, "non_metal_mg": 300, "melted_mg": 0, "fineness_e4": 9_900} | wrong
    with pytest.raises(Invalid):
        worth(Way.VALUE, Weighed(**facts))


@pytest.mark.parametrize(
    ("way", "facts"),
    [
        (Way.GRAMS, {"new": NewGoods(other_cents=100_000)}),
        (Way.GRAMS, {"weighed": Weighed(gross_mg=5_000, fineness_e4=9_160)}),
        (Way.VALUE, {"new": NewGoods()}),
        (Way.VALUE, {"prices": Prices(retail=88_000, exchange=None, buy_back=None, reference_e4=9_990)}),
        (Way.BUY_BACK, {"prices": Prices(retail=88_000, exchange=None, buy_back=None, reference_e4=9_990)}),
    ],
)
def test_what_does_not_count_is_refused_in_words(way, facts):
    with pytest.raises(OldGoldNotTaken):
        worth(way, **facts)


def test_a_way_nobody_knows_is_refused():
    with pytest.raises(Invalid):
        worth("sideways")


weights = st.integers(1_000, 500_000)


@given(gross=weights, part=st.integers(0, 900), fineness=st.integers(3_000, 10_000), loss=st.integers(0, 2_000))
def test_never_more_is_credited_than_there_is_fine_metal(gross, part, fineness, loss):
    weighed = Weighed(gross_mg=gross, non_metal_mg=gross * part // 1_000, fineness_e4=fineness)
    credited = old_gold.credited_mg(weighed, reference_e4=10_000, loss_bp=loss)
    assert 0 <= credited <= weighed.fine_mg + 1
    assert weighed.fine_mg <= weighed.net_mg <= gross


@given(gross=weights, new=weights, ratio=st.integers(0, 20_000))
def test_the_steps_add_up_to_the_credit(gross, new, ratio):
    terms = Terms(own_ratio_bp=ratio)
    for way in (Way.GRAMS, Way.VALUE, Way.BUY_BACK):
        try:
            found = worth(way, Weighed(gross_mg=gross, fineness_e4=9_990), terms=terms,
                          new=NewGoods(by_weight_mg=new, by_weight_cents=new * 88))  # fmt: skip
        except OldGoldNotTaken:
            continue
        assert sum(step.amount_cents for step in steps_of(found)) == -found.credit_cents


def test_material_never_skips_a_step():
    assert moved("held", MaterialState.SEALED, code="G1") == "sealed"
    for state, to in (
        ("held", MaterialState.IN_BAG),
        ("in_bag", MaterialState.UNDONE),
        ("refined", MaterialState.AT_HQ),
    ):
        with pytest.raises(MaterialMoved):
            moved(state, to, code="G1")
