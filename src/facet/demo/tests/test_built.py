"""A whole small demonstration, built once and looked at from all sides."""

import json
from dataclasses import replace

import pytest

from facet.demo.rules.chain import SHOWN, STAFF
from facet.demo.tests.factories import SMALL, build_small
from facet.inventory.models import CountLine, Piece, PieceMovement, PieceStone, Stocktake
from facet.kernel import registry
from facet.kernel.operations import Operation
from facet.kernel.testing.undone import undone
from facet.organisation.models import Staff
from facet.sales.models import DrawerEntry, InvoiceRequest, MaterialPiece, PendingSale, Sale, SaleLine, Tender
from facet.sales.rules.kinds import Method

pytestmark = pytest.mark.django_db  # each in a transaction of its own, within the module's


@pytest.fixture(scope="module")
def chain(django_db_setup, django_db_blocker, tmp_path_factory):
    """The folder of its progress; the chain stands in the database until the module ends."""
    folder = tmp_path_factory.mktemp("demonstration")
    with django_db_blocker.unblock(), undone():
        assert build_small(folder, size=replace(SMALL, members=200, pieces=700, sales=400, loose=300))
        yield folder


def test_its_books_agree_and_a_second_run_does_nothing(chain):
    rows = Operation.objects.count()

    assert [problem for check in registry.offers("books") for problem in check.run()] == []
    assert json.loads((chain / "progress.json").read_text()) == {
        "percent": 100, "step": "Demonstration: complete", "done": True,
    }  # fmt: skip
    assert not build_small(chain)
    assert Operation.objects.count() == rows


def test_loose_stones_lie_in_the_flagships_vault_as_the_file_says(chain):
    found = Piece.objects.filter(category__code="diamond-loose", tag__startswith="L2611")
    moved_on = found.exclude(state="in_stock", place__code="V01")

    assert found.count() == 300
    assert 0 < moved_on.count() <= 12  # some were mounted, sent to the laboratory, or parted since
    first = found.order_by("tag").first()
    stone = PieceStone.objects.get(piece=first)
    assert (first.store.code, first.tag, first.tag_price_cents) == ("S01", "L2611000001", 32_600 * 715 // 100)
    assert (stone.carat_mct, stone.cut, stone.colour, stone.clarity) == (230, "Ideal", "E", "SI2")
    assert (stone.depth_bp, stone.table_bp, stone.measurements) == (6_150, 5_500, "3.95-3.98x2.43")
    assert PieceMovement.objects.filter(piece__in=found, kind="received").count() == 300


def test_everybody_of_the_demonstration_may_sign_in_at_once_and_is_marked(chain):
    assert set(Staff.objects.filter(is_demo=True, must_change_password=False).values_list("username", flat=True)) == {
        each.username for each in STAFF
    }
    assert [offer.username for offer in registry.offers("demo.sign_in")] == list(SHOWN)


def test_counts_are_settled_but_for_one_that_is_half_done(chain):
    settled = Stocktake.objects.filter(state="approved").order_by("number")

    assert [(each.number[:3], each.missing, each.extra) for each in settled] == [("S01", 1, 1), ("S02", 2, 0)]
    assert CountLine.objects.filter(is_booked=False).count() == 1
    half = Stocktake.objects.get(state="open")
    assert 0 < half.scans.count() < Piece.objects.filter(place__in=half.place_ids, state="in_stock").count()


def test_the_counter_saw_every_kind_of_ticket(chain):
    assert set(Tender.objects.values_list("method", flat=True)) == {each.value for each in Method}
    assert {"return", "old_gold", "deposit_taken", "service"} <= set(SaleLine.objects.values_list("kind", flat=True))
    assert Sale.objects.filter(returned_cents__lt=0, due_cents__gt=0).exists()  # an exchange
    assert Sale.objects.filter(returned_cents__lt=0, due_cents__lt=0).exists()
    assert set(MaterialPiece.objects.values_list("way", flat=True)) >= {"grams", "value", "buy_back"}
    assert set(PendingSale.objects.values_list("state", flat=True)) == {"booked", "conflict", "settled"}
    assert set(InvoiceRequest.objects.values_list("state", flat=True)) == {"asked", "issued", "rejected"}
    assert {"stored_value_sold", "to_safe", "other_in"} <= set(DrawerEntry.objects.values_list("kind", flat=True))
