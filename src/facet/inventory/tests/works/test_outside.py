"""Goods go to the laboratory and the factory and come back: nothing is sold meanwhile, every gram and fen is kept."""

from datetime import date

import pytest

from facet.inventory import services
from facet.inventory.errors import (
    CertificateTaken,
    NotOurGoods,
    OutsideNotPossible,
    OutsideUnknown,
    PieceNotAvailable,
    TransferWeightDiffers,
    TransitionNotAllowed,
)
from facet.inventory.models import Certificate, CostPart, MetalAccount, OutsideLine, OutsideNote, Piece, Work
from facet.inventory.permissions import InventoryPermission
from facet.inventory.selectors.month_book import month_book
from facet.inventory.selectors.outside import list_outside, outside_page, parties
from facet.inventory.services.outside import OutsideItem, cancel_outside, lose_outside
from facet.inventory.services.outside_receive import BackItem
from facet.inventory.tests.factories import AT, actor, in_work, key, piece, store
from facet.inventory.tests.works.acts import TODAY, back, books, costs, priced, send, state, stone
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.models import Operation
from facet.organisation.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return store()


def sell(tag, here):
    in_work(
        lambda: services.issue_pieces(services.lock_pieces([tag]), actor=actor(), store_id=here.pk, document="T", at=AT)
    )


def fine(owner):
    rows = MetalAccount.objects.filter(owner=owner, metal="gold", partner=None)
    return sum(rows.values_list("fine_mg", flat=True))


def test_a_stone_at_the_laboratory_cannot_be_sold_and_comes_back_with_its_paper(here):
    stone("DIA", here)
    number = send(OutsideItem(tag="DIA", weight_mg=100))

    assert state("DIA") == ("outside", "lab")
    assert number == "LN-2611-0001"
    assert Task.objects.filter(kind="inventory.outside", done_at=None, due_on=date(2026, 11, 28)).count() == 1
    with pytest.raises(PieceNotAvailable):
        sell("DIA", here)
    request = services.ChangeRequest(store="S01", tags=("DIA",), kind="brought_back", reason="急")
    with pytest.raises(TransitionNotAllowed):  # not by the back door either
        services.restore_pieces(actor=actor(), operation=key(), request=request, at=AT)
    done = back(number, BackItem(tag="DIA", weight_mg=101, certificate="N123456"), fee_cents=30_000)

    assert (done.state, done.differences) == ("back", ())
    assert state("DIA") == ("in_stock", "counter")
    paper = Certificate.objects.get()
    assert (paper.piece.tag, paper.lab, paper.number, paper.kind, paper.issued_on) == (
        "DIA", "NGTC", "N123456", "grading", TODAY,
    )  # fmt: skip
    assert costs("DIA") == {"stones": 900_000, "other": 30_000}
    assert Piece.objects.get().cost_cents == 930_000
    assert not Task.objects.filter(kind="inventory.outside", done_at=None).exists()
    assert books() == []


def test_grams_outside_stand_on_their_own_account_and_in_the_month(here):
    priced("G1", here)
    number = send("G1")
    assert books() == []
    assert (fine("outside"), fine("stock")) == (28_332, 0)
    lines = month_book(actor(), month=date(2026, 11, 1)).lines.values()
    assert sum(line.closing.net_mg for line in lines) == 28_360  # still ours
    back(number, "G1")
    assert books() == []
    assert (fine("outside"), fine("stock")) == (0, 28_332)


def test_what_comes_back_in_parts_and_differs_is_named(here):
    for tag in ("G1", "G2", "G3"):
        priced(tag, here)
    number = send("G1", "G2", "G3")
    first = back(number, BackItem(tag="G1", weight_mg=28_330), "G2", fee_cents=101)
    assert (first.state, first.back, first.differences) == ("partly", ("G1", "G2"), ("G1",))
    assert [line.fee_cents for line in OutsideLine.objects.order_by("line_no")] == [51, 50, 0]
    with pytest.raises(OutsideNotPossible):
        back(number, "G1")
    assert back(number, "G3").state == "back"
    assert Piece.objects.get(tag="G1").net_weight_mg == 28_360  # the tag's weight stays: somebody looks first
    with pytest.raises(OutsideNotPossible):
        back(number, "G3")
    assert books() == []


def test_a_ring_made_larger_is_another_piece_and_the_added_gold_is_the_factorys(here):
    priced("RING", here, gross_weight_mg=4_820, net_weight_mg=4_820, circumference_tenths=520)
    number = send("RING", kind="factory", to="F01")
    item = BackItem(tag="RING", weight_mg=4_913, is_changed=True, circumference_tenths=540, remark="加大2号")
    done = back(number, item, fee_cents=12_000)

    assert (done.state, done.made) == ("back", ("RING-1",))
    new = Piece.objects.get(tag="RING-1")
    assert (new.net_weight_mg, new.circumference_tenths, new.cost_cents) == (4_913, 540, 2_462_000)
    assert costs("RING-1") == {"metal": 2_400_000, "labour": 62_000}
    assert (state("RING"), state("RING-1")) == (("worked", "works"), ("in_stock", "counter"))
    row = Work.objects.get()
    assert (row.kind, row.document, row.added_mg, row.loss_mg) == ("remade", number, 93, 0)
    assert books() == []
    # 4.913 g of 999 ‰ are 4.908 g fine; 4.820 g are 4.815 g: 93 mg came from the factory, nothing was lost.
    assert (fine("stock"), fine("loss"), fine("outside"), fine("supplier")) == (4_908, 0, 0, -4_908)


