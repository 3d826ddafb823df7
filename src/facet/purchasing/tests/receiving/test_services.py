"""Deliveries: into stock with their cost, refused with a reason, short and over, and back to the supplier."""

import pytest
from django.apps import apps

from facet.inventory.models import CostPart, MetalAccount, Piece, PieceMovement
from facet.kernel.errors import Invalid, NotPermitted
from facet.purchasing import selectors, services
from facet.purchasing.errors import NothingReceived, OrderNotPossible, OrderUnknown, PieceNotFromSupplier
from facet.purchasing.models import MetalDebt, OrderReceipt, PurchaseOrder, PurchaseOrderLine, ReceiptItem
from facet.purchasing.rules.receiving import Difference, LineStand, differences
from facet.purchasing.services import DeliveredPiece, SupplierReturnIn
from facet.purchasing.tests import factories as make
from facet.purchasing.tests.factories import AT, actor, bangles, key, order, receive, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    here = make.store()
    make.goods.catalogue()
    make.supplier()
    return here


@pytest.mark.parametrize(
    ("stand", "found"),
    [
        ((2, 20_500, 2, 20_500, 0, 0), []),
        ((2, 20_500, 1, 10_250, 1, 0), [Difference.SHORT, Difference.REJECTED]),
        ((2, 20_500, 3, 30_700, 0, 0), [Difference.OVER]),
        ((2, 20_500, 2, 20_000, 0, 0), [Difference.LIGHT]),
        ((2, 20_500, 2, 21_000, 0, 0), [Difference.HEAVY]),
        ((5, 0, 3, 900, 0, 2), []),
    ],
)
def test_what_differs_is_named(stand, found):
    assert differences(LineStand(*stand)) == found


def test_a_delivery_becomes_stock_with_its_cost(shop):
    number = sent()
    done = receive(number, ("G1", 10_250), ("G2", 10_250))
    assert (done.tags, done.state) == (("G1", "G2"), "closed")
    piece = Piece.objects.get(tag="G1")
    assert (piece.state, piece.supplier.code, piece.batch, piece.cost_cents) == ("in_stock", "SP01", number, 833_548)
    parts = dict(CostPart.objects.filter(piece=piece).values_list("kind", "cents"))
    assert parts == {"metal": 821_248, "labour": 12_300}
    assert PieceMovement.objects.get(piece=piece).document == done.receipt
    assert OrderReceipt.objects.get().cents == 2 * 833_548
    assert not MetalDebt.objects.exists()


def test_a_refused_piece_is_not_ours_and_is_still_to_come(shop):
    number = sent()
    done = receive(
        number, ("G1", 10_250), DeliveredPiece(line_no=1, tag="G2", gross_mg=9_000, accepted=False, reason="砂眼")
    )
    assert (done.rejected, done.state) == (("G2",), "partly")
    assert list(Piece.objects.values_list("tag", flat=True)) == ["G1"]
    page = selectors.order_page(actor(), number, at=AT)
    assert (page.lines[0].to_come, page.lines[0].rejected_quantity) == (1, 1)
    done = receive(number, ("G2", 10_250), ("G3", 10_250))
    assert done.state == "closed"
    assert selectors.order_page(actor(), number, at=AT).lines[0].over == 1


def test_the_rest_is_cancelled_when_part_came(shop):
    number = sent(bangles(quantity=5, weight_mg=51_250))
    receive(number, ("G1", 10_250))
    state = services.cancel_purchase_order(actor=actor(), operation=key(), number=number, reason="停产", at=AT)
    assert (state, PurchaseOrderLine.objects.get().cancelled_quantity) == ("closed", 4)


def test_the_same_key_takes_the_goods_in_once(shop):
    number, once = sent(), key()
    assert receive(number, ("G1", 10_250), operation=once) == receive(number, ("G1", 10_250), operation=once)
    assert (Piece.objects.count(), OrderReceipt.objects.count()) == (1, 1)


def test_refusals_take_nothing_in(shop):
    number, draft, other = sent(), order(), make.store("S02", "湖滨店")
    receive(number, ("G0", 10_250))
    cases = [
        (NothingReceived, number, [], {}),
        (Invalid, number, [DeliveredPiece(line_no=9, tag="G1", gross_mg=1_000)], {}),
        (Invalid, number, [DeliveredPiece(line_no=1, tag="G1", gross_mg=1_000, accepted=False)], {}),
        (OrderNotPossible, draft, [("G1", 10_250)], {}),
        (OrderUnknown, number, [("G1", 10_250)], {"who": actor(other.pk)}),
        (NotPermitted, number, [("G1", 10_250)], {"who": actor(permissions=["purchasing.view_orders"])}),
    ]
    for refusal, which, items, facts in cases:
        with pytest.raises(refusal):
            receive(which, *items, **facts)
    with pytest.raises(Exception, match="G0"):
        receive(number, ("G1", 10_250), ("G0", 10_250))
    assert Piece.objects.count() == 1
    assert ReceiptItem.objects.count() == 1
    assert PurchaseOrderLine.objects.get(order__number=number).received_quantity == 1


def back(*tags, supplier="SP01", who=None, reason="镶口松"):
    wanted = SupplierReturnIn(supplier=supplier, store="S01", tags=tags, reason=reason)
    return services.return_to_supplier(actor=who or actor(), operation=key(), wanted=wanted, at=AT)


def test_pieces_go_back_to_the_supplier_they_came_from(shop):
    receive(sent(), ("G1", 10_250))
    number = back("G1")
    piece = Piece.objects.get()
    assert (piece.state, piece.place.kind) == ("returned_to_supplier", "supplier")
    row = selectors.return_page(actor(), number)
    assert (row.pieces, row.weight_mg, row.cents) == (1, 10_250, 833_548)


def test_only_what_he_delivered_goes_back(shop):
    receive(sent(), ("G1", 10_250))
    make.supplier("SP02", "番禺恒信")
    with pytest.raises(PieceNotFromSupplier):
        back("G1", supplier="SP02")
    with pytest.raises(Invalid):
        back("G1", reason=" ")
    assert Piece.objects.get().state == "in_stock"


def test_grams_owed_for_a_piece_go_back_with_it(shop):
    receive(sent(priced_later=True), ("G1", 10_250), ("G2", 10_250))
    assert MetalDebt.objects.get().fine_mg == 20_480
    back("G1")
    debt = MetalDebt.objects.get()
    assert (debt.fine_mg, debt.provisional_cents) == (10_240, 821_248)
    owed = apps.get_model("organisation", "Partner").objects.get(code="SP01").pk
    assert MetalAccount.objects.get(partner=owed, metal="gold").fine_mg == -10_240


def test_measured_lead_time_and_punctuality(shop):
    for tag, days in (("G1", 10), ("G2", 20), ("G3", 12)):
        receive(sent(bangles(quantity=1, weight_mg=10_250), days_ago=days), (tag, 10_250))
    PurchaseOrder.objects.filter(lines__items__tag="G2").update(due_on=make.TODAY.replace(day=19))
    page = selectors.supplier_page(actor(), "SP01", at=AT, on=make.TODAY)
    found = page.evaluation
    assert (found.lead_days, found.lead_days_long, found.on_time_bp, found.rejected_bp) == (12, 20, 6_667, 0)
    assert selectors.lead_days_of([page.id], at=AT, on=make.TODAY) == {page.id: 20}
