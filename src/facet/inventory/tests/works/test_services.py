"""Pieces are split, combined and taken apart: what comes out weighs and costs what went in."""

from dataclasses import replace

import pytest
from django.db.models import Sum

from facet.inventory import services
from facet.inventory.errors import (
    NotOurGoods,
    PartsDisagree,
    PieceElsewhere,
    PieceNotAvailable,
    PieceReserved,
    TagTaken,
    WorkByYourself,
    WorkEnded,
    WorkMovedOn,
    WorkNotPossible,
    WorkUnknown,
)
from facet.inventory.models import Certificate, MetalAccount, Piece, PieceMovement, PieceStone, Work, WorkLine
from facet.inventory.permissions import InventoryPermission
from facet.inventory.selectors.works import former_parts, lineage_of, list_works, work_page
from facet.inventory.services.works import approve_work, refuse_work
from facet.inventory.services.works_steps import PartIn
from facet.inventory.services.works_undo import undo_work
from facet.inventory.tests.factories import AT, actor, in_work, key, piece, store
from facet.inventory.tests.works.acts import books, costs, priced, split, state, stone, work
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.models import Operation
from facet.organisation.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return store()


def second():
    """Somebody else with every right."""
    return replace(actor(), key="staff:9", name="陈静")


def undo(number, who=None):
    return undo_work(actor=who or actor(), operation=key(), number=number, reason="剪错了", at=AT)


def test_a_chain_cut_in_two_weighs_and_costs_what_it_did(here):
    chain = priced("G1", here, gross_weight_mg=28_360, net_weight_mg=28_360)
    done = split("G1", 10_000, 18_360)

    assert (done.state, done.made) == ("done", ("G1-1", "G1-2"))
    assert state("G1") == ("worked", "works")
    assert [state(tag) for tag in done.made] == [("in_stock", "counter")] * 2
    rows = Piece.objects.filter(tag__in=done.made).order_by("tag")
    assert list(rows.values_list("net_weight_mg", "gross_weight_mg", "legal_name", "price_basis")) == [
        (10_000, 10_000, "足金手镯", "by_weight"), (18_360, 18_360, "足金手镯", "by_weight"),
    ]  # fmt: skip
    assert rows.aggregate(all=Sum("cost_cents"))["all"] == 2_450_000
    assert [costs(tag) for tag in done.made] == [
        {"metal": 846_262, "labour": 17_630}, {"metal": 1_553_738, "labour": 32_370},
    ]  # fmt: skip
    assert {row.received_at for row in rows} == {chain.received_at}
    assert list(PieceMovement.objects.filter(document=done.number).order_by("id").values_list("kind", flat=True)) == [
        "used", "made", "made",
    ]  # fmt: skip
    assert books() == []


def test_a_stone_set_into_a_ring_and_taken_out_again_is_what_it_was(here):
    priced("RING", here, {"metal": 300_000, "labour": 20_000}, gross_weight_mg=3_200, net_weight_mg=3_200)
    gem = stone("DIA", here)
    Certificate.objects.create(piece=gem, lab="GIA", number="2141438171")
    [ring] = work("combine", ["RING", "DIA"], [PartIn(gross_weight_mg=3_300, carat_mct=500, stone_count=1,
                                                      legal_name="足金钻石戒指", tag="MADE")]).made  # fmt: skip

    made = Piece.objects.get(tag=ring)
    assert (made.net_weight_mg, made.gross_weight_mg, made.cost_cents) == (3_200, 3_300, 1_220_000)
    assert costs(ring) == {"metal": 300_000, "labour": 20_000, "stones": 900_000}
    assert PieceStone.objects.get(piece=made).colour == "F"
    assert Certificate.objects.get().piece == made
    assert [row.tag for row in former_parts(actor(), ring)] == ["RING", "DIA"]

    apart = work(
        "take_apart", [ring], [PartIn(gross_weight_mg=3_200, like="RING"), PartIn(gross_weight_mg=100, like="DIA")]
    )
    setting, loose = (Piece.objects.get(tag=tag) for tag in apart.made)
    assert (setting.net_weight_mg, setting.legal_name, costs(setting.tag)) == (
        3_200,
        "足金手镯",
        {"metal": 300_000, "labour": 20_000},
    )
    assert (loose.gross_weight_mg, loose.net_weight_mg, loose.tag_price_cents) == (100, 0, 1_850_000)
    assert (loose.category.code, costs(loose.tag)) == ("loose", {"stones": 900_000})
    assert Certificate.objects.get().piece == loose
    assert books() == []


