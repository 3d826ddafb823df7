"""Events: written in the transaction, delivered after it, at least once to each consumer.

A delivery is claimed by a lease (its next try is put ahead), then heard, then settled, each in
its own transaction: a process that dies in between leaves a delivery that comes again. So
`hear(event)` must be idempotent. Source: decisions.md D11, reliability.md §1.4.8.
"""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.db import connection
from django.db.models import F, Min

from facet.kernel import registry
from facet.kernel.logging import redact
from facet.kernel.models import Delivery, OutboxEvent
from facet.kernel.transactions import joins_unit_of_work, unit_of_work

LEASE = timedelta(minutes=2)  # how long a consumer may take before another process tries
TRIES = 8
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
BATCH = 50

log = structlog.get_logger("facet.outbox")


@joins_unit_of_work
def publish(name: str, *, at: datetime, **facts: Any) -> OutboxEvent:
    """Put an event into the outbox, with one delivery row for each consumer that hears it.

    `facts` are ids and numbers, never personal data. Queries: 1, or 2 with consumers.
    """
    event = OutboxEvent.objects.create(name=name, facts=facts, recorded_at=at)
    Delivery.objects.bulk_create(
        Delivery(event=event, consumer=consumer.key, due_at=at)
        for consumer in registry.offers("consumer")
        if name in consumer.events
    )
    return event


def deliver_due(at: datetime, *, limit: int = BATCH) -> int:
    """Hand every event that is due at `at` to its consumer, `limit` at most. Gives how many were tried."""
    if not _due(at).exists():  # on SQLite, an empty outbox must not take the write lock each second
        return 0
    claimed = _claim(at, limit)
    for delivery in claimed:
        _hear(delivery, at)
    return len(claimed)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after the `attempts`-th failure: twice as long each time."""
    doublings: int = 2 ** min(attempts - 1, 20)
    return min(FIRST_PAUSE * doublings, LONGEST_PAUSE)


def _due(at: datetime) -> Any:
    return Delivery.objects.filter(state=Delivery.State.WAITING, due_at__lte=at)


@unit_of_work
def _claim(at: datetime, limit: int) -> list[Delivery]:
    """The deliveries this process takes on now; others leave them alone until the lease ends."""
    due = _due(at).select_related("event").order_by("due_at", "id")
    if connection.features.has_select_for_update_skip_locked:
        due = due.select_for_update(skip_locked=True, of=("self",))
    claimed = list(due[:limit])
    Delivery.objects.filter(pk__in=[each.pk for each in claimed]).update(due_at=at + LEASE, attempts=F("attempts") + 1)
    for each in claimed:
        each.attempts += 1
    return claimed


def _hear(delivery: Delivery, at: datetime) -> None:
    consumer = registry.offered("consumer", delivery.consumer)
    try:
        if consumer is None:
            raise LookupError(f"nobody offers the consumer {delivery.consumer}")
        consumer.hear(delivery.event)
    except Exception as error:
        log.warning("delivery_failed", consumer=delivery.consumer, event_id=delivery.event_id, tries=delivery.attempts)
        _failed(delivery, error, at)
    else:
        _done(delivery)


@unit_of_work
def _done(delivery: Delivery) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(state=Delivery.State.DONE, last_error="")


@unit_of_work
def _failed(delivery: Delivery, error: Exception, at: datetime) -> None:
    dead = delivery.attempts >= TRIES
    Delivery.objects.filter(pk=delivery.pk).exclude(state=Delivery.State.DONE).update(
        state=Delivery.State.DEAD if dead else Delivery.State.WAITING,
        due_at=at + pause_after(delivery.attempts),
        last_error=redact(f"{type(error).__name__}: {error}")[:500],
    )


@unit_of_work
def resend(*, at: datetime, delivery_id: int | None = None) -> int:
    """Send dead deliveries again, all or one. Gives how many."""
    dead = Delivery.objects.filter(state=Delivery.State.DEAD)
    if delivery_id is not None:
        dead = dead.filter(pk=delivery_id)
    return dead.update(state=Delivery.State.WAITING, attempts=0, due_at=at)


def waiting_since(at: datetime) -> timedelta:
    """How long the oldest event that is not yet heard has waited. Queries: 1."""
    oldest = Delivery.objects.filter(state=Delivery.State.WAITING).aggregate(since=Min("event__recorded_at"))["since"]
    return max(at - oldest, timedelta()) if oldest else timedelta()


def dead_letters() -> int:
    """How many deliveries wait for a person. Queries: 1."""
    return Delivery.objects.filter(state=Delivery.State.DEAD).count()
