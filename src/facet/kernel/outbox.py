"""Events: written in the transaction, delivered after it, at least once to each consumer."""

from datetime import datetime
from typing import Any

from facet.kernel import registry
from facet.kernel.models import Delivery, OutboxEvent
from facet.kernel.transactions import joins_unit_of_work


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
