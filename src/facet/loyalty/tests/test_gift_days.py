"""Birthdays by two calendars, and points around midnight and the turn of the year. Source: T34, F30, R071."""

from datetime import UTC, date, datetime, timedelta

import pytest

from facet.kernel.transactions import unit_of_work
from facet.loyalty import flows, services
from facet.loyalty.models import Award
from facet.loyalty.selectors.books import points_books
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import rewarding
from facet.loyalty.web.days import today
from facet.members.rules.lunar import LeapMonth
from facet.members.services.tokens import write_tokens

pytestmark = pytest.mark.django_db


@unit_of_work
def born(day, *, lunar=False):
    """A member born on the solar `day`, who keeps it by one of the calendars."""
    row = make.member()
    row.birth_date, row.is_lunar_birthday = day, lunar
    row.save(update_fields=["birth_date", "is_lunar_birthday"])
    write_tokens([row])
    return row


def days_given(first, last):
    """The days between which the nightly job gave birthday points; it runs every night, twice."""
    found, day = [], first
    while day <= last:
        if flows.give_gifts_of_day(actor=make.HOUSE, at=make.AT, on=day):
            found.append(day)
        assert flows.give_gifts_of_day(actor=make.HOUSE, at=make.AT, on=day) == 0
        day += timedelta(days=1)
    return found


@pytest.mark.parametrize(
    ("birth", "lunar", "first", "last", "kept"),
    [
        ("1990-05-03", False, date(2026, 5, 1), date(2026, 5, 8), [date(2026, 5, 3)]),
        ("1992-02-29", False, date(2027, 2, 26), date(2027, 3, 5), [date(2027, 2, 28)]),
        ("1992-02-29", False, date(2028, 2, 26), date(2028, 3, 5), [date(2028, 2, 29)]),
        ("1990-12-31", False, date(2026, 12, 30), date(2027, 1, 5), [date(2026, 12, 31)]),
        ("1990-01-01", False, date(2026, 12, 30), date(2027, 1, 5), [date(2027, 1, 1)]),
        ("1990-10-03", True, date(2026, 9, 23), date(2026, 9, 30), [date(2026, 9, 25)]),  # the 15th of the 8th month
        ("1991-01-16", True, date(2022, 1, 1), date(2022, 1, 8), [date(2022, 1, 3)]),  # the 1st of the 12th month …
        ("1991-01-16", True, date(2022, 12, 21), date(2022, 12, 28), [date(2022, 12, 23)]),  # … again that year
        ("1990-03-02", True, date(2023, 2, 24), date(2023, 3, 31), [date(2023, 2, 25)]),  # and once in two such months
    ],
)
def test_a_birthday_is_given_on_the_day_she_keeps(birth, lunar, first, last, kept):
    make.programme()
    born(birth, lunar=lunar)
    assert days_given(first, last) == kept


def test_two_lunar_birthdays_of_one_solar_year_are_both_given():
    make.programme()
    member = born("1991-01-16", lunar=True)
    for day in (date(2022, 1, 3), date(2022, 12, 23)):
        flows.give_gifts_of_day(actor=make.HOUSE, at=make.AT, on=day)
    keys = list(Award.objects.order_by("pk").values_list("key", flat=True))
    assert keys == [f"birthday:{member.pk}:2021", f"birthday:{member.pk}:2022"]


def test_a_scheduler_that_stood_still_over_new_year_is_made_up_for_by_the_year_of_the_day():
    make.programme()
    member = born("1990-12-31")
    assert flows.give_gifts_of_day(actor=make.HOUSE, at=make.AT, on=date(2027, 1, 3)) == 200
    assert flows.give_gifts_of_day(actor=make.HOUSE, at=make.AT, on=date(2027, 1, 4)) == 0
    assert Award.objects.get().key == f"birthday:{member.pk}:2026"
    assert flows.give_gifts_of_day(actor=make.HOUSE, at=make.AT, on=date(2027, 12, 31)) == 200


def test_a_scheduler_that_stood_still_for_four_days_is_too_late():
    make.programme()
    born("1990-12-31")
    assert flows.give_gifts_of_day(actor=make.HOUSE, at=make.AT, on=date(2027, 1, 4)) == 0


