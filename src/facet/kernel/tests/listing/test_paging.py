"""Walking a list from end to end finds every row once, whatever is empty, equal or new."""

import uuid

import pytest
from django_tasks_db.models import DBTaskResult

from facet.kernel.listing.paging import read_page
from facet.kernel.listing.query import read_query
from facet.kernel.tests.factories import AT, actor, tasks
from facet.kernel.tests.listing.lists import TASKS

VIEWER = actor("kernel.view_tasks", switches=frozenset({"cost"}))
SORTS = ["", "path", "-path", "priority", "-priority", "started", "-started"]


def _page(**parameters):
    query = read_query(TASKS, VIEWER, parameters)
    return read_page(TASKS, query, query.narrow(TASKS.queryset(VIEWER)))


def _walk(sort: str, *, size: int = 7):
    """All pages forward, then all pages back."""
    pages = [_page(sort=sort, size=str(size))]
    while pages[-1].after:
        pages.append(_page(sort=sort, size=str(size), after=pages[-1].after))
    back = [pages[-1]]
    while back[0].before:
        back.insert(0, _page(sort=sort, size=str(size), before=back[0].before))
    return pages, back


@pytest.mark.django_db
@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_each_row_once_in_both_directions(sort):
    made = {row.id for row in tasks(45)}

    pages, back = _walk(sort)

    forward = [row.id for page in pages for row in page.rows]
    assert len(forward) == 45
    assert set(forward) == made
    assert [row.id for page in back for row in page.rows] == forward


@pytest.mark.django_db
@pytest.mark.parametrize("sort", ["started", "-started"])
def test_rows_without_a_value_stand_last_both_ways(sort):
    tasks(9)

    rows = _page(sort=sort).rows

    assert [row.started_at is None for row in rows] == [False] * 6 + [True] * 3
    moments = [row.started_at for row in rows[:6]]
    assert moments == sorted(moments, reverse=sort.startswith("-"))


@pytest.mark.django_db
def test_a_row_that_comes_meanwhile_neither_repeats_nor_hides_others():
    tasks(20)
    first = _page(sort="priority", size="10")
    DBTaskResult.objects.create(id=uuid.UUID(int=999), task_path="new", priority=0, args_kwargs={}, run_after=AT)

    second = _page(sort="priority", size="10", after=first.after)

    assert not {row.id for row in first.rows} & {row.id for row in second.rows}
    assert len(second.rows) == 10


@pytest.mark.django_db
def test_a_broken_or_foreign_key_begins_at_the_first_row():
    tasks(12)
    first = _page(size="5")
    other_order = _page(size="5", sort="path").after

    for after in ("nonsense", first.after + "x", other_order):
        assert [row.id for row in _page(size="5", after=after).rows] == [row.id for row in first.rows]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_a_page_costs_one_query(number, django_assert_num_queries):
    tasks(number)

    with django_assert_num_queries(1):
        assert len(_page().rows) == number


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "given"), [("0", 1), ("7", 7), ("99999", 200), ("-3", 50), ("x", 50), ("", 50), ("１", 50)]
)
def test_the_size_of_a_page_is_bounded(asked, given):
    assert read_query(TASKS, VIEWER, {"size": asked}).size == given


@pytest.mark.django_db
def test_a_column_behind_a_switch_neither_shows_nor_sorts_nor_filters():
    blind = actor("kernel.view_tasks")

    query = read_query(TASKS, blind, {"sort": "cost", "cost_from": "1"})

    assert query.sort == ""
    assert [column.key for column in query.columns] == ["path", "priority", "started", "state"]
    assert [each.condition.key for each in query.asked] == ["search", "status", "started", "priority"]
