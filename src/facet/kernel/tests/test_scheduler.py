"""A due moment fires once; missed ones are made up once; a missing database is waited for."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from facet.kernel import jobs, scheduler
from facet.kernel.errors import StillWorking
from facet.kernel.models import CronRun
from facet.kernel.registry import Pulse, Schedule
from facet.kernel.tests.factories import AT

NOON = datetime(2026, 11, 21, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


@pytest.fixture
def fired(slots, monkeypatch):
    """The keys of the jobs that were put into the queue."""
    keys = []
    monkeypatch.setattr(jobs, "enqueue", lambda path, *, key: keys.append(key))
    slots.offer("schedule", "nightly", Schedule("nightly", "0 3 * * *", lambda: None))
    return keys


@pytest.mark.django_db
def test_a_new_job_begins_with_its_next_due_moment(fired):
    assert scheduler.fire_due(NOON) == 0
    assert scheduler.fire_due(NOON + timedelta(hours=14, minutes=59)) == 0
    assert scheduler.fire_due(NOON + timedelta(hours=15)) == 1  # 03:00 in Shanghai
    assert scheduler.fire_due(NOON + timedelta(hours=15)) == 0
    assert fired == ["nightly"]


@pytest.mark.django_db
def test_moments_missed_while_the_house_was_off_are_made_up_once(fired):
    scheduler.fire_due(NOON)

    assert scheduler.fire_due(NOON + timedelta(days=5)) == 1
    assert scheduler.fire_due(NOON + timedelta(days=5, minutes=1)) == 0
    assert fired == ["nightly"]


@pytest.mark.django_db
def test_two_schedulers_fire_one_moment_once(fired):
    scheduler.fire_due(NOON)
    stale = CronRun.objects.get().due
    later = NOON + timedelta(days=1)

    assert scheduler.fire_due(later) == 1
    [schedule] = scheduler.registry.offers("schedule")
    assert scheduler._fire(schedule, stale, later) == 0
    assert fired == ["nightly"]


@pytest.mark.django_db
def test_a_job_that_cannot_be_queued_stays_due(fired, monkeypatch):
    scheduler.fire_due(NOON)

    def away(path, *, key):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr(jobs, "enqueue", away)
    with pytest.raises(OperationalError):
        scheduler.fire_due(NOON + timedelta(days=1))

    assert CronRun.objects.count() == 1


@pytest.mark.parametrize(
    ("cron", "since", "until", "due"),
    [
        ("*/5 * * * *", NOON, NOON + timedelta(minutes=12), NOON + timedelta(minutes=10)),
        ("*/5 * * * *", NOON, NOON + timedelta(minutes=4), None),
        ("0 12 * * *", NOON, NOON + timedelta(days=1), NOON + timedelta(days=1)),
        ("0 12 * * *", NOON - timedelta(seconds=1), NOON, NOON),
    ],
)
def test_latest_due(cron, since, until, due):
    assert scheduler.latest_due(cron, since=since, until=until) == due


@pytest.mark.parametrize(
    ("outcome", "pauses"),
    [(0, [1.0, 1.0]), (3, [0.01, 0.01]), (OperationalError("gone"), [2.0, 4.0, 8.0, 15.0, 15.0]),
     (ValueError("bug"), [2.0, 4.0]), (StillWorking(), [1.0, 1.0])],
)  # fmt: skip
@pytest.mark.django_db
def test_pauses_grow_while_a_pulse_fails(outcome, pauses, monkeypatch):
    def run(at):
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(scheduler.connections, "close_all", lambda: None)
    pause, seen = 1.0, []
    for _ in pauses:
        pause = scheduler.next_pause(Pulse("x", 1.0, run), lambda: AT, pause)
        seen.append(pause)

    assert seen == pauses


def test_clockwork_beats_until_it_is_ended(slots, monkeypatch):
    monkeypatch.setattr(scheduler, "OWN_PULSES", ())
    monkeypatch.setattr(scheduler.connections, "close_all", lambda: None)
    work = scheduler.Clockwork()
    beats = []

    def run(at):
        beats.append(at)
        if len(beats) == 3:
            work.end()
        return 0

    slots.offer("pulse", "x", Pulse("x", 0.01, run))
    work.run()

    assert len(beats) == 3


def _running(number, *, minutes, workers=1):
    return DBTaskResult.objects.create(
        task_path="facet.kernel.jobs.run_schedule",
        status=TaskResultStatus.RUNNING,
        started_at=AT - timedelta(minutes=minutes),
        worker_ids=[f"w{n}" for n in range(workers)],
        args_kwargs={"args": [], "kwargs": {"key": str(number)}},
        run_after=AT,
        backend_name="default",
    )


@pytest.mark.django_db
def test_reap_frees_jobs_of_dead_workers_and_gives_up_on_killers():
    lost, working, killer = _running(1, minutes=21), _running(2, minutes=19), _running(3, minutes=21, workers=3)

    assert jobs.reap(AT) == 2

    states = {row.pk: (row.status, row.started_at is None) for row in DBTaskResult.objects.all()}
    assert states[lost.pk] == (TaskResultStatus.READY, True)
    assert states[working.pk] == (TaskResultStatus.RUNNING, False)
    assert states[killer.pk] == (TaskResultStatus.FAILED, False)


@pytest.mark.django_db
def test_run_schedule_does_the_job_and_ignores_one_that_is_gone(slots):
    done = []
    slots.offer("schedule", "nightly", Schedule("nightly", "0 3 * * *", lambda: done.append(1)))

    jobs.run_schedule.call(key="nightly")
    jobs.run_schedule.call(key="gone")

    assert done == [1]


@pytest.mark.django_db
def test_queue_age_looks_at_jobs_that_are_due():
    assert jobs.queue_age(AT) == timedelta()
    row = _running(1, minutes=1)
    DBTaskResult.objects.filter(pk=row.pk).update(status="READY", enqueued_at=AT - timedelta(seconds=9))

    assert jobs.queue_age(AT) == timedelta(seconds=9)
    assert jobs.queue_age(AT - timedelta(seconds=1)) == timedelta()
