"""The house's clockwork: pulses every second or so, jobs when they are due.

Any number of schedulers may run; a due moment fires once (unique `CronRun`), its job is put into
the queue in the same transaction. A database that is away is waited for.
"""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from cronsim import CronSim
from django.conf import settings
from django.db import DatabaseError, IntegrityError, connections
from django.db.models import Max
from django.db.utils import InterfaceError

from facet.kernel import clock, jobs, outbox, registry
from facet.kernel.errors import StillWorking
from facet.kernel.importing import store
from facet.kernel.listing import queue
from facet.kernel.models import CronRun
from facet.kernel.registry import Pulse, Schedule
from facet.kernel.transactions import unit_of_work

LONGEST_PAUSE = 15.0  # seconds between two tries while the database is away
BUSY_PAUSE = 0.01  # after work was done there is probably more

log = structlog.get_logger("facet.scheduler")


def fire_due(at: datetime) -> int:
    """Put every scheduled job that became due since its last run into the queue, once. Gives how many."""
    last = dict(CronRun.objects.order_by().values_list("job").annotate(Max("due")))
    return sum(_fire(schedule, last.get(schedule.key), at) for schedule in registry.offers("schedule"))


def _fire(schedule: Schedule, last: datetime | None, at: datetime) -> int:
    if last is None:  # new in this house: it begins with its next due moment
        _claim(schedule, at.replace(microsecond=0), start=False)
        return 0
    due = latest_due(schedule.cron, since=last, until=at)
    return int(due is not None and _claim(schedule, due, start=True))


def latest_due(cron: str, *, since: datetime, until: datetime) -> datetime | None:
    """The last moment after `since` and not after `until` at which `cron` is due, if there is one."""
    zone = ZoneInfo(settings.TIME_ZONE)
    found = None
    for due in CronSim(cron, max(since, until - timedelta(days=40)).astimezone(zone)):
        if due > until:
            return found
        found = due
    return found


def _claim(schedule: Schedule, due: datetime, *, start: bool) -> bool:
    try:
        _insert(schedule, due, start=start)
    except IntegrityError:  # another scheduler was faster
        return False
    return True


@unit_of_work
def _insert(schedule: Schedule, due: datetime, *, start: bool) -> None:
    CronRun.objects.create(job=schedule.key, due=due)
    if start:
        jobs.enqueue("kernel.jobs.run_schedule", key=schedule.key)
        log.info("job_due", job=schedule.key, due=due.isoformat())


OWN_PULSES = (
    Pulse("kernel.outbox", 1.0, outbox.deliver_due),
    Pulse("kernel.schedule", 5.0, fire_due),
    Pulse("kernel.reaper", 60.0, jobs.reap),
    Pulse("kernel.tidy", 3600.0, jobs.tidy),
    Pulse("kernel.uploads", 3600.0, store.tidy),
    Pulse("kernel.exports", 600.0, queue.tidy),
)


class Clockwork:
    """One thread for each pulse, so that a slow consumer does not hold up the seals."""

    def __init__(self) -> None:
        self._ended = threading.Event()

    def end(self, *_: object) -> None:
        """Ask every pulse to finish what it does and leave."""
        self._ended.set()

    def run(self) -> None:
        """Beat until `end` is called."""
        pulses = [*OWN_PULSES, *registry.offers("pulse")]
        threads = [threading.Thread(target=self._beat, args=(pulse,), name=pulse.key) for pulse in pulses]
        for thread in threads:
            thread.start()
        log.info("scheduler_started", pulses=[pulse.key for pulse in pulses])
        for thread in threads:
            thread.join()
        log.info("scheduler_ended")

    def _beat(self, pulse: Pulse) -> None:
        pause = pulse.seconds
        while not self._ended.wait(pause):
            pause = next_pause(pulse, clock.now, pause)
        connections.close_all()


def next_pause(pulse: Pulse, now: Callable[[], datetime], pause: float) -> float:
    """Do `pulse` once and say how many seconds to wait: longer and longer while it fails."""
    try:
        return BUSY_PAUSE if pulse.run(now()) else pulse.seconds
    except StillWorking:
        return pulse.seconds
    except (DatabaseError, InterfaceError) as error:
        log.warning("pulse_without_database", pulse=pulse.key, error=type(error).__name__)
    except Exception:
        log.exception("pulse_failed", pulse=pulse.key)
    connections.close_all()
    return min(max(pause, pulse.seconds, 1.0) * 2, max(LONGEST_PAUSE, pulse.seconds))
