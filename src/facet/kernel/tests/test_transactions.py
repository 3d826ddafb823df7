"""One use case, one transaction: nesting, retries, and steps that never commit alone."""

import pytest
from django.db import OperationalError, connection

from facet.kernel import transactions
from facet.kernel.append_only import AppendOnlyError
from facet.kernel.errors import StillWorking
from facet.kernel.models import CronRun, OutboxEvent
from facet.kernel.tests.factories import AT, actor
from facet.kernel.transactions import joins_unit_of_work, noted_reading, unit_of_work, viewing


@joins_unit_of_work
def _step(job="a"):
    CronRun.objects.create(job=job, due=AT)


@unit_of_work
def _use_case(*jobs, fail=False):
    for job in jobs:
        _step(job)
    if fail:
        raise ValueError("no")


@pytest.mark.django_db
def test_a_use_case_is_all_or_nothing():
    with pytest.raises(ValueError, match="no"):
        _use_case("a", "b", fail=True)
    assert CronRun.objects.count() == 0

    _use_case("a", "b")
    assert CronRun.objects.count() == 2


@pytest.mark.django_db
def test_a_step_alone_is_refused_even_in_a_test():
    with pytest.raises(RuntimeError, match="_step needs an open unit of work"):
        _step()

    assert CronRun.objects.count() == 0


@pytest.mark.django_db
def test_a_use_case_inside_another_is_a_mistake():
    @unit_of_work
    def outer():
        _use_case("a")

    with pytest.raises(RuntimeError, match="durable"):
        outer()


class _Lost(Exception):
    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


def _failing(times, sqlstate, message="deadlock detected"):
    """A use case that loses against others `times` times."""
    tries = []

    @unit_of_work
    def use_case():
        tries.append(1)
        if len(tries) <= times:
            raise OperationalError(message) from _Lost(sqlstate)
        return "done"

    return use_case, tries


@pytest.mark.django_db
@pytest.mark.parametrize("sqlstate", ["40001", "40P01"])
def test_a_deadlock_victim_runs_again_three_times_at_most(sqlstate):
    use_case, tries = _failing(2, sqlstate)
    assert (use_case(), len(tries)) == ("done", 3)

    use_case, tries = _failing(3, sqlstate)
    with pytest.raises(StillWorking):
        use_case()
    assert len(tries) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("sqlstate", "message"), [("55P03", "lock timeout"), (None, "database is locked")])
def test_a_lock_that_is_not_given_is_told_at_once(sqlstate, message):
    use_case, tries = _failing(1, sqlstate, message)

    with pytest.raises(StillWorking):
        use_case()
    assert len(tries) == 1


@pytest.mark.django_db
def test_other_troubles_of_the_database_are_not_hidden():
    use_case, _ = _failing(1, "53100", "disk full")

    with pytest.raises(OperationalError, match="disk full"):
        use_case()


@pytest.mark.django_db
def test_a_noted_reading_has_its_own_transaction_or_joins_one():
    @noted_reading
    def read():
        _step(f"read {CronRun.objects.count()}")
        return len(connection.atomic_blocks)

    outside = len(connection.atomic_blocks)
    assert read() == outside + 1

    @unit_of_work
    def page():
        return read(), len(connection.atomic_blocks)

    inside, depth = page()
    assert inside == depth


@pytest.mark.django_db(transaction=True)
def test_viewing_shows_one_moment_on_postgresql_and_costs_nothing_on_sqlite():
    with viewing(actor()):
        assert connection.in_atomic_block == (connection.vendor == "postgresql")
        with viewing(actor()):  # a part of a page asks again
            assert connection.in_atomic_block == (connection.vendor == "postgresql")
    assert not connection.in_atomic_block


@pytest.mark.django_db
def test_facts_are_written_once_and_stay(django_assert_num_queries):
    row = OutboxEvent.objects.create(name="a.b", facts={}, recorded_at=AT)

    everything = OutboxEvent.objects.all()
    row.name = "c.d"
    for change in (
        row.save, row.delete, everything.delete, lambda: everything.update(name="x"),
        lambda: everything.bulk_update([row], ["name"]), lambda: OutboxEvent.objects.filter(pk=row.pk).delete(),
    ):  # fmt: skip
        with django_assert_num_queries(0), pytest.raises(AppendOnlyError):
            change()
    OutboxEvent.objects.bulk_create([OutboxEvent(name="e.f", facts={}, recorded_at=AT)])
    assert list(everything.order_by("id").values_list("name", flat=True)) == ["a.b", "e.f"]


def test_the_decorators_leave_a_mark_for_the_house_rules():
    assert transactions.unit_of_work(lambda: None).unit_of_work
    assert transactions.joins_unit_of_work(lambda: None).joins_unit_of_work