def test_a_parcel_is_parted_by_carats_and_count(here):
    stone("PARCEL", here, mct=1_000, count=20, cents=100_001)
    done = work("split", ["PARCEL"], [
        PartIn(gross_weight_mg=60, carat_mct=300, stone_count=6, tag_price_cents=40_000),
        PartIn(gross_weight_mg=140, carat_mct=700, stone_count=14, tag_price_cents=90_000),
    ])  # fmt: skip
    rows = PieceStone.objects.filter(piece__tag__in=done.made).order_by("piece__tag")
    assert list(rows.values_list("carat_mct", "count", "cost_cents")) == [(300, 6, 30_000), (700, 14, 70_001)]
    assert [Piece.objects.get(tag=tag).cost_cents for tag in done.made] == [30_000, 70_001]
    assert books() == []


def test_a_loss_within_the_tolerance_is_booked_by_its_cause(here):
    priced("G1", here)
    done = split("G1", 10_000, 18_300, loss_reason="cutting", fee_cents=3_000)

    row = Work.objects.get(number=done.number)
    assert (row.state, row.loss_mg, row.loss_reason) == ("done", 60, "cutting")
    assert Piece.objects.filter(tag__in=done.made).aggregate(all=Sum("cost_cents"))["all"] == 2_453_000
    assert books() == []
    held = MetalAccount.objects.filter(metal="gold").values_list("owner", "fine_mg")
    # 28.360 g came from the supplier; 28.300 g lie in stock; what is missing stands with the losses. Fine 999 ‰.
    assert dict(held) == {"supplier": -28_332, "stock": 28_272, "loss": 60}


def test_a_larger_loss_waits_for_somebody_else_and_keeps_the_piece_meanwhile(here):
    priced("G1", here)
    done = split("G1", 10_000, 18_000, loss_reason="filing")

    assert (done.state, done.made) == ("waiting", ())
    assert state("G1") == ("in_stock", "counter")
    assert Task.objects.filter(kind="inventory.work", done_at=None).count() == 1
    with pytest.raises(PieceReserved):
        in_work(
            lambda: services.issue_pieces(
                services.lock_pieces(["G1"]), actor=actor(), store_id=here.pk, document="T", at=AT
            )
        )
    with pytest.raises(WorkByYourself):
        approve_work(actor=actor(), operation=key(), number=done.number, at=AT)
    said = approve_work(actor=second(), operation=key(), number=done.number, at=AT)
    assert (said.state, said.made) == ("done", ("G1-1", "G1-2"))
    assert Work.objects.get().decided_by_name == "陈静"
    assert not Task.objects.filter(kind="inventory.work", done_at=None).exists()
    assert books() == []


def test_a_waiting_work_is_refused_and_its_piece_is_free(here):
    priced("G1", here)
    done = split("G1", 10_000, 18_000, loss_reason="filing")
    refuse_work(actor=second(), number=done.number, reason="再称一次", at=AT)
    assert (Work.objects.get().state, WorkLine.objects.filter(is_live=True).count()) == ("refused", 0)
    assert split("G1", 10_000, 18_360).state == "done"
    with pytest.raises(WorkEnded):
        approve_work(actor=second(), operation=key(), number=done.number, at=AT)


def test_a_missing_stone_always_waits(here):
    stone("PARCEL", here, mct=1_000, count=20)
    parts = [PartIn(gross_weight_mg=60, carat_mct=300, stone_count=6, tag_price_cents=1),
             PartIn(gross_weight_mg=130, carat_mct=650, stone_count=13, tag_price_cents=1)]  # fmt: skip
    with pytest.raises(Invalid, match="what became of it"):
        work("split", ["PARCEL"], parts)
    done = work("split", ["PARCEL"], parts, loss_reason="stone")
    assert (done.state, Work.objects.get().loss_mct, Work.objects.get().lost_stones) == ("waiting", 50, 1)


