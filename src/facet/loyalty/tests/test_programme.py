"""Versions of the rules: drafted, published, in force from their day, never edited. Source: R048, ux.md §2.9."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command

from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.loyalty import services
from facet.loyalty.errors import ProgrammeFixed, ProgrammeInvalid, ProgrammeMissing
from facet.loyalty.models import EarnedLine, Grade, RuleVersion
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors import programme_on, programme_page
from facet.loyalty.services.programme import Rules
from facet.loyalty.tests import factories as make

pytestmark = pytest.mark.django_db
RULES, LADDER = TEMPLATES["seed"]
DEARER = Rules(rules=RULES | {"rates": {"gold": 12_000}}, ladder=LADDER)


def draft(wanted=DEARER):
    return services.save_draft(actor=make.HOUSE, wanted=wanted, at=make.AT)


def publish(number, on=make.ON):
    return services.publish_rule_version(actor=make.HOUSE, number=number, effective_on=on, at=make.AT)


def test_a_template_is_installed_once():
    first = make.programme("seed")

    assert make.programme("demo") == first
    assert (RuleVersion.objects.count(), Grade.objects.count()) == (1, 4)
    assert programme_on(make.ON).ladder == LADDER


def test_an_unknown_template_is_refused():
    with pytest.raises(NotFound):
        make.programme("silver spoon")


def test_a_draft_counts_for_nobody_until_it_is_published():
    make.programme()

    draft()

    assert (programme_on(make.ON).number, programme_on(make.ON).rates["gold"]) == (1, 10_000)


def test_a_version_is_in_force_from_its_day():
    make.programme()
    publish(draft().number, make.ON + timedelta(days=3))

    assert [programme_on(make.ON + timedelta(days=days)).number for days in (0, 2, 3, 400)] == [1, 1, 2, 2]


def test_of_two_versions_of_a_day_the_later_one_counts():
    make.programme()
    publish(draft().number)
    publish(draft(Rules(rules=RULES, ladder=LADDER[:2])).number)

    assert (programme_on(make.ON).number, len(programme_on(make.ON).ladder)) == (3, 2)


def test_the_version_that_began_last_counts_whatever_its_number():
    make.programme()
    publish(draft().number, make.ON + timedelta(days=10))
    publish(draft().number, make.ON + timedelta(days=5))

    assert [programme_on(make.ON + timedelta(days=days)).number for days in (4, 5, 9, 10)] == [1, 3, 3, 2]
    states = [row.state for row in programme_page(make.HOUSE, on=make.ON + timedelta(days=12)).versions]
    assert states == ["past", "in_force", "past"]


def test_a_second_draft_takes_the_place_of_the_first():
    make.programme()
    first = draft()

    second = draft(Rules(rules=RULES, ladder=LADDER[:2]))

    assert (second.pk, second.number, second.grades.count()) == (first.pk, 2, 2)


@pytest.mark.parametrize(
    ("number", "on", "refusal"),
    [(1, make.ON, ProgrammeFixed), (9, make.ON, NotFound), (2, make.ON - timedelta(days=1), Invalid)],
)
def test_publishing_is_refused(number, on, refusal):
    make.programme()
    draft()

    with pytest.raises(refusal):
        publish(number, on)

    assert RuleVersion.objects.get(number=2).state == "draft"


def test_rules_that_do_not_hold_together_are_not_kept():
    make.programme()

    with pytest.raises(ProgrammeInvalid):
        draft(Rules(rules=RULES | {"rates": {"gold": -1}}, ladder=LADDER))

    assert RuleVersion.objects.count() == 1


@pytest.mark.parametrize("act", [
    lambda by: services.install_programme(by, make.AT),
    lambda by: services.save_draft(actor=by, wanted=DEARER, at=make.AT),
    lambda by: services.publish_rule_version(actor=by, number=1, effective_on=make.ON, at=make.AT),
    lambda by: services.regrade_members(actor=by, member_ids=[], at=make.AT, on=make.ON),
])  # fmt: skip
def test_only_who_manages_the_programme_may_change_it(act):
    with pytest.raises(NotPermitted):
        act(make.actor("loyalty.view_programme"))

    assert not RuleVersion.objects.exists()


def test_without_rules_there_is_no_programme(django_assert_num_queries):
    with django_assert_num_queries(1), pytest.raises(ProgrammeMissing):
        programme_on(make.ON)
    make.programme(effective_on=date(2026, 1, 1))
    with pytest.raises(ProgrammeMissing):
        programme_on(date(2025, 12, 31))
    with django_assert_num_queries(1):
        programme_on(date(2026, 1, 1))


def test_a_new_house_begins_with_no_rules_and_sells_all_the_same(capsys):
    call_command("create_administrator", "admin")

    first = RuleVersion.objects.get()
    page = programme_page(make.HOUSE, on=make.ON)
    assert (page.in_force.is_blank, page.steps[0].grade.coefficient_bp) == (True, 10_000)
    bought = make.member()
    assert make.earn(bought, on=date(2019, 5, 1)).points == 0
    line = EarnedLine.objects.get()
    assert (line.points, line.rule_version, line.base_cents) == (0, first, 300_000)


def test_rules_of_a_house_are_not_begun_again():
    version = make.programme("seed")
    assert services.begin_without_rules(make.HOUSE, make.AT) == version
    assert not programme_page(make.HOUSE, on=make.ON).in_force.is_blank
