"""The worked tables of docs/algorithms/points.md §2, and the laws of earning. Source: F27, T13."""

import random
from datetime import date
from fractions import Fraction
from math import floor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.loyalty.rules.earning import EarningLine, multiplied_points, points_of_ticket
from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.programme import Programme
from facet.loyalty.rules.templates import TEMPLATES

CHRISTMAS_EVE = date(2026, 12, 24)
PLAIN_DAY = date(2026, 6, 1)


def programme(template: str = "seed", **rules: object) -> Programme:
    seed, ladder = TEMPLATES[template]
    return parse_programme(seed | rules, ladder, version_id=1, number=17)


def points(line: EarningLine, *, grade: str = "ordinary", on: date = PLAIN_DAY, rules: Programme | None = None) -> int:
    rules = rules or programme()
    return points_of_ticket([line], programme=rules, grade=rules.grade(grade), on=on).total


def test_the_example_of_the_seed_is_57100():
    rules = programme()
    ring = EarningLine(1, "diamond", 800_000, is_new_product=True, label="18K金钻石戒指")
    necklace = EarningLine(2, "gold", 300_000)

    ticket = points_of_ticket([ring, necklace], programme=rules, grade=rules.grade("gold"), on=CHRISTMAS_EVE)

    assert ticket.total == 57_100
    assert [(line.points, line.bonus) for line in ticket.lines] == [(48_100, 100), (9_000, 0)]
    assert (ticket.lines[0].rate_bp, ticket.lines[0].coefficient_bp, ticket.lines[0].factor_bp) == (
        20_000,
        15_000,
        20_000,
    )
    assert ticket.lines[0].trace == {
        "label": "18K金钻石戒指", "grade": "gold", "window": "圣诞", "bonuses": [["新品加赠", 100]], "earns": True,
        "new": True,
    }  # fmt: skip


CLASSES = {"diamond": Fraction(2), "gold": Fraction(1), "platinum": Fraction(3, 2), "craft": Fraction(1)}
GRADES = {"ordinary": Fraction(1), "silver": Fraction(6, 5), "gold": Fraction(3, 2), "diamond": Fraction(2)}
DAYS = {date(2026, 12, 23): 1, date(2026, 12, 24): 2, date(2026, 12, 25): 2, date(2026, 12, 26): 1}
BASES = (1, 99, 101, 123_456)


@pytest.mark.parametrize("points_class", CLASSES)
@pytest.mark.parametrize("grade", GRADES)
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("base", BASES)
def test_the_decision_table_of_the_seed(points_class, grade, day, base):
    expected = floor(Fraction(base, 100) * CLASSES[points_class] * GRADES[grade] * DAYS[day])

    assert points(EarningLine(1, points_class, base), grade=grade, on=day) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(EarningLine(1, "gold", 199), 1, id="a fen short of two points"),
        pytest.param(EarningLine(1, "gold", 103_836), 1_038, id="1,038.36 yuan"),
        pytest.param(EarningLine(1, "bar", 1_000_000), 0, id="a class without a rate"),
        pytest.param(
            EarningLine(1, "gold", 1_000_000, earns=False, is_new_product=True), 0, id="a line that never earns"
        ),
        pytest.param(EarningLine(1, "gold", 0, is_new_product=True), 0, id="a gift has no bonus"),
        pytest.param(EarningLine(1, "gold", -500_000), 0, id="a return is no earning"),
        pytest.param(EarningLine(1, "gold", 100_00, is_new_product=True, quantity=3), 400, id="the bonus is per piece"),
    ],
)
def test_a_line_earns_by_table(line, expected):
    assert points(line) == expected


def test_the_product_is_cut_once_and_not_at_each_factor():
    # 1.99 × 1.5 × 1.2 = 3.582 → 3; cutting after each step would give 1 × … = 1
    assert multiplied_points(199, rate_bp=15_000, coefficient_bp=12_000, factor_bp=10_000) == 3


def test_lines_are_cut_one_by_one():
    rules = programme()
    two = [EarningLine(1, "gold", 150), EarningLine(2, "gold", 150)]

    assert points_of_ticket(two, programme=rules, grade=rules.grade("ordinary"), on=PLAIN_DAY).total == 2


WINDOW = {"name": "W", "begins": "2026-12-20", "until": "2027-01-01", "factor_bp": 18_000, "classes": ["diamond"]}


