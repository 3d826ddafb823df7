"""Two processes at one outbox, and keys that change while people read and write. PostgreSQL only."""

import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from facet.kernel import outbox
from facet.kernel.errors import StillWorking
from facet.kernel.models import Delivery
from facet.kernel.registry import Consumer
from facet.kernel.tests.factories import AT
from facet.kernel.transactions import unit_of_work

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")


def _together(work, number):
    """Run `work` in `number` threads at once."""
    barrier, troubles = threading.Barrier(number), []

    def run():
        try:
            barrier.wait()
            work()
        except Exception as error:
            troubles.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []


def test_many_deliverers_hand_each_event_over_once(slots):
    heard = Counter()
    slots.offer("consumer", "shop", Consumer("shop", ("a.b",), lambda event: heard.update([event.facts["n"]])))
    for n in range(120):
        unit_of_work(lambda n=n: outbox.publish("a.b", at=AT, n=n))()

    def deliver():
        while True:
            try:
                if not outbox.deliver_due(AT + timedelta(seconds=1), limit=7):
                    return
            except StillWorking:
                continue

    _together(deliver, 4)

    assert heard == Counter(range(120))
    assert Delivery.objects.filter(state="done", attempts=1).count() == 120
