"""Events that commit out of order, and two sealers at once. PostgreSQL: SQLite has one writer."""

import threading
import time

import pytest
from django.db import connection, transaction

from facet.audit import services
from facet.audit.flows import sealing, verification
from facet.audit.models import Event, Head, Seal
from facet.audit.tests.factories import AT, actor, record
from facet.kernel.errors import StillWorking
from facet.kernel.models import CronRun

pytestmark = [pytest.mark.concurrency, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer")


def _in_thread(work):
    def run():
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def test_an_event_that_commits_late_is_sealed_though_later_ones_are():
    written, may_commit = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            CronRun.objects.create(job="x", due=AT)  # a sale has written other rows before
            services.record(actor(), "sales.slow", at=AT, subject=("s", 1, "slow"))
            written.set()
            may_commit.wait(10)

    thread = _in_thread(slow)
    written.wait(10)
    for n in range(3):
        record(subject=("s", n, "quick"))
        sealing.seal(AT)
    assert Seal.objects.count() == 3
    first = Event.objects.order_by("id").values_list("id", flat=True)[0]
    for _ in range(3):
        record(subject=("s", 9, "quick"))
        sealing.seal(AT)
    assert Head.objects.get().low < first  # the border waits for the slow one

    may_commit.set()
    thread.join()
    sealing.seal(AT)
    assert Seal.objects.count() == Event.objects.count() == 7
    for _ in range(100):  # the border also waits for transactions of other tests on the same server
        record()
        sealing.seal(AT)
        if Head.objects.get().low >= first:
            break
        time.sleep(0.1)
    assert Head.objects.get().low >= first
    assert verification.verify(actor=actor(), at=AT).wrong == 0


def test_two_sealers_at_once_make_one_chain():
    together, sealed = threading.Barrier(4), []

    def seal():
        together.wait()
        for _ in range(10):
            try:
                sealed.append(sealing.seal(AT))
            except StillWorking:
                continue

    threads = [_in_thread(seal) for _ in range(3)]
    together.wait()
    for _ in range(60):
        record()
    for thread in threads:
        thread.join()
    while sealing.seal(AT):
        pass

    assert list(Seal.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 61))
    assert verification.verify(actor=actor(), at=AT).wrong == 0