@pytest.mark.parametrize(
    ("points_class", "day", "expected"),
    [
        ("diamond", date(2026, 12, 24), 400),  # × 2 of Christmas, not × 1.8 and not × 3.6
        ("diamond", date(2026, 12, 31), 360),
        ("diamond", date(2027, 1, 1), 200),
        ("gold", date(2026, 12, 31), 100),
    ],
)
def test_of_two_windows_the_higher_counts(points_class, day, expected):
    rules = programme(windows=[TEMPLATES["seed"][0]["windows"][0], WINDOW])

    assert points(EarningLine(1, points_class, 10_000), on=day, rules=rules) == expected


def test_a_member_day_and_a_grade_only_window_count():
    day = {"name": "会员日", "every": "month", "day": 18, "factor_bp": 30_000, "grades": ["gold"]}
    rules = programme(member_days=[day])
    line = EarningLine(1, "gold", 10_000)

    assert points(line, on=date(2026, 11, 18), grade="gold", rules=rules) == 450
    assert points(line, on=date(2026, 11, 18), grade="silver", rules=rules) == 120
    assert points(line, on=date(2026, 11, 19), grade="gold", rules=rules) == 150


def test_a_weekly_day_and_a_style_bonus_count():
    rules = programme(
        member_days=[{"name": "周五", "every": "week", "day": 5, "factor_bp": 20_000}],
        bonuses=[{"name": "星棱", "points": 100, "style_code": "XL01", "begins": "2026-11-01", "until": "2026-12-01"}],
    )
    line = EarningLine(1, "gold", 10_000, style_code="XL01", is_new_product=True)

    assert points(line, on=date(2026, 11, 20), rules=rules) == 300
    assert points(line, on=date(2026, 11, 21), rules=rules) == 200
    assert points(line, on=date(2026, 12, 1), rules=rules) == 100


@pytest.mark.parametrize(
    ("day", "inside"),
    [(date(2030, 12, 29), False), (date(2030, 12, 30), True), (date(2031, 1, 2), True), (date(2031, 1, 3), False)],
)
def test_a_yearly_window_runs_over_new_year(day, inside):
    window = {"name": "元旦", "begins": "2025-12-30", "until": "2026-01-03", "yearly": True, "factor_bp": 20_000}

    assert points(EarningLine(1, "gold", 100), on=day, rules=programme(windows=[window])) == (2 if inside else 1)


LINES = st.lists(
    st.builds(
        EarningLine,
        line_no=st.integers(1, 200),
        points_class=st.sampled_from(["diamond", "gold", "platinum", "craft", "bar", "other"]),
        base_cents=st.integers(-(10**6), 10**9),
        earns=st.booleans(),
        is_new_product=st.booleans(),
        quantity=st.integers(1, 9),
    ),
    max_size=8,
    unique_by=lambda line: line.line_no,
)
A_GRADE = st.sampled_from(list(GRADES))
A_DAY = st.dates(date(2025, 1, 1), date(2030, 12, 31))


@given(lines=LINES, grade=A_GRADE, day=A_DAY, seed=st.integers())
def test_the_order_of_lines_does_not_matter(lines, grade, day, seed):
    rules = programme()
    shuffled = random.Random(seed).sample(lines, len(lines))

    def result(ordered):
        ticket = points_of_ticket(ordered, programme=rules, grade=rules.grade(grade), on=day)
        return ticket.total, {line.line_no: line for line in ticket.lines}

    assert result(lines) == result(shuffled)


@given(line=LINES.filter(bool).map(lambda lines: lines[0]), more=st.integers(0, 10**9), day=A_DAY)
def test_more_money_and_a_higher_grade_never_earn_less(line, more, day):
    dearer = EarningLine(line.line_no, line.points_class, line.base_cents + more, line.earns, line.is_new_product)
    same = EarningLine(line.line_no, line.points_class, line.base_cents, line.earns, line.is_new_product)

    by_grade = [points(same, grade=grade, on=day) for grade in GRADES]
    assert 0 <= points(same, on=day) <= points(dearer, on=day)
    assert by_grade == sorted(by_grade)


@given(lines=LINES, grade=A_GRADE, day=A_DAY)
def test_a_ticket_is_the_sum_of_its_lines_and_no_line_is_a_point_off(lines, grade, day):
    rules = programme()
    ticket = points_of_ticket(lines, programme=rules, grade=rules.grade(grade), on=day)

    assert ticket.total == sum(line.points for line in ticket.lines)
    for line in ticket.lines:
        exact = Fraction(line.base_cents, 100) * Fraction(line.rate_bp * line.coefficient_bp * line.factor_bp, 10**12)
        assert exact - 1 < line.points - line.bonus <= exact
