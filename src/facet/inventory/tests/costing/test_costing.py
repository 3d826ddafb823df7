"""Measures over real months, proposals for what lies, and the register of losses; cost only by its switch."""

from datetime import timedelta

import pytest

from facet.inventory import selectors, services
from facet.inventory.errors import NoMarkDown
from facet.inventory.models import BulkCost, CostPart, Piece, TagPriceChange
from facet.inventory.rules.costing import AgeStep
from facet.inventory.selectors.losses import added_up
from facet.inventory.services import BulkIn, ChangeRequest
from facet.inventory.tests.factories import AT, actor, in_work, key, lot, piece, store
from facet.kernel.errors import NotPermitted

pytestmark = pytest.mark.django_db
COST = 2_450_000
FIXED = {"price_basis": "fixed", "tag_price_cents": 680_000, "cost_cents": 410_000}


def test_the_year_of_a_store(django_assert_max_num_queries):
    here = store()
    for number in range(3):
        piece(f"Y-{number}", here, received_at=AT - timedelta(days=500))
    sold = AT - timedelta(days=40)
    in_work(lambda: services.issue_pieces(
        services.lock_pieces(["Y-0"]), actor=actor(), store_id=here.pk, document="S01-1", at=sold
    ))  # fmt: skip
    request = ChangeRequest(store="S01", tags=("Y-1",), kind="missed", reason="盘点不见")
    services.withdraw_pieces(actor=actor(), operation=key(), request=request, at=AT - timedelta(days=35))

    with django_assert_max_num_queries(12):
        year = selectors.stock_measures(actor(), at=AT)
    (row,) = year.rows
    assert [cents // COST for _, cents in year.months] == [3] * 11 + [1] * 2
    assert row.measures.average_cents == (11 * 3 + 2) * COST // 13
    assert (row.measures.sold_cents, row.lost_cents) == (COST, COST)
    assert year.total.measures.turns_bp == row.measures.turns_bp
    best, slow = selectors.styles_by_sale(actor(), at=AT)
    assert (best, slow) == ([], [])  # these pieces have no style
    (loss,) = selectors.list_losses(actor(), first=(AT - timedelta(days=60)).date(), last=AT.date())
    assert (loss.what, loss.cause, loss.reason, loss.cost_cents) == ("Y-1", "written_off", "盘点不见", COST)


def test_parts_of_cost_and_what_no_part_explains():
    here = store()
    row = piece("C-1", here)
    CostPart.objects.create(piece=row, kind="metal", cents=2_300_000)
    CostPart.objects.create(piece=row, kind="labour", cents=100_000)
    assert selectors.cost_by_part(actor()) == {row.category_id: {"metal": 2_300_000, "labour": 100_000, "": 50_000}}
    for read in (selectors.cost_by_part, lambda who: selectors.stock_measures(who, at=AT)):
        with pytest.raises(NotPermitted):
            read(actor(switches=()))


def test_what_lies_too_long_is_marked_down_once():
    here = store()
    piece("A-545", here, received_at=AT - timedelta(days=545), **FIXED)
    piece("A-610", here, received_at=AT - timedelta(days=610), **FIXED)
    rows = {row.tag: row for row in selectors.aged_pieces(actor(), at=AT, least_days=365)}
    assert (rows["A-545"].proposal.step, rows["A-545"].proposal.cents) == (AgeStep.SPIFF, 135_000)
    assert rows["A-610"].proposal.cents == 476_000
    hidden = {row.tag: row for row in selectors.aged_pieces(actor(switches=()), at=AT, least_days=365)}
    assert hidden["A-545"].cost_cents is hidden["A-545"].proposal.cents is None

    assert services.mark_down(actor=actor(), tag="A-610", reason="库龄降价", at=AT) == 476_000
    assert Piece.objects.get(tag="A-610").tag_price_cents == 476_000
    for tag in ("A-610", "A-545"):
        with pytest.raises(NoMarkDown):
            services.mark_down(actor=actor(), tag=tag, reason="库龄降价", at=AT)
    assert TagPriceChange.objects.count() == 1
    after = selectors.aged_pieces(actor(), at=AT, least_days=600)[0]
    assert (after.proposal.step, after.tag_cents) == (AgeStep.MOVE, 476_000)


def test_bulk_losses_stand_in_the_register_and_add_up_by_person():
    here = store()
    lot(cost_cents_per_gram=80_000)
    facts = {"store": "S01", "sku": "BEAD-01"}
    services.receive_bulk(actor=actor(), operation=key(), request=BulkIn(**facts, quantity=10, weight_mg=13_200), at=AT)
    counted = BulkIn(**facts, quantity=9, weight_mg=11_880, reason="盘点")
    services.adjust_bulk(actor=actor(), operation=key(), request=counted, at=AT)
    rows = selectors.list_losses(actor(here.pk), first=AT.date(), last=AT.date())
    assert [(row.what, row.cause, row.pieces, row.net_mg, row.cost_cents) for row in rows] == [
        ("BEAD-01", "bulk", 1, 1_320, 105_600)
    ]
    assert added_up(rows, "actor_name") == [("周晓敏", 1, 1_320, 105_600)]
    assert selectors.list_losses(actor(store("S02", "湖滨店").pk), first=AT.date(), last=AT.date()) == []


def test_a_delivery_moves_the_average_of_its_lot_and_is_kept():
    store()
    row = lot(cost_cents_per_gram=None)
    for mg, cents in ((100_000, 8_000_000), (50_000, 4_300_000)):
        request = BulkIn(store="S01", sku="BEAD-01", quantity=10, weight_mg=mg, cost_cents=cents)
        services.receive_bulk(actor=actor(), operation=key(mg=mg), request=request, at=AT)
    row.refresh_from_db()
    assert row.cost_cents_per_gram == 82_000
    kept = BulkCost.objects.order_by("pk").values_list("held_mg", "before_cents_per_gram", "after_cents_per_gram")
    assert list(kept) == [(0, None, 80_000), (100_000, 80_000, 82_000)]
    unpriced = BulkIn(store="S01", sku="BEAD-01", quantity=1, weight_mg=1_000)
    services.receive_bulk(actor=actor(), operation=key(), request=unpriced, at=AT)
    assert BulkCost.objects.count() == 2
