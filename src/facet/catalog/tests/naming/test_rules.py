"""Legal names: F5 and the grades of GB 11887-2012 with Amendment 1."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers

from facet.catalog.errors import NameNotLegal, PurityNotLegal
from facet.catalog.rules.naming import Grade, grade_of, legal_name, legal_name_en

TABLE = [
    Grade("gold", 5_850, "14K金", "14K gold", "14K"),
    Grade("gold", 7_500, "18K金", "18K gold", "18K"),
    Grade("gold", 9_160, "22K金", "22K gold", "22K"),
    Grade("gold", 9_900, "足金", "Fine gold", "足金"),
    Grade("platinum", 9_000, "Pt900", "Pt900", "Pt900"),
]


@pytest.mark.parametrize(
    ("metal", "fineness_e4", "gem", "kind", "name"),
    [
        ("gold", 7_500, "红宝石", "戒指", "18K金红宝石戒指"),
        ("gold", 9_900, "", "项链", "足金项链"),
        ("gold", 9_999, "", "手镯", "足金手镯"),  # 足 is the highest name, whatever the content
        ("platinum", 9_000, "钻石", "戒指", "Pt900钻石戒指"),
        ("gold", 9_899, "", "项链", "22K金项链"),  # no negative tolerance
        ("gold", 5_850, "", "耳钉", "14K金耳钉"),
    ],
)
def test_legal_name(metal, fineness_e4, gem, kind, name):
    assert legal_name(metal=metal, fineness_e4=fineness_e4, kind=kind, gem=gem, table=TABLE) == name


def test_legal_name_in_english():
    name = legal_name_en(metal="gold", fineness_e4=7_500, kind="Ring", gem="Ruby", table=TABLE)

    assert name == "18K gold ruby ring"
    assert legal_name_en(metal="gold", fineness_e4=9_990, kind="Bangle", table=TABLE) == "Fine gold bangle"


@pytest.mark.parametrize(
    ("metal", "fineness_e4"),
    [
        ("gold", 5_833),  # 14 ÷ 24 is not the grade 585
        ("silver", 9_990),
        ("mercury", 9_990),
    ],
)
def test_content_below_every_grade_has_no_name(metal, fineness_e4):
    with pytest.raises(PurityNotLegal):
        legal_name(metal=metal, fineness_e4=fineness_e4, kind="戒指", table=TABLE)


def test_abolished_words_are_refused():
    with pytest.raises(NameNotLegal):
        legal_name(metal="gold", fineness_e4=9_990, kind="千足金戒指", table=TABLE)


@given(fineness=integers(5_850, 10_000))
def test_a_grade_never_claims_more_than_the_content(fineness):
    grade = grade_of("gold", fineness_e4=fineness, table=TABLE)

    assert grade.fineness_e4 <= fineness
    assert not any(grade.fineness_e4 < row.fineness_e4 <= fineness for row in TABLE if row.metal == "gold")
