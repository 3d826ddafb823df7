"""What a stored programme must hold to be one, when points end, what they cost. Source: F32, decisions.md §4.4."""

from dataclasses import replace
from datetime import date

import pytest

from facet.loyalty.errors import ProgrammeInvalid
from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.programme import GradeFacts, Worth, expires_on, liability_cents
from facet.loyalty.rules.templates import TEMPLATES

SEED, LADDER = TEMPLATES["seed"]
WINDOW = SEED["windows"][0]


@pytest.mark.parametrize("template", [name for name in TEMPLATES if name != "empty"])
def test_a_template_is_a_whole_programme(template):
    rules, ladder = TEMPLATES[template]

    programme = parse_programme(rules, ladder)

    assert (programme.rates["diamond"], programme.rates["platinum"]) == (20_000, 15_000)
    assert [grade.coefficient_bp for grade in programme.ladder] == [10_000, 12_000, 15_000, 20_000]


def test_the_demonstration_has_thresholds_of_a_real_chain():
    assert [grade.threshold for grade in TEMPLATES["demo"][1]] == [0, 10_000, 50_000, 200_000]


def test_three_grades_of_another_house_are_a_ladder_too():
    ladder = [
        GradeFacts("p", "普通", "", 0, 10_000),
        GradeFacts("v", "贵宾", "", 500, 11_000),
        GradeFacts("d", "钻石", "", 900, 13_000),
    ]

    assert [grade.code for grade in parse_programme(SEED, ladder[::-1]).ladder] == ["p", "v", "d"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"surprise": 1}, "surprise"),
        ({"rates": {"cheese": 1}}, "rates"),
        ({"rates": {"gold": -1}}, "rates"),
        ({"rates": {"gold": 1.5}}, "rates"),
        ({"rates": {"gold": True}}, "rates"),
        ({"windows": "always"}, "windows"),
        ({"windows": [WINDOW | {"begins": "24.12."}]}, "windows 1 begins"),
        ({"windows": [WINDOW, WINDOW | {"until": "2025-12-24"}]}, "windows 2"),
        ({"windows": [WINDOW | {"until": "2027-12-26"}]}, "windows 1"),
        ({"windows": [WINDOW | {"factor_bp": 0}]}, "windows 1 factor_bp"),
        ({"windows": [WINDOW | {"grades": ["platinum"]}]}, "windows 1 grades"),
        ({"windows": [WINDOW | {"classes": "gold"}]}, "windows 1 classes"),
        ({"windows": [WINDOW | {"name": " "}]}, "windows 1 name"),
        ({"member_days": [{"name": "x", "every": "year", "day": 1, "factor_bp": 1}]}, "member_days 1 every"),
        ({"member_days": [{"name": "x", "every": "week", "day": 8, "factor_bp": 1}]}, "member_days 1 day"),
        ({"bonuses": [{"name": "x", "points": 0}]}, "bonuses 1 points"),
        ({"years_kept": 21}, "years_kept years_kept"),
        ({"worth": None}, "worth"),
        ({"worth": {"points": 0, "cents": 1, "expected_bp": 1}}, "worth points"),
    ],
)
def test_a_broken_rule_is_refused_by_name(change, where):
    with pytest.raises(ProgrammeInvalid) as refusal:
        parse_programme(SEED | change, LADDER)

    assert refusal.value.facts["where"] == where


@pytest.mark.parametrize(
    ("ladder", "where"),
    [
        ((), "ladder"),
        (LADDER[1:], "ladder"),
        ((*LADDER, replace(LADDER[1], threshold=5)), "ladder code"),
        ((*LADDER, replace(LADDER[1], code="other")), "ladder threshold"),
        ((replace(LADDER[0], coefficient_bp=0),), "ladder ordinary"),
        ((replace(LADDER[0], name=""),), "ladder ordinary"),
        ((replace(LADDER[0], code="Gold Card"),), "ladder Gold Card"),
        ((replace(LADDER[0], code=""),), "ladder "),
    ],
)
def test_a_broken_ladder_is_refused_by_name(ladder, where):
    with pytest.raises(ProgrammeInvalid) as refusal:
        parse_programme(SEED, ladder)

    assert refusal.value.facts["where"] == where


@pytest.mark.parametrize(
    ("earned", "last"), [(date(2026, 1, 1), date(2027, 12, 31)), (date(2026, 12, 31), date(2027, 12, 31))]
)
def test_points_of_a_year_end_with_the_next(earned, last):
    assert expires_on(earned, 1) == last


def test_the_liability_of_the_worked_example():
    assert liability_cents(8_600_000, Worth(points=100, cents=100, expected_bp=6_200)) == 5_332_000
