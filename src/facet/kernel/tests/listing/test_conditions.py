"""What people ask, read from an address."""

from datetime import date, timedelta

import pytest

from facet.kernel import formats
from facet.kernel.listing import Dates, Range
from facet.kernel.listing.query import read_query
from facet.kernel.tests.factories import AT, actor, tasks
from facet.kernel.tests.listing.lists import TASKS

VIEWER = actor("kernel.view_tasks", switches=frozenset({"cost"}))


def _found(**parameters):
    query = read_query(TASKS, VIEWER, parameters)
    return query.narrow(TASKS.queryset(VIEWER)).count()


@pytest.mark.django_db
def test_conditions_narrow_the_list():
    tasks(20)

    assert _found() == 20
    assert _found(search="TASK 3") == 4
    assert _found(status="FAILED") == 0
    assert _found(status="READY", priority_from="2", priority_to="2") == 5
    assert _found(priority_from="2") == 10
    assert _found(status="no such state") == 20


@pytest.mark.django_db
def test_a_range_of_days_ends_at_midnight_of_the_chain():
    tasks(20)
    day = (AT + timedelta(hours=8)).date().isoformat()

    assert _found(started_from=day, started_to=day) == 13
    assert _found(started_to="2026-11-20") == 0
    assert _found(started_from="2026-11-22") == 0


@pytest.mark.parametrize(
    ("parameters", "error"),
    [
        ({"started_from": "yesterday"}, "Write dates as 2026-02-14."),
        ({"started_from": "9999-12-31"}, "Write dates as 2026-02-14."),
        ({"started_from": "2026-03-02", "started_to": "2026-03-01"}, "The first value is above the second."),
        ({"cost_from": "12.345"}, "Write a number, for example 12.50."),
        ({"cost_to": "abc"}, "Write a number, for example 12.50."),
    ],
)
def test_nonsense_is_named_beside_its_condition(parameters, error, settings):
    settings.LANGUAGE_CODE = "en"

    query = read_query(TASKS, VIEWER, parameters)

    assert query.is_wrong
    assert [each.error for each in query.asked if each.error] == [error]


def test_values_arrive_in_whole_units():
    query = read_query(TASKS, VIEWER, {"cost_from": "１，２３４．５", "started_to": "2026-02-14"})

    values = {each.condition.key: each.value for each in query.asked}
    assert values["cost"] == Range(123_450, None)
    assert values["started"] == Dates(None, date(2026, 2, 14))


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("12.5", "yuan", 1250), ("-12.5", "yuan", -1250), ("3.985", "grams", 3985), ("3.9850", "grams", 3985),
        ("1,000", "int", 1000), ("1.", "int", 1), ("0.305", "carats", 305), ("12.5", "percent", 1250),
        ("", "int", None), ("1.5", "int", None), ("1e5", "int", None), ("9" * 16, "int", None), ("٣", "int", None),
    ],
)  # fmt: skip
def test_typed_numbers(text, unit, value):
    assert formats.typed(text, unit) == value


@pytest.mark.parametrize(
    ("value", "kind", "people", "programs"),
    [
        (1_234_500, "yuan", "12,345.00", "12345.00"), (-5, "yuan", "−0.05", "-0.05"), (3980, "grams", "3.98", "3.980"),
        (3985, "grams", "3.985", "3.985"), (5, "grams", "0.005", "0.005"), (1250, "percent", "12.5", "12.50"),
        (1200, "percent", "12", "12.00"), (18_640, "points", "18,640", "18640"),
    ],
)  # fmt: skip
def test_numbers_as_people_and_programs_read_them(value, kind, people, programs):
    assert (formats.shown(value, kind), formats.plain(value, kind)) == (people, programs)
