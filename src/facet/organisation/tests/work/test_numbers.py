import threading

import pytest
from django.db import connections

from facet.kernel.transactions import unit_of_work
from facet.organisation import services
from facet.organisation.models import NumberSeries


@unit_of_work
def take(series="bill", scope="", fail=False):
    number = services.next_number(series, scope=scope)
    if fail:
        raise LookupError
    return number


@pytest.mark.django_db
def test_numbers_run_without_gaps_and_apart_by_scope(django_assert_num_queries):
    assert [take(), take(), take(scope="S01"), take("card")] == [1, 2, 1, 1]
    with pytest.raises(LookupError):
        take(fail=True)
    assert take() == 3


@pytest.mark.django_db
def test_a_number_costs_one_query(django_assert_num_queries):
    @unit_of_work
    def counted():
        with django_assert_num_queries(1):
            services.next_number("bill")

    counted()


def test_a_number_needs_an_open_unit_of_work(db):
    with pytest.raises(RuntimeError):
        services.next_number("bill")


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_different_numbers_and_leave_no_gap():
    found, start = [], threading.Barrier(12)

    def one(number):
        start.wait()
        try:
            found.append(take(fail=number % 3 == 0))
        except LookupError:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=[number]) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [1, 2, 3, 4, 5, 6, 7, 8]
    assert NumberSeries.objects.get().last == 8
