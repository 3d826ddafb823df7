"""A piece as it comes in: the worked tables of docs/algorithms/bulk_stock.md §4, and the laws."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.catalog.errors import PurityNotLegal, WeightImpossible
from facet.catalog.rules.starting_board import GRADES
from facet.inventory.errors import PieceUnfit, TagUnfit, WeightsDisagree
from facet.inventory.rules.receiving import Defaults, MetalIn, PieceIn, StoneIn, main_stone, net_weight, settled
from facet.inventory.rules.sounds import sounds_of
from facet.inventory.rules.tags import checked_epc, checked_tag, normal_certificate, normal_tag

GOLD = Defaults(
    price_basis="by_weight", labour_kind="per_gram", labour_value=3_800, price_item_id=1, metal="gold",
    fineness_e4=9_990, form="bangle", form_name="手镯", form_name_en="Bangle",
)  # fmt: skip
KARAT = Defaults(
    price_basis="fixed", labour_kind="per_piece", labour_value=45_000, price_item_id=3, metal="gold",
    fineness_e4=7_500, form="ring", form_name="戒指", form_name_en="Ring", gem="钻石", gem_en="Diamond",
)  # fmt: skip
LOOSE = Defaults(
    price_basis="fixed", labour_kind="per_piece", labour_value=0, form="loose", form_name="裸石",
    form_name_en="Loose stone", gem="钻石", gem_en="Diamond",
)  # fmt: skip
MAIN, SIDES = StoneIn(kind="diamond", carat_mct=500), StoneIn(kind="diamond", carat_mct=360, count=18)
RING = PieceIn(
    tag="D1", category="diamond-ring", gross_weight_mg=5_680, stones=(SIDES, MAIN), tag_price_cents=1_280_000
)
BANGLE = PieceIn(tag="G1", category="gold-plain", gross_weight_mg=28_360)


def test_settled_bangle_takes_everything_from_the_catalogue():
    fact = settled(BANGLE, defaults=GOLD, grades=GRADES)

    assert (fact.legal_name, fact.legal_name_en) == ("足金手镯", "Fine gold bangle")
    assert (fact.metal, fact.fineness_e4, fact.net_weight_mg) == ("gold", 9_990, 28_360)
    assert (fact.price_basis, fact.price_item_id, fact.tag_price_cents) == ("by_weight", 1, None)
    assert (fact.labour_kind, fact.labour_value) == ("per_gram", 3_800)
    assert (fact.cost_cents, fact.main_stone, fact.epc, fact.form) == (None, None, None, "bangle")


def test_settled_diamond_ring_has_its_net_weight_by_f1_and_its_name_by_f5():
    fact = settled(replace(RING, costs=(("metal", 300_000), ("stones", 450_000))), defaults=KARAT, grades=GRADES)

    assert fact.net_weight_mg == 5_508
    assert (fact.legal_name, fact.legal_name_en) == ("18K金钻石戒指", "18K gold diamond ring")
    assert (fact.price_basis, fact.labour_kind, fact.labour_value) == ("fixed", "", 0)
    assert (fact.cost_cents, fact.main_stone) == (750_000, 1)


def test_settled_loose_stone_has_no_metal():
    stone = PieceIn(tag="L1", category="diamond-loose", gross_weight_mg=101, stones=(MAIN,), tag_price_cents=100)
    fact = settled(stone, defaults=LOOSE, grades=GRADES)

    assert (fact.legal_name, fact.legal_name_en) == ("钻石裸石", "Diamond loose stone")
    assert (fact.metal, fact.fineness_e4, fact.net_weight_mg) == ("", 0, 0)


def test_settled_keeps_what_was_written_by_hand():
    by_hand = replace(
        BANGLE, legal_name="足金古法手镯", legal_name_en="Heritage bangle", labour_kind="per_piece", labour_value=0,
        fineness_e4=9_999, epc="e280 1160 6000",
    )  # fmt: skip
    fact = settled(by_hand, defaults=GOLD, grades=GRADES)

    assert (fact.legal_name, fact.legal_name_en) == ("足金古法手镯", "Heritage bangle")
    assert (fact.labour_kind, fact.labour_value, fact.fineness_e4) == ("per_piece", 0, 9_999)
    assert fact.epc == "E28011606000"


NET = [
    # gross, stones mct, other parts, given net → net
    (5_680, (500, 360), 0, None, 5_508),
    (5_680, (500, 360), 0, 5_508, 5_508),
    (5_680, (500, 360), 0, 5_500, 5_500),
    (5_680, (500, 360), 0, 5_518, 5_518),
    (8_650, (), 650, None, 8_000),
    (28_360, (), 0, None, 28_360),
]


@pytest.mark.parametrize(("gross", "stones", "other", "given", "net"), NET)
def test_net_weight_of_worked_examples(gross, stones, other, given, net):
    piece = PieceIn(
        tag="T", category="c", gross_weight_mg=gross, net_weight_mg=given, other_parts_mg=other,
        stones=tuple(StoneIn(kind="diamond", carat_mct=carat) for carat in stones),
    )  # fmt: skip
    assert net_weight(piece, metal="gold") == net


@pytest.mark.parametrize("given", [5_497, 5_519, 5_681])
def test_net_weight_that_does_not_fit_is_refused(given):
    with pytest.raises(WeightsDisagree) as refusal:
        net_weight(replace(RING, net_weight_mg=given), metal="gold")
    assert refusal.value.facts["computed"] == "5.508"
    assert refusal.value.facts["field"] == "net_weight_mg"


def test_net_weight_of_more_stone_than_piece_is_refused():
    with pytest.raises(WeightImpossible):
        net_weight(replace(RING, gross_weight_mg=100), metal="gold")
    with pytest.raises(WeightsDisagree) as refusal:
        net_weight(replace(RING, gross_weight_mg=100), metal="")
    assert refusal.value.facts["computed"] == "-0.072"


def test_net_weight_of_two_metals_must_add_up():
    parts = (
        MetalIn(metal="gold", fineness_e4=7_500, weight_mg=5_000),
        MetalIn(metal="platinum", fineness_e4=9_500, weight_mg=508),
    )
    assert net_weight(replace(RING, metals=parts), metal="gold") == 5_508
    with pytest.raises(PieceUnfit) as refusal:
        net_weight(replace(RING, metals=parts[:1]), metal="gold")
    assert refusal.value.facts["field"] == "metals"


@given(st.integers(1, 500_000), st.lists(st.integers(1, 5_000), max_size=6))
def test_net_weight_and_stones_make_the_gross_weight(metal_mg, carats):
    stones = tuple(StoneIn(kind="diamond", carat_mct=carat) for carat in carats)
    stone_mg = (2 * sum(carats) + 5) // 10
    piece = PieceIn(tag="T", category="c", gross_weight_mg=metal_mg + stone_mg, stones=stones)
    assert net_weight(piece, metal="gold") == metal_mg


UNFIT = [
    (replace(BANGLE, gross_weight_mg=0), GOLD, "gross_weight_mg"),
    (replace(BANGLE, costs=(("metal", 1), ("metal", 2))), GOLD, "costs"),
    (replace(BANGLE, costs=(("gold", 1),)), GOLD, "costs"),
    (replace(BANGLE, price_basis="fixed"), GOLD, "tag_price_cents"),
    (BANGLE, replace(GOLD, price_item_id=None), "price_item"),
    (replace(BANGLE, legal_name="千足金手镯"), GOLD, "legal_name"),
    (BANGLE, replace(GOLD, form_name=""), "form"),
    (replace(RING, stones=(replace(MAIN, is_main=True), replace(SIDES, is_main=True))), KARAT, "stones"),
]


@pytest.mark.parametrize(("piece", "defaults", "field"), UNFIT)
def test_settled_refuses_and_names_the_field(piece, defaults, field):
    with pytest.raises(PieceUnfit) as refusal:
        settled(piece, defaults=defaults, grades=GRADES)
    assert refusal.value.facts["field"] == field


def test_settled_below_the_lowest_grade_is_refused():
    with pytest.raises(PurityNotLegal):
        settled(replace(BANGLE, fineness_e4=3_000), defaults=GOLD, grades=GRADES)


def test_main_stone_is_the_marked_else_the_heaviest_else_none():
    assert main_stone(RING) == 1
    assert main_stone(replace(RING, stones=(replace(SIDES, is_main=True), MAIN))) == 0
    assert main_stone(replace(RING, stones=(MAIN, MAIN))) == 0
    assert main_stone(BANGLE) is None


@pytest.mark.parametrize(
    ("text", "tag"), [("g2601-04417", "G2601-04417"), (" D 00 1 ", "D001"), ("A", "A"), ("9._-", "9._-")]
)
def test_checked_tag_is_capitals_without_blanks(text, tag):
    assert checked_tag(text) == tag


@pytest.mark.parametrize("text", ["", "-1", "A/B", "金1", "X" * 33, "<B>"])
def test_checked_tag_refuses_what_no_scanner_reads(text):
    with pytest.raises(TagUnfit):
        checked_tag(text)


def test_checked_epc_is_hexadecimal_or_nothing():
    assert checked_epc("") is None
    assert checked_epc("e28011606000020") == "E28011606000020"
    with pytest.raises(TagUnfit):
        checked_epc("XYZ12345")


def test_normal_forms_cut_what_is_too_long():
    assert normal_tag("x" * 99) == "X" * 64
    assert normal_certificate(" 22 0412 3456 ") == "2204123456"


def test_sounds_of_gives_pinyin_and_initials():
    assert sounds_of("足金手镯") == "zujinshouzhuo zjsz"
    assert sounds_of("18K金钻石戒指") == "18kjinzuanshijiezhi 18kjzsjz"
