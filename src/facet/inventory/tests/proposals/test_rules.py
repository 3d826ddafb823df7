"""Which pieces suit, which must not be worn, and why."""

import pytest

from facet.inventory.rules.proposals import Look, Taste, Want, band, harms, materials_of, meets, reasons_for, score

RING = {
    "words": frozenset({("craft", "heritage"), ("style", "chinese"), ("material", "gold")}),
    "category_path": "00010002",
    "style_id": 7, "set_code": "", "price_cents": 2_000_000, "circumference_tenths": 520, "is_ring": True,
    "metal": "gold", "fineness_e4": 9990, "colour": "",
}  # fmt: skip


def look(**facts):
    return Look(**RING | facts)


def texts(reasons):
    return [each.text.format(**each.facts) for each in reasons]


def test_a_reason_says_what_she_likes_and_that_the_size_fits():
    taste = Taste(words={("craft", "heritage"): "古法"}, ring_tenths=523)
    assert texts(reasons_for(look(), taste)) == ["she likes 古法", "her size fits"]


@pytest.mark.parametrize(("apart", "points"), [(5, 20), (6, 0), (20, 0), (21, -15)])
def test_a_ring_fits_within_half_a_millimetre(apart, points):
    found = reasons_for(look(words=frozenset()), Taste(words={}, ring_tenths=520 + apart))
    assert score(found) == points


@pytest.mark.parametrize(("metal", "fineness", "colour", "allergy", "bad"), [
    ("gold", 7500, "白", "nickel", True), ("gold", 7500, "", "nickel", True), ("gold", 7500, "玫瑰", "nickel", False),
    ("gold", 9990, "", "nickel", False), ("gold", 7500, "玫瑰", "copper", True), ("silver", 9250, "", "silver", True),
    ("platinum", 9500, "", "cobalt", True), ("platinum", 9990, "", "cobalt", False), ("gold", 9990, "", "gold", True),
    ("gold", 9990, "", "", False),
])  # fmt: skip
def test_what_harms_is_never_proposed(metal, fineness, colour, allergy, bad):
    piece = look(metal=metal, fineness_e4=fineness, colour=colour)
    taste = Taste(words={("craft", "heritage"): "古法"}, allergies=(allergy,), wished_styles={7})
    assert harms(piece, (allergy,)) is bad
    assert (reasons_for(piece, taste) == ()) is bad


def test_what_she_has_is_not_proposed_again_but_its_set_is():
    taste = Taste(words={}, owned_styles={7}, owned_sets={"SET1"})
    assert reasons_for(look(), taste) == ()
    assert texts(reasons_for(look(style_id=8, set_code="SET1"), taste)) == ["it completes a set she has"]


WANT = {"category_path": "0001", "material": "", "taste": "", "low_cents": None, "high_cents": None}


@pytest.mark.parametrize(("named", "fits"), [
    ({}, True), ({"category_path": "0002"}, False), ({"category_path": ""}, False), ({"material": "gold"}, True),
    ({"material": "platinum"}, False), ({"taste": "chinese"}, True), ({"taste": "minimal"}, False),
    ({"high_cents": 2_000_000}, True), ({"high_cents": 1_999_999}, False), ({"low_cents": 2_000_001}, False),
])  # fmt: skip
def test_a_need_is_answered_when_everything_that_was_named_fits(named, fits):
    assert meets(look(), Want(**WANT | named)) is fits


def test_price_range_and_materials():
    assert band([1_000_00, 2_000_00, 4_000_00]) == (1_000_00, 6_000_00)
    assert texts(reasons_for(look(words=frozenset()), Taste(words={}, paid=[1_800_000]))) == [
        "in the price range she buys in"
    ]
    assert materials_of("gold", fineness_e4=7500, gem="diamond") == {("material", "karat"), ("material", "diamond")}
    assert materials_of("platinum", fineness_e4=9500, gem="") == {("material", "platinum")}
