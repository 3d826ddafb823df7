"""The seeds' programme to the letter. Source: decisions.md §4.14, R043–R060, F27, F29, T34."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.clock import local_date
from facet.loyalty.errors import ProgrammeInvalid
from facet.loyalty.rules.earning import Buyer, EarningLine, points_of_ticket
from facet.loyalty.rules.grade import after_earning, tier
from facet.loyalty.rules.overlaps import overlaps
from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.templates import TEMPLATES

RULES, LADDER = TEMPLATES["seed"]
DAY = date(2026, 6, 1)
GOLD = EarningLine(1, "gold", 100_000)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def programme(**rules):
    return parse_programme(RULES | rules, LADDER)


def total(*lines, rules=None, grade="ordinary", on=DAY, buyer=None):
    rules = rules or programme()
    return points_of_ticket(lines, programme=rules, grade=rules.grade(grade), on=on, buyer=buyer or Buyer()).total


@pytest.mark.parametrize(("points", "grade"), [
    (0, "ordinary"), (999, "ordinary"), (1_000, "silver"), (2_000, "silver"), (2_001, "gold"), (6_000, "gold"),
    (6_001, "diamond"),
])  # fmt: skip
def test_points_carry_the_grades_of_the_seed(points, grade):
    assert tier(points, LADDER).code == grade
    assert after_earning("ordinary", lifetime=points, ladder=LADDER) == grade


@pytest.mark.parametrize(("moment", "points"), [
    ((2026, 12, 23, 23, 59, 59), 1_000), ((2026, 12, 24, 0, 0, 0), 2_000), ((2026, 12, 25, 23, 59, 59), 2_000),
    ((2026, 12, 26, 0, 0, 0), 1_000),
])  # fmt: skip
def test_christmas_counts_from_the_first_to_the_last_second(moment, points):
    at = datetime(*moment, tzinfo=SHANGHAI).astimezone(UTC)

    assert total(GOLD, on=local_date(at, "Asia/Shanghai")) == points


def test_the_bonus_of_a_new_product_is_never_multiplied():
    new = EarningLine(1, "gold", 100_000, is_new_product=True)

    assert total(new, grade="diamond", on=date(2026, 12, 24)) == 1_000 * 2 * 2 + 100


def test_two_referral_levels_and_points_as_cash_are_the_seed_s():
    seed = programme()

    assert [(level.fixed_points, level.percent_bp) for level in seed.referral.levels] == [(200, 1_000), (50, 300)]
    assert (seed.cash.min_points, seed.cash.points, seed.cash.cents, seed.cash.share_bp) == (1_000, 100, 100, 3_000)


def test_a_version_from_before_means_what_it_meant():
    old = parse_programme({"rates": {"gold": 10_000}, "years_kept": 1, "worth": RULES["worth"]}, LADDER)

    assert not old.cash.is_on
    assert (old.referral.levels, old.pending.days, old.transfer.in_household, old.rewards.registration) == (
        (),
        0,
        False,
        0,
    )
    assert (old.basis.kind, old.basis.downgrade, old.years_kept) == ("lifetime", False, 1)


GROUP = {"name": "高端", "group_code": "vip", "factor_bp": 30_000, "points": 50}


def test_a_group_gets_the_higher_factor_and_its_points_once():
    rules, vip = programme(group_bonuses=[GROUP]), Buyer(groups=frozenset({"vip"}))
    two = (GOLD, EarningLine(2, "gold", 50_000))

    assert total(*two, rules=rules) == 1_500
    assert total(*two, rules=rules, buyer=vip) == 4_550
    assert total(*two, rules=rules, buyer=vip, on=date(2026, 12, 24)) == 4_550  # × 3 beats × 2, never × 6


STEPS = [{"from_cents": 100_000, "factor_bp": 11_000}, {"from_cents": 500_000, "factor_bp": 12_000}]


@pytest.mark.parametrize(("base", "by_year", "year", "points"), [
    (99_900, False, 0, 999), (100_000, False, 0, 1_100), (499_900, False, 900_000, 5_498), (500_000, False, 0, 6_000),
    (100_000, True, 400_000, 1_200), (100_000, True, 0, 1_100),
])  # fmt: skip
def test_spending_steps_lift_the_whole_ticket(base, by_year, year, points):
    rules = programme(steps=STEPS, steps_by_year=by_year)

    assert total(EarningLine(1, "gold", base), rules=rules, buyer=Buyer(year_cents=year)) == points


FIRST = {"name": "首钻", "points": 500, "points_class": "diamond", "first": True, "min_cents": 100_000}


@pytest.mark.parametrize(("points_class", "base", "bought", "more"), [
    ("diamond", 100_000, (), 500), ("diamond", 99_999, (), 0), ("gold", 100_000, (), 0),
    ("diamond", 100_000, ("diamond",), 0), ("diamond", 100_000, ("gold",), 500),
])  # fmt: skip
def test_special_consumption_brings_its_points_once(points_class, base, bought, more):
    buyer = Buyer(bought=frozenset(bought))
    line = EarningLine(1, points_class, base)

    assert total(line, rules=programme(rewards={"special": [FIRST]}), buyer=buyer) - total(line) == more


@pytest.mark.parametrize(("every", "day", "inside", "outside"), [
    ("digit", 8, date(2026, 11, 28), date(2026, 11, 9)), ("lunar", 15, date(2026, 9, 25), date(2026, 9, 15)),
    ("week", 7, date(2026, 11, 22), date(2026, 11, 23)), ("month", 18, date(2026, 11, 18), date(2026, 11, 8)),
])  # fmt: skip
def test_a_member_day_comes_back(every, day, inside, outside):
    rules = programme(member_days=[{"name": "会员日", "every": every, "day": day, "factor_bp": 20_000}])

    assert [total(GOLD, rules=rules, on=on) for on in (inside, outside)] == [2_000, 1_000]


def test_windows_that_overlap_are_named_with_the_higher():
    late = {"name": "岁末", "begins": "2026-12-20", "until": "2027-01-01", "factor_bp": 18_000}

    clash = overlaps(programme(windows=[*RULES["windows"], late]), DAY)

    assert [(each.winner.name, each.loser.name, each.day) for each in clash] == [("圣诞", "岁末", date(2026, 12, 24))]


@pytest.mark.parametrize(("rules", "where"), [
    ({"steps": [STEPS[0], STEPS[1] | {"factor_bp": 10_500}]}, "steps"),
    ({"steps": [STEPS[0] | {"from_cents": 0}]}, "steps 1 from_cents"),
    ({"group_bonuses": [{"name": "x", "group_code": "vip"}]}, "group_bonuses 1"),
    ({"rewards": {"birthday": -1}}, "rewards birthday"),
    ({"rewards": {"gift": 1}}, "rewards gift"),
    ({"rewards": {"special": [{"name": "x", "points": 1}]}}, "rewards special 1"),
    ({"rewards": {"occasions": [{"name": "x", "points": 1, "begins": "2026-01-02", "until": "2026-01-02"}]}},
     "rewards occasions 1"),
    ({"referral": {"levels": [{}, {}, {}]}}, "referral levels"),
    ({"cash": {"points": 100, "cents": 100, "share_bp": 10_001}}, "cash share_bp"),
    ({"cash": {"points": 100, "cents": 100, "share_bp": 1, "steps": [{"points": 1, "cents": 1}] * 2}}, "cash steps"),
    ({"expiry": {"notice_days": "60"}}, "expiry notice_days"),
    ({"basis": {"kind": "luck"}}, "basis kind"),
    ({"basis": {"kind": "period_points"}}, "basis months"),
    ({"basis": {"kind": "lifetime", "months": 3}}, "basis months"),
    ({"pending": 7}, "pending"),
    ({"transfer": {"in_household": 1}}, "transfer in_household"),
])  # fmt: skip
def test_a_broken_section_is_refused_by_name(rules, where):
    with pytest.raises(ProgrammeInvalid) as refusal:
        programme(**rules)

    assert refusal.value.facts["where"] == where


def test_a_third_level_needs_somebody_who_read_the_warning():
    levels = [{"percent_bp": 100}] * 3

    assert len(programme(referral={"levels": levels, "third_level_confirmed": True}).referral.levels) == 3


EVERYTHING = programme(
    group_bonuses=[GROUP], steps=STEPS, rewards={"special": [FIRST]},
    member_days=[{"name": "会员日", "every": "lunar", "day": 15, "factor_bp": 15_000}],
)  # fmt: skip
TICKETS = st.lists(
    st.builds(
        EarningLine, line_no=st.integers(1, 99), points_class=st.sampled_from(["gold", "diamond", "bar"]),
        base_cents=st.integers(0, 10**7), is_new_product=st.booleans(), quantity=st.integers(1, 3),
    ),
    max_size=6, unique_by=lambda line: line.line_no,
)  # fmt: skip


@given(
    lines=TICKETS, on=st.dates(DAY, DAY + timedelta(days=900)), groups=st.sampled_from([(), ("vip",)]), data=st.data()
)
def test_with_every_rule_the_order_of_lines_does_not_matter_and_a_group_never_earns_less(lines, on, groups, data):
    buyer = Buyer(groups=frozenset(groups))
    shuffled = data.draw(st.permutations(lines))

    assert total(*lines, rules=EVERYTHING, on=on, buyer=buyer) == total(*shuffled, rules=EVERYTHING, on=on, buyer=buyer)
    assert total(*lines, rules=EVERYTHING, on=on, buyer=buyer) >= total(*lines, rules=EVERYTHING, on=on)