@pytest.mark.parametrize(
    ("bought", "last"),
    [
        (date(2026, 1, 1), date(2027, 12, 31)),
        (date(2026, 12, 31), date(2027, 12, 31)),
        (date(2027, 1, 1), date(2028, 12, 31)),
        (date(2028, 2, 29), date(2029, 12, 31)),
    ],
)
def test_points_live_through_their_last_day_and_end_once(bought, last):
    make.programme()
    member = make.member()
    make.earn(member, on=bought)
    expire = {"actor": make.HOUSE, "member_id": member.pk, "at": make.AT}
    assert services.expire_points(**expire, on=last) == 0
    make.adjust(member, -1_000, on=last)  # still hers on that day
    assert services.expire_points(**expire, on=last + timedelta(days=1)) == 2_000
    assert services.expire_points(**expire, on=last + timedelta(days=1)) == 0
    assert services.expire_points(**expire, on=last + timedelta(days=2)) == 0
    assert (make.account(member).available, points_books()) == (0, [])


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2027, 12, 31, 15, 59, 59, tzinfo=UTC), date(2027, 12, 31)),  # 23:59:59 in Shanghai
        (datetime(2027, 12, 31, 16, 0, 0, tzinfo=UTC), date(2028, 1, 1)),
        (datetime(2028, 2, 28, 16, 0, 0, tzinfo=UTC), date(2028, 2, 29)),
        (datetime(2028, 2, 29, 16, 0, 0, tzinfo=UTC), date(2028, 3, 1)),
    ],
)
def test_a_day_turns_at_midnight_of_the_house(monkeypatch, moment, day):
    monkeypatch.setattr("facet.kernel.clock.now", lambda: moment)
    assert today() == day


def test_waiting_points_of_31_december_keep_the_year_they_were_earned_in():
    rewarding.rules(pending={"days": 7})
    member = make.member()
    make.earn(member, on=date(2026, 12, 31))
    last = date(2027, 1, 7)
    release = {"actor": make.HOUSE, "at": make.AT}
    assert flows.release_points_of_everybody(**release, on=last) == 0
    assert flows.release_points_of_everybody(**release, on=last + timedelta(days=1)) == 3_000
    assert make.account(member).lots.get().expires_on == date(2027, 12, 31)


def test_what_becomes_due_after_the_run_of_a_day_is_released_by_another_run_that_day():
    rewarding.rules(pending={"days": 7})
    member, release = make.member(), {"actor": make.HOUSE, "at": make.AT, "on": make.ON}
    for days, points in (
        (20, 3_000),
        (10, 4_500),
    ):  # gold by then; the second ticket was sent by a till that had been offline
        make.earn(member, document=f"d{days}", on=make.ON - timedelta(days=days))
        assert services.release_points_due(**release, member_id=member.pk) == points
        assert services.release_points_due(**release, member_id=member.pk) == 0
    assert (make.account(member).available, make.account(member).pending) == (7_500, 0)
    assert points_books() == []


@pytest.mark.parametrize(
    ("leap", "kept"),
    [
        ("first", [date(2023, 2, 25)]),
        ("second", [date(2023, 3, 27)]),
        ("both", [date(2023, 2, 25)]),  # both months keep it, one gift of points is given
    ],
)
def test_the_house_says_which_of_two_months_keeps_a_lunar_birthday(monkeypatch, leap, kept):
    make.programme()
    born("1990-03-02", lunar=True)  # the 6th of the 2nd month; 2023 has two of them
    monkeypatch.setattr("facet.members.selectors.leap_month", lambda on: LeapMonth(leap))
    assert days_given(date(2023, 2, 24), date(2023, 3, 31)) == kept


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_who_was_born_in_a_leap_month_keeps_it_in_the_ordinary_one(year):
    """1990 had a leap 5th month: 6 July 1990 was its 14th. The years after have their leap elsewhere or none."""
    birthday = {2024: date(2024, 6, 19), 2025: date(2025, 6, 9), 2026: date(2026, 6, 28)}[year]
    make.programme()
    born("1990-07-06", lunar=True)
    assert days_given(birthday - timedelta(days=2), birthday + timedelta(days=2)) == [birthday]
