"""The books name what somebody changed behind the services' backs. Source: P20."""

import pytest

from facet.inventory import services
from facet.inventory.models import BulkBalance, Piece, RetiredTag
from facet.inventory.selectors import books
from facet.inventory.services import BulkIn
from facet.inventory.tests.factories import AT, actor, in_work, key, lot, piece, place, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    """A store in which pieces and bulk goods have moved."""
    found = store()
    for number in range(3):
        piece(f"G{number}", found)
    in_work(
        lambda: services.issue_pieces(
            services.lock_pieces(["G1"]), actor=actor(), store_id=found.pk, document="S01-1", at=AT
        )
    )
    lot()
    wanted = BulkIn(store="S01", sku="BEAD-01", quantity=40, weight_mg=52_800)
    services.receive_bulk(actor=actor(), operation=key(), request=wanted, at=AT)
    return found


def test_books_of_an_honest_house_say_nothing(here):
    assert [found for check in books.CHECKS for found in check.run()] == []


def test_pieces_unlike_their_last_movement_are_named(here):
    Piece.objects.filter(tag="G0").update(state="lost")
    Piece.objects.filter(tag="G1").update(place=place(here, "V01"))
    Piece.objects.filter(tag="G2").update(sequence=7)
    said = books.pieces_unlike_their_last_movement()
    assert [sentence.split(":")[0] for sentence in said] == ["piece G0", "piece G1", "piece G2", "piece G2"]
    assert "movement 7 says nothing" in said[2]
    assert said[3] == "piece G2: movement 7, the newest is 1"


def test_a_corrupted_balance_is_named(here):
    BulkBalance.objects.filter(place=place(here)).update(quantity=41)
    assert books.balances_unlike_their_entries() == [
        "lot BEAD-01 at place C01: 41 pieces, 52800 mg; entries say 40 pieces, 52800 mg"
    ]


def test_a_move_with_one_side_is_named(here):
    entry = BulkBalance.objects.get(place=place(here)).entries.get()
    entry.pk, entry._state.adding, entry.line_no = None, True, 9
    entry.save()
    [said] = books.bulk_moves_with_one_side()
    assert "line 9: sides sum to 40 pieces, 52800 mg" in said


def test_a_tag_carried_again_is_named(here):
    RetiredTag.objects.create(tag="G2", piece=Piece.objects.get(tag="G0"), retired_at=AT, actor_key="x", actor_name="x")
    assert books.tags_used_twice() == ["tag G2 was retired and is carried again"]