def test_metal_lost_at_the_factory_stands_with_the_losses(here):
    priced("RING", here, gross_weight_mg=4_820, net_weight_mg=4_820)
    number = send("RING", kind="factory", to="F01", purpose="polish")
    back(number, BackItem(tag="RING", weight_mg=4_790, is_changed=True, new_tag="RING-P"))
    row = Work.objects.get()
    assert (row.loss_mg, row.loss_reason, row.added_mg) == (30, "factory", 0)
    assert books() == []
    assert (fine("stock"), fine("loss")) == (4_785, 30)


def test_a_finding_of_another_fineness_keeps_the_weight(here):
    priced("RING", here, gross_weight_mg=4_000, net_weight_mg=4_000, fineness_e4=9_990)
    number = send("RING", kind="factory", to="F01", purpose="remake")
    back(number, BackItem(tag="RING", weight_mg=4_000, is_changed=True, fineness_e4=9_160))
    new = Piece.objects.get(tag="RING-1")
    assert (new.fineness_e4, new.net_weight_mg) == (9_160, 4_000)
    assert books() == []


def test_a_cancelled_note_brings_everything_back(here):
    priced("G1", here)
    number = send("G1")
    cancel_outside(actor=actor(), operation=key(), number=number, reason="不送了", at=AT)
    assert state("G1") == ("in_stock", "counter")
    assert OutsideNote.objects.get().state == "cancelled"
    with pytest.raises(OutsideNotPossible):
        back(number, "G1")
    assert books() == []


def test_what_never_came_back_is_a_loss(here):
    priced("G1", here)
    number = send("G1")
    lose_outside(actor=actor(), operation=key(), number=number, tags=["G1"], reason="途中被盗", at=AT)
    assert state("G1") == ("lost", "loss")
    assert OutsideNote.objects.get().state == "back"
    assert books() == []
    assert fine("loss") == 28_332


def test_the_same_receipt_again_changes_nothing(here):
    priced("G1", here)
    number, again = send("G1"), key()
    first = back(number, "G1", fee_cents=500, operation=again)
    assert back(number, "G1", fee_cents=500, operation=again) == first
    assert CostPart.objects.get(kind="other").cents == 500


def test_refusals_write_nothing(here):
    priced("G1", here)
    priced("G2", here)
    piece("G3", here, ownership="consigned")
    Certificate.objects.create(piece=Piece.objects.get(tag="G2"), lab="NGTC", number="N1")
    for refusal, act in (
        (Invalid, lambda: send("G1", purpose="resize")),
        (Invalid, lambda: send("G1", expected_on=date(2026, 11, 20))),
        (Invalid, send),
        (NotFound, lambda: send("G1", store="S99")),
        (NotOurGoods, lambda: send("G3")),
        (TransferWeightDiffers, lambda: send(OutsideItem(tag="G1", weight_mg=28_300))),
        (NotPermitted, lambda: send("G1", who=actor(permissions=[InventoryPermission.VIEW_PIECES]))),
    ):
        with pytest.raises(refusal):
            act()
    assert not OutsideNote.objects.exists()
    assert not Operation.objects.exists()
    number = send("G1")
    for refusal, act in (
        (CertificateTaken, lambda: back(number, BackItem(tag="G1", certificate="N1"))),
        (Invalid, lambda: back(number, BackItem(tag="G1", weight_mg=28_000, is_changed=True))),
        (OutsideNotPossible, lambda: back(number, "G2")),
        (OutsideUnknown, lambda: back("LN-2611-0099", "G1")),
        (Invalid, lambda: back(number)),
    ):
        with pytest.raises(refusal):
            act()
    assert state("G1") == ("outside", "lab")
    assert OutsideLine.objects.get().state == "out"


def test_strangers_find_no_note(here):
    far = store("S02", "湖滨店")
    priced("G1", here)
    number = send("G1")
    stranger = actor(far.pk)
    with pytest.raises(OutsideUnknown):
        outside_page(stranger, number, at=AT)
    with pytest.raises(OutsideUnknown):
        back(number, "G1", who=stranger)
    assert list_outside(stranger) == []
    with pytest.raises(NotPermitted):
        list_outside(actor(permissions=[InventoryPermission.VIEW_PIECES]))


@pytest.mark.parametrize("count", [1, 3])
def test_page_and_list_ask_the_same_however_many_pieces(here, django_assert_num_queries, count):
    tags = [f"G{n}" for n in range(count)]
    for tag in tags:
        priced(tag, here)
    number = send(*tags)
    with django_assert_num_queries(2):
        page = outside_page(actor(), number, at=AT)
    with django_assert_num_queries(1):
        [row] = list_outside(actor())
    with django_assert_num_queries(1):
        assert [each[0] for each in parties(actor(), "lab")] == ["NGTC"]
    assert (len(page.outside), row.outside, page.days_late) == (count, count, 0)
