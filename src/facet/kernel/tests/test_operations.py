"""One act, one key: the same answer for the same question, a refusal for another."""

import threading
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from hypothesis import given
from hypothesis.strategies import dictionaries, integers, text

from facet.kernel import operations
from facet.kernel.errors import OperationConflict, StillWorking
from facet.kernel.models import CronRun, Operation
from facet.kernel.operations import OperationKey
from facet.kernel.tests.factories import AT, actor
from facet.kernel.transactions import unit_of_work

BODY = {"points": 100, "member": 7}


@unit_of_work
def _act(key, body=BODY, *, kind="kernel.test", who=None, refuse=False):
    """Writes one row and remembers it."""
    act = operations.begin(OperationKey.of(key, body), kind=kind, actor=who or actor(), at=AT)
    if act.done:
        return act.result
    row = CronRun.objects.create(job=f"effect {key}", due=AT + timedelta(seconds=CronRun.objects.count()))
    if refuse:
        raise ValueError("refused")
    act.finish(row_id=row.pk)
    return act.result


@pytest.mark.django_db
def test_the_same_act_gives_the_same_answer_and_one_effect(django_assert_num_queries):
    key = uuid.uuid4()
    first = _act(key)

    with django_assert_num_queries(4):  # savepoint, insert, select, release
        assert _act(key) == first
    assert _act(key, dict(reversed(BODY.items()))) == first  # the order of names is no difference
    assert CronRun.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "changes", [{"body": {"points": 101, "member": 7}}, {"kind": "kernel.other"}, {"who": actor(code="x")}]
)
def test_another_act_under_the_key_is_a_conflict(changes):
    key = uuid.uuid4()
    _act(key)
    if who := changes.get("who"):
        object.__setattr__(who, "key", "staff:18")

    with pytest.raises(OperationConflict):
        _act(key, **changes)

    assert CronRun.objects.count() == 1
    assert Operation.objects.count() == 1


@pytest.mark.django_db
def test_a_refusal_is_not_remembered():
    key = uuid.uuid4()
    with pytest.raises(ValueError, match="refused"):
        _act(key, refuse=True)

    assert (Operation.objects.count(), CronRun.objects.count()) == (0, 0)
    assert _act(key, {"points": 5})["row_id"]


@pytest.mark.django_db
def test_begin_outside_a_unit_of_work_is_refused():
    with pytest.raises(RuntimeError, match="unit of work"):
        operations.begin(OperationKey.of(uuid.uuid4(), BODY), kind="x", actor=actor(), at=AT)


def test_a_job_does_one_thing_to_one_subject_under_one_key():
    assert OperationKey.of_job("expire", 5) == OperationKey.of_job("expire", 5)
    assert OperationKey.of_job("expire", 5).id != OperationKey.of_job("expire", 6).id
    assert OperationKey.of_job("regrade", 5).id != OperationKey.of_job("expire", 5).id


@given(dictionaries(text(max_size=8), integers() | text(max_size=8)))
def test_the_digest_does_not_know_the_order_of_names(body):
    key = uuid.uuid4()

    assert OperationKey.of(key, body) == OperationKey.of(key, dict(reversed(list(body.items()))))
    assert OperationKey.of(key, {**body, "one more": 1}) != OperationKey.of(key, body) or "one more" in body


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_many_at_once_with_one_key_have_one_effect_and_one_answer():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one writer in at a time")
    key, answers, together = uuid.uuid4(), [], threading.Barrier(8)

    def send():
        try:
            together.wait()
            answers.append(_act(key)["row_id"])
        except StillWorking:
            answers.append("still working")
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert CronRun.objects.count() == 1
    assert set(answers) == {CronRun.objects.get().pk}
