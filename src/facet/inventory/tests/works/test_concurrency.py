"""A piece is sold while it is split, and split twice at once. One wins. Real threads on both databases."""

import pytest

from facet.inventory import services
from facet.inventory.models import Piece, Work
from facet.inventory.tests.factories import AT, actor, in_work, store
from facet.inventory.tests.transfers.test_concurrency import raced
from facet.inventory.tests.works.acts import back, books, partner, priced, send, split
from facet.kernel.errors import DomainError

RACERS = 6


@pytest.fixture
def here(transactional_db):
    row = store()
    priced("G1", row)
    return row


def won(answers):
    return [each for each in answers if not isinstance(each, DomainError)]


def selling(here):
    def act():
        in_work(lambda: services.issue_pieces(
            services.lock_pieces(["G1"]), actor=actor(), store_id=here.pk, document="T1", at=AT
        ))  # fmt: skip
        return "sold"

    return act


def test_a_piece_that_is_sold_while_it_is_split_goes_one_way(here):
    def splitting():
        return split("G1", 10_000, 18_360).number

    done = won(raced([splitting if n % 2 else selling(here) for n in range(RACERS)]))
    assert len(done) == 1
    assert Work.objects.count() == (0 if done == ["sold"] else 1)
    assert Piece.objects.get(tag="G1").state == ("sold" if done == ["sold"] else "worked")
    assert books() == []


def test_two_splits_of_one_piece_make_one(here):
    done = won(raced([lambda: split("G1", 10_000, 18_360).made] * RACERS))
    assert done == [("G1-1", "G1-2")]
    assert Piece.objects.count() == 3
    assert books() == []


def test_a_piece_goes_out_once_and_comes_back_once(here):
    partner()
    assert len(won(raced([lambda: send("G1")] * RACERS))) == 1
    number = "LN-2611-0001"
    assert len(won(raced([lambda: back(number, "G1", fee_cents=100)] * RACERS))) == 1
    assert Piece.objects.get().cost_cents == 2_450_100
    assert books() == []
