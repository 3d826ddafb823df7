"""T01 with transfers: a piece is sold at one till while it is being sent, and received twice at once. One wins.

Real threads on both databases. Source: P17, P21.
"""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from facet.inventory import services
from facet.inventory.models import Piece, PieceMovement, Transfer
from facet.inventory.selectors.books import CHECKS
from facet.inventory.services import SendRequest, TransferItem, TransferReceipt
from facet.inventory.tests.factories import AT, actor, in_work, key, piece, store
from facet.kernel.errors import DomainError

RACERS = 8


def raced(acts):
    """Every act at the same moment; what each answered, a refusal being an answer."""
    start = threading.Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def two(transactional_db):
    here, there = store(), store("S02", "湖滨店")
    piece("G1", here)
    return here, there


def sending():
    items = (TransferItem(tag="G1"),)
    request = SendRequest(from_store="S01", to_store="S02", items=items)
    return services.send_transfer(actor=actor(), operation=key(), request=request, at=AT)


def test_a_piece_that_is_sold_while_it_is_sent_goes_one_way(two):
    def selling():
        def use_case():
            locked = services.lock_pieces(["G1"])
            services.issue_pieces(locked, actor=actor(), store_id=two[0].pk, document="T1", at=AT)

        in_work(use_case)
        return "sold"

    answers = raced([sending if n % 2 else selling for n in range(RACERS)])

    won = [each for each in answers if not isinstance(each, DomainError)]
    assert len(won) == 1
    assert PieceMovement.objects.count() == 2
    assert Piece.objects.get().state == ("sold" if won == ["sold"] else "in_transit")
    assert Transfer.objects.count() == (0 if won == ["sold"] else 1)
    assert [sentence for check in CHECKS for sentence in check.run()] == []


def test_a_parcel_received_at_two_desks_and_brought_back_at_a_third_arrives_once(two):
    number = sending()

    def receiving():
        receipt = TransferReceipt(number=number, items=(TransferItem(tag="G1"),))
        return services.receive_transfer(actor=actor(), operation=key(), receipt=receipt, at=AT).state

    def cancelling():
        return services.cancel_transfer(actor=actor(), operation=key(), number=number, reason="叫回", at=AT)

    answers = raced([receiving, cancelling] * (RACERS // 2))

    assert sum(1 for each in answers if not isinstance(each, DomainError)) == 1
    assert PieceMovement.objects.count() == 3
    assert Transfer.objects.get().state in ("received", "cancelled")
    assert [sentence for check in CHECKS for sentence in check.run()] == []
