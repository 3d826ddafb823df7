"""Grades on every basis, gently lost. Source: R035–R038, R336, decisions.md §4.1, docs/algorithms/grades.md §5."""

from datetime import date, timedelta

import pytest

from facet.kernel import registry
from facet.loyalty import flows, services
from facet.loyalty.errors import BasisMissing
from facet.loyalty.models import GradeChange, GradeWatch
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors import member_grade, regrade_preview
from facet.loyalty.services.programme import Rules
from facet.loyalty.tests import factories as make

pytestmark = pytest.mark.django_db
RULES = TEMPLATES["seed"][0]
LADDER = (GradeFacts("ordinary", "普通", "", 0, 10_000), GradeFacts("silver", "银卡", "", 1_000, 10_000))
VIEWER = make.actor("loyalty.view_points")


def rules(**basis):
    wanted = Rules(rules=RULES | {"basis": basis}, ladder=LADDER)
    number = services.save_draft(actor=make.HOUSE, wanted=wanted, at=make.AT).number
    services.publish_rule_version(
        actor=make.HOUSE, number=number, effective_on=date(2020, 1, 1), at=make.AT - timedelta(days=3_000)
    )


def buy(member, points, on):
    make.earn(member, EarningLine(1, "gold", points * 100), on=on)


def regrade(on):
    return flows.regrade_everybody(actor=make.HOUSE, at=make.AT, on=on)


def test_points_of_a_period_raise_at_once_and_fall_after_protection_and_grace():
    rules(kind="period_points", months=12, protection_days=400, grace_days=10, downgrade=True)
    member, begin = make.member(), date(2026, 1, 10)
    buy(member, 1_000, begin)
    assert make.standing(member).grade_code == "silver"

    assert regrade(begin + timedelta(days=364)) == 0
    assert not GradeWatch.objects.exists()
    assert regrade(begin + timedelta(days=365)) == 0  # no points of the last twelve months any more: watched
    assert GradeWatch.objects.get().below_since == begin + timedelta(days=365)
    assert regrade(begin + timedelta(days=399)) == 0  # grace is over, protection is not
    assert [(move.before, move.after, move.members) for move in regrade_preview(begin + timedelta(days=400))] == [
        ("silver", "ordinary", 1)
    ]
    assert [regrade(begin + timedelta(days=400)) for _twice in (1, 2)] == [1, 0]

    assert (make.standing(member).grade_code, GradeChange.objects.last().cause) == ("ordinary", "lowered")
    assert not GradeWatch.objects.exists()


def test_a_member_who_buys_again_is_watched_no_longer():
    rules(kind="period_points", months=1, grace_days=30, downgrade=True)
    member, begin = make.member(), date(2026, 1, 10)
    buy(member, 1_000, begin)
    regrade(begin + timedelta(days=40))
    assert GradeWatch.objects.exists()

    buy(member, 1_000, begin + timedelta(days=50))
    regrade(begin + timedelta(days=51))

    assert not GradeWatch.objects.exists()
    assert make.standing(member).grade_code == "silver"


@pytest.mark.parametrize(("basis", "columns", "figure"), [
    ({"kind": "spend"}, {"spend_cents": 100_099}, 1_000),
    ({"kind": "frequency"}, {"visits": 1_000}, 1_000),
])  # fmt: skip
def test_spending_and_visits_raise_by_night(basis, columns, figure):
    rules(**basis)
    member = make.member()
    buy(member, 5_000, make.ON)
    assert make.standing(member).grade_code == "ordinary"  # points decide nothing here
    make.stand(member, **columns)

    assert [regrade(make.ON) for _twice in (1, 2)] == [1, 0]

    found = member_grade(VIEWER, member_id=member.pk, on=make.ON)
    assert (found.progress.grade.code, found.figure, found.history[0].cause) == ("silver", figure, "New grade ladder")


@pytest.mark.parametrize("kind", ["spend", "frequency"])
def test_a_period_counts_tickets_net_of_returns(kind):
    rules(kind=kind, months=12)
    member = make.member()
    for day in range(3):
        buy(member, 400, make.ON - timedelta(days=day))
    buy(member, 9_000, make.ON - timedelta(days=400))

    found = member_grade(VIEWER, member_id=member.pk, on=make.ON)

    assert found.figure == {"spend": 1_200, "frequency": 3}[kind]


def test_margin_needs_a_domain_that_offers_it(monkeypatch):
    registry_offered, figures = registry.offered, {"given": None}
    monkeypatch.setattr(
        registry, "offered",
        lambda slot, key: figures["given"] if slot == "grade.basis" else registry_offered(slot, key),
    )  # fmt: skip
    with pytest.raises(BasisMissing):
        rules(kind="margin", months=12)
    figures["given"] = lambda ids, _begins, _on: dict.fromkeys(ids, 100_000)
    rules(kind="margin", months=12)
    member = make.member()
    buy(member, 1, make.ON)

    assert regrade(make.ON) == 1
    assert make.standing(member).grade_code == "silver"


def test_without_downgrade_time_alone_lowers_nobody():
    rules(kind="period_points", months=1)
    member = make.member()
    buy(member, 1_000, date(2026, 1, 10))

    assert regrade(date(2026, 11, 1)) == 0
    assert make.standing(member).grade_code == "silver"


def test_a_grade_costs_five_queries(django_assert_num_queries):
    make.programme()
    member = make.member()
    buy(member, 2_500, make.ON)
    buy(member, 500, make.ON)

    with django_assert_num_queries(5):
        found = member_grade(VIEWER, member_id=member.pk, on=make.ON)

    assert [(step.before, step.after) for step in found.history] == [("ordinary", "gold")]
    assert (found.progress.missing, found.below_since) == (2_751, None)
