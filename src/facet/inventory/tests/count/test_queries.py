"""The pages of a count ask the database as often for three pieces as for thirty, and as often as they say."""

import pytest

from facet.inventory import selectors
from facet.inventory.tests.count.acts import approve, boss, close, minute, opened, scan
from facet.inventory.tests.factories import AT, actor, category, piece, place, store
from facet.kernel.permissions import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    found = store()
    category()
    return found


def fill(here, number, first=0):
    """As many pieces found, missing and in another tray."""
    for at in range(first, first + number):
        piece(f"F{at:03d}", here)
        piece(f"M{at:03d}", here)
        piece(f"V{at:03d}", here, place=place(here, "V01"))


def seen(count, number, first=0):
    scan(count, *(f"F{at:03d}" for at in range(first, first + number)))
    scan(count, *(f"V{at:03d}" for at in range(first, first + number)), tray="C01")


@pytest.mark.parametrize("number", [1, 10])
def test_a_count_that_goes_on_and_one_that_was_settled(here, number, django_assert_max_num_queries):
    fill(here, number)
    count = opened(at=AT)
    seen(count, number)
    viewer: Actor = actor()
    with django_assert_max_num_queries(11):
        progress = selectors.count_progress(viewer, count, at=minute(5))
    assert progress.present == 2 * number
    with django_assert_max_num_queries(15):
        live = selectors.get_stocktake(viewer, count, at=minute(5))
    assert live.differences is None, "blind"
    close(count)
    with django_assert_max_num_queries(15):
        closed = selectors.get_stocktake(viewer, count, at=minute(31))
    assert sum(each.verdict == "missing" for each in closed.differences) == number
    with django_assert_max_num_queries(3):
        selectors.count_sheet(viewer, count)
    approve(count, who=boss())
    with django_assert_max_num_queries(5):
        settled = selectors.get_stocktake(viewer, count, at=minute(50))
    assert sum(each.verdict == "missing" for each in settled.differences) == number
    with django_assert_max_num_queries(1):
        assert len(selectors.list_stocktakes(viewer)) == 1
    with django_assert_max_num_queries(3):
        assert selectors.count_plans(viewer) == []
