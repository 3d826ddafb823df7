"""Three counters, tills that sell and take back, trays that move: no false difference, nobody waits. Source: T17."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from facet.inventory import services
from facet.inventory.errors import CountsOverlap
from facet.inventory.models import Piece
from facet.inventory.services import SendRequest, TransferItem
from facet.inventory.tests.count import acts
from facet.inventory.tests.count.acts import boss, opened, record, scanned, sell, shift, take_back, tray
from facet.inventory.tests.factories import actor, category, key, piece, store
from facet.kernel.clock import now
from facet.kernel.errors import StillWorking
from facet.kernel.testing.counts import tries

pytestmark = pytest.mark.django_db(transaction=True)
PIECES = tries(120, proof=800)
COUNTERS = 3


def again(act, *args, **facts):
    """Do it as people do: once more when the house is busy."""
    for _ in range(50):
        try:
            return act(*args, **facts)
        except StillWorking:
            time.sleep(0.02)
    raise AssertionError("blocked")


def run(jobs):
    """All jobs at once, each with a connection of its own; what they answered."""
    start = threading.Barrier(len(jobs))

    def one(job):
        start.wait()
        try:
            return job()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


def sending(tags):
    """They leave for another store while they are counted."""
    for tag in tags:
        request = SendRequest(from_store="S01", to_store="S02", items=(TransferItem(tag=tag),), seal=f"F{tag}")
        again(services.send_transfer, actor=actor(), operation=key(), request=request, at=now())
    return "sent"


def test_a_store_counts_while_it_sells_returns_sends_and_moves():
    here = store()
    store("S02", "湖滨店")
    category()
    tray(here, "C01-1")
    tags = [f"G{number:04d}" for number in range(PIECES)]
    for tag in tags:
        piece(tag, here)
    gone = set(random.Random(7).sample(tags, 3))  # what is really missing: nobody scans, sells or moves it
    there = [tag for tag in tags if tag not in gone]
    count = opened(at=now())

    def counting(number):
        return lambda: [again(record, count, scanned(tag, now()), at=now()) for tag in there[number::COUNTERS]]

    def selling():
        for tag in there[5:45:2]:
            again(sell, tag, here, now())
            if tag in there[5:25]:
                again(take_back, tag, here, now())
        return "sold"

    def moving():
        for tag in there[50:80:3]:
            again(shift, tag, "V01", here, now())
            again(shift, tag, "C01-1", here, now())
        return "moved"

    answers = run(
        [*(counting(number) for number in range(COUNTERS)), selling, lambda: sending(there[-12:-2:3]), moving]
    )
    sold = set(Piece.objects.filter(state="sold").values_list("tag", flat=True))
    found = acts.close(count, at=now())

    assert answers[-3:] == ["sold", "sent", "moved"], "no sale and no move was blocked"
    assert {each.code for each in found.differences} == gone
    assert {each.verdict.value for each in found.differences} == {"missing"}
    acts.approve(count, who=boss(), at=now() + timedelta(seconds=1))
    assert set(Piece.objects.filter(state="lost").values_list("tag", flat=True)) == gone
    assert set(Piece.objects.filter(state="sold").values_list("tag", flat=True)) == sold, "nothing came back to life"


def test_two_counts_of_one_place_opened_at_once_become_one():
    store()

    def opening(number):
        def job():
            try:
                return again(opened, "C01", name=f"第{number}次")
            except CountsOverlap as refusal:
                return refusal

        return job

    answers = run([opening(number) for number in range(6)])
    assert sum(isinstance(each, CountsOverlap) for each in answers) == 5


def test_one_piece_is_either_sold_or_booked_out_as_lost():
    here = store()
    for number in range(8):
        piece(f"G{number}", here)
    count = opened(at=now())
    acts.close(count, at=now())
    refused = []

    def selling():
        for number in range(8):
            try:
                again(sell, f"G{number}", here, now())
            except Exception as refusal:
                refused.append(refusal)

    run([selling, lambda: again(acts.approve, count, who=boss(), at=now())])
    states = list(Piece.objects.values_list("state", flat=True))
    assert set(states) <= {"sold", "lost"}
    assert states.count("lost") == len(refused)


def test_the_same_batch_from_two_connections_is_written_once():
    here = store()
    piece("G1", here)
    count = opened(at=now())
    scan = scanned("G1", now(), client_id=acts.ident(1))
    answers = run([lambda: again(record, count, scan, at=now(), who=actor())] * 6)
    assert {each[0].answer for each in answers} == {"found"}
