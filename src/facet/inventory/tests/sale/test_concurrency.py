"""Many tills, one piece: exactly one sells it. Runs with real threads on both databases. Source: P17."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from facet.inventory import services
from facet.inventory.errors import PieceAlreadySold
from facet.inventory.models import Piece, PieceMovement
from facet.inventory.tests.factories import AT, actor, in_work, piece, store
from facet.kernel.errors import StillWorking

TILLS = 12


@pytest.mark.django_db(transaction=True)
def test_one_piece_at_many_tills_is_sold_once():
    here = store()
    piece("G2601-04417", here)
    start = threading.Barrier(TILLS)

    def sell(till):
        def use_case():
            locked = services.lock_pieces(["G2601-04417"])
            services.issue_pieces(locked, actor=actor(), store_id=here.pk, document=f"T{till}", at=AT)

        start.wait()
        try:
            in_work(use_case)
        except (PieceAlreadySold, StillWorking) as refusal:
            return refusal
        finally:
            connection.close()
        return "sold"

    with ThreadPoolExecutor(TILLS) as pool:
        answers = list(pool.map(sell, range(TILLS)))

    assert answers.count("sold") == 1
    refused = [answer for answer in answers if isinstance(answer, PieceAlreadySold)]
    assert len(refused) == TILLS - 1
    assert {(each.facts["store"], each.facts["since"]) for each in refused} == {("解放路店", "2026-11-21 14:30")}
    assert Piece.objects.get().sequence == 2
    assert list(PieceMovement.objects.order_by("sequence").values_list("kind", flat=True)) == ["received", "sold"]