def test_undoing_brings_back_what_went_in(here):
    before = priced("G1", here)
    done = split("G1", 10_000, 18_300, loss_reason="cutting")
    undo(done.number)

    assert state("G1") == ("in_stock", "counter")
    assert {state(tag) for tag in done.made} == {("worked", "works")}
    before.refresh_from_db()
    assert (before.cost_cents, before.net_weight_mg) == (2_450_000, 28_360)
    assert books() == []
    assert dict(MetalAccount.objects.values_list("owner", "fine_mg")) == {
        "supplier": -28_332,
        "stock": 28_332,
        "loss": 0,
    }
    again = split("G1", 10_000, 18_360)
    assert again.made == ("G1-3", "G1-4")  # a tag is never used twice
    with pytest.raises(WorkEnded):
        undo(done.number)


def test_what_moved_on_is_not_undone(here):
    priced("G1", here)
    done = split("G1", 10_000, 18_360)
    in_work(
        lambda: services.issue_pieces(
            services.lock_pieces(["G1-2"]), actor=actor(), store_id=here.pk, document="T", at=AT
        )
    )
    with pytest.raises(WorkMovedOn, match="G1-2"):
        undo(done.number)
    assert state("G1") == ("worked", "works")


def test_lineage_is_told_both_ways(here):
    priced("G1", here)
    done = split("G1", 10_000, 18_360)
    parent, child = Piece.objects.get(tag="G1"), Piece.objects.get(tag="G1-1")
    assert [each.tag for each in lineage_of(parent.pk).children] == ["G1-1", "G1-2"]
    assert [(each.tag, each.number) for each in lineage_of(child.pk).parents] == [("G1", done.number)]
    assert lineage_of(parent.pk).parents == lineage_of(child.pk).children == ()


def test_the_same_key_again_gives_the_first_answer(here):
    priced("G1", here)
    again = key()
    first = split("G1", 10_000, 18_360, operation=again)
    assert split("G1", 10_000, 18_360, operation=again) == first
    assert Work.objects.count() == 1


def test_refusals_write_nothing(here):
    priced("G1", here)
    piece("G2", store("S02", "湖滨店"))
    piece("G3", here, ownership="consigned")
    piece("G4", here, state="sold")
    clash = [PartIn(gross_weight_mg=10_000, tag="G2"), PartIn(gross_weight_mg=18_350)]
    for refusal, act in (
        (PartsDisagree, lambda: split("G1", 10_000, 18_370)),
        (Invalid, lambda: split("G1", 10_000, 18_000)),
        (WorkNotPossible, lambda: split("G1", 28_360)),
        (WorkNotPossible, lambda: work("combine", ["G1"], [PartIn(gross_weight_mg=1)])),
        (Invalid, lambda: work("remade", ["G1"], [PartIn(gross_weight_mg=1)])),
        (PieceElsewhere, lambda: split("G2", 10_000, 18_360)),
        (NotOurGoods, lambda: split("G3", 10_000, 18_360)),
        (PieceNotAvailable, lambda: split("G4", 10_000, 18_360)),
        (NotFound, lambda: split("G1", 10_000, 18_360, store="S99")),
        (TagTaken, lambda: work("split", ["G1"], clash, loss_reason="cutting")),
        (NotPermitted, lambda: split("G1", 1, 2, who=actor(permissions=[InventoryPermission.VIEW_PIECES]))),
    ):  # fmt: skip
        with pytest.raises(refusal):
            act()
    assert not Work.objects.exists()
    assert not Operation.objects.exists()
    assert state("G1") == ("in_stock", "counter")
    assert Piece.objects.count() == 4


def test_strangers_find_no_work(here):
    far = store("S02", "湖滨店")
    priced("G1", here)
    number = split("G1", 10_000, 18_360).number
    stranger = actor(far.pk)
    with pytest.raises(WorkUnknown):
        work_page(stranger, number)
    with pytest.raises(WorkUnknown):
        undo(number, who=stranger)
    assert list_works(stranger) == []
    with pytest.raises(NotPermitted):
        list_works(actor(permissions=[InventoryPermission.VIEW_PIECES]))


@pytest.mark.parametrize("count", [2, 4])
def test_page_and_list_ask_the_same_however_many_pieces(here, django_assert_num_queries, count):
    priced("G1", here)
    number = split("G1", *[1_000] * (count - 1), 28_360 - 1_000 * (count - 1)).number
    with django_assert_num_queries(2):
        page = work_page(actor(), number)
    with django_assert_num_queries(1):
        [row] = list_works(actor())
    assert (len(page.came_out), row.came_out, row.went_in) == (count, count, 1)
