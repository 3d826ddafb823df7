"""A grade explained on its page, and the year of the rules on theirs."""

from datetime import date, timedelta

import pytest

from facet.audit.models import Event
from facet.loyalty.models import GradeWatch
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.selectors import member_grade
from facet.loyalty.services import ReturnedLine
from facet.loyalty.tests import factories as make
from facet.loyalty.tests.test_grade_bases import rules
from facet.loyalty.tests.test_web import EVERYTHING, text
from facet.loyalty.web.days import today

pytestmark = pytest.mark.django_db


def test_the_page_tells_the_measure_the_way_and_what_a_return_did(see):
    make.programme()
    member = make.member()
    make.earn(member, EarningLine(1, "gold", 120_000), on=date(2026, 11, 1), document="d1")
    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=1, whole=2), on=date(2026, 11, 2))

    shown = text(see(EVERYTHING, "loyalty:member_grade", member.pk, language="en"))

    for part in ("Points ever earned: <b>600</b>", "<b>400</b> points to go to Silver", "the purchase brought +1,200",
                 "the return took −600", "Time alone never takes a grade"):  # fmt: skip
        assert part in shown, part
    assert shown.count('aria-current="true"') == 1


def test_protection_and_grace_are_days_on_the_page(see):
    rules(kind="period_points", months=12, downgrade=True, protection_days=30, grace_days=90)
    member, on = make.member(), today()
    make.earn(member, EarningLine(1, "gold", 200_000), on=on - timedelta(days=10))
    GradeWatch.objects.create(member=member, below_since=on - timedelta(days=2))

    found = member_grade(EVERYTHING, member_id=member.pk, on=on)
    shown = text(see(EVERYTHING, "loyalty:member_grade", member.pk, language="en"))

    assert (found.safe_until, found.falls_on) == (on + timedelta(days=20), on + timedelta(days=88))
    assert "Protected for 30 days" in shown
    assert "after 90 days of grace it falls on" in shown


def test_without_rules_both_pages_say_so(see):
    member = make.member()

    assert "there is no ladder" in text(see(EVERYTHING, "loyalty:member_grade", member.pk, language="en"))
    assert "No rules yet" in text(see(EVERYTHING, "loyalty:calendar", language="en"))


def test_only_who_sees_her_points_sees_why(see):
    make.programme()
    member = make.member()

    assert see(make.actor(), "loyalty:member_grade", member.pk).status_code == 403
    assert see(make.actor("loyalty.view_points", stores=[-1]), "loyalty:member_grade", member.pk).status_code == 404
    assert see(make.actor(), "loyalty:calendar").status_code == 403


def test_the_year_marks_christmas_in_words_and_turns(see):
    make.programme()

    shown = text(see(EVERYTHING, "loyalty:calendar", query="?year=2027", language="en"))

    assert shown.count('class="loy-more-day"') == 2
    assert "2 days earn more" in shown
    assert "×2" in shown
    assert "year=2028" in shown
    assert see(EVERYTHING, "loyalty:calendar", query="?version=9").status_code == 404
    assert see(EVERYTHING, "loyalty:calendar", query="?year=二〇二七").status_code == 200


@pytest.mark.parametrize(("language", "words"), [("en", "Ordinary → Silver"), ("zh-hans", "普通卡 → 银卡")])
def test_the_record_calls_grades_by_their_names(see, language, words):
    make.programme()
    make.earn(make.member(), EarningLine(1, "gold", 120_000))
    event = Event.objects.get(action="loyalty.grade_changed")
    assert (event.facts["before"], event.facts["after"]) == ({"grade": "ordinary"}, {"grade": "silver"})
    assert words in text(see(make.actor("audit.view_events"), "audit:events", language=language))
