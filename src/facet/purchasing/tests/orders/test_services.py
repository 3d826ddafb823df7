"""Orders: written, allowed, confirmed, ended; refusals leave nothing; strangers find nothing."""

import datetime as dt
from dataclasses import replace

import pytest
from django.apps import apps

from facet.audit.models import Event
from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound, NotPermitted
from facet.kernel.models import Operation
from facet.organisation import services as house
from facet.organisation.tests import factories as house_factories
from facet.purchasing import selectors, services
from facet.purchasing.errors import LinkOver, OrderNotPossible, OrderUnknown, SupplierUnknown
from facet.purchasing.models import PurchaseOrder, PurchaseOrderLine
from facet.purchasing.rules.orders import link_digest
from facet.purchasing.services import Confirmation
from facet.purchasing.tests import factories as make
from facet.purchasing.tests.factories import AT, actor, approved, bangles, key, order, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    here = make.store()
    make.supplier()
    return here


def test_an_order_is_priced_numbered_and_remembered(shop):
    number = order(bangles(), bangles(quantity=1, weight_mg=0, labour_per="per_piece", labour_cents=900))
    row = PurchaseOrder.objects.get()
    assert (number, row.state, row.pieces, row.weight_mg) == ("PO-2611-0001", "draft", 3, 20_500)
    # 20.500 g × 999 ‰ = 20.480 g fine (20.4795) × 802.00 = 16,424.96; labour 246.00; the third piece 9.00
    assert row.amount_cents == 1_642_496 + 24_600 + 900
    assert Event.objects.get(action="purchasing.order_created").subject_label == number


def test_prices_nobody_wrote_come_from_the_list_and_from_the_trade(shop):
    wanted = services.LabourPriceIn(
        supplier="SP01", category="gold-bangle", labour_per="per_gram", labour_cents=1_500, valid_from=make.TODAY
    )
    line = bangles(metal_cents_per_gram=None, labour_per="", labour_cents=None)
    services.add_supplier_price(actor=actor(), operation=key(), wanted=wanted, at=AT)
    with pytest.raises(Invalid, match="trade price"):
        order(line)
    market = apps.get_model("catalog", "MarketPrice")
    market.objects.create(on=make.TODAY - dt.timedelta(days=2), series="gold", value_cents=90_000)
    order(line)
    row = PurchaseOrderLine.objects.get()
    assert (row.metal_cents_per_gram, row.labour_cents) == (90_000, 1_500)


def test_the_same_key_again_writes_nothing_more(shop):
    once = key()
    assert order(operation=once) == order(operation=once)
    assert PurchaseOrder.objects.count() == 1


def test_refusals_write_nothing(shop):
    done = Operation.objects.count()
    cases = [
        (NotPermitted, {"who": actor(permissions=["purchasing.view_orders"])}),
        (SupplierUnknown, {"supplier": "SP99"}),
        (NotFound, {"store": "S99"}),
        (NotFound, {"who": actor(make.store("S02", "湖滨店").pk)}),
        (Invalid, {"due_on": dt.date(2026, 11, 1)}),
        (Invalid, {"return_by": dt.date(2027, 1, 1)}),
    ]
    for refusal, facts in cases:
        with pytest.raises(refusal):
            order(**facts)
    with pytest.raises(Invalid):
        order(bangles(category="nothing"))
    assert not PurchaseOrder.objects.exists()
    assert Operation.objects.count() == done


def test_above_the_limit_a_second_person_is_asked(shop):
    clerk, chief = house_factories.staff("buyer"), house_factories.staff("chief")
    buyer = replace(actor(limits={"purchase_cents": 100_000}), staff_id=clerk.pk, key=f"staff:{clerk.pk}")
    number = order(who=buyer)
    with pytest.raises(ApprovalNeeded):
        services.approve_purchase_order(actor=buyer, operation=key(), number=number, at=AT)
    asked = services.request_order_approval(actor=buyer, operation=key(), number=number, reason="双十二备货", at=AT)
    assert PurchaseOrder.objects.get().state == "waiting"
    boss = replace(actor(limits={"purchase_cents": 10**10}), staff_id=chief.pk, key=f"staff:{chief.pk}")
    house.decide_approval(actor=boss, approval_id=asked, approve=True, note="", at=AT)
    state = services.approve_purchase_order(actor=buyer, operation=key(), number=number, at=AT)
    assert state == "approved"
    with pytest.raises(OrderNotPossible):
        services.approve_purchase_order(actor=buyer, operation=key(), number=number, at=AT)


def test_the_supplier_confirms_through_his_link_and_the_buyers_hear_of_less(shop):
    number = sent()
    digest = link_digest("s" * 43)
    rows = PurchaseOrder.objects.filter(number=number)
    rows.update(link_digest=digest, link_until=AT + dt.timedelta(days=30))
    answer = Confirmation(dt.date(2026, 12, 8), {1: 1})
    assert services.confirm_by_link(operation=key(), digest=digest, answer=answer, at=AT) == "confirmed"
    page = selectors.order_page(actor(), number, at=AT)
    assert (page.promised_on, page.confirmed_by, page.lines[0].confirmed_quantity) == (dt.date(2026, 12, 8), "", 1)
    assert page.will_be_late
    assert apps.get_model("organisation", "Task").objects.get().facts["number"] == number
    with pytest.raises(LinkOver):
        services.confirm_by_link(operation=key(), digest=link_digest("x"), answer=answer, at=AT)
    with pytest.raises(LinkOver):
        services.confirm_by_link(operation=key(), digest=digest, answer=answer, at=AT + dt.timedelta(days=31))
    with pytest.raises(Invalid):
        services.confirm_by_link(operation=key(), digest=digest, answer=Confirmation(make.DUE, {1: 3}), at=AT)


def test_cancelling_ends_what_has_not_come(shop):
    number = approved()
    state = services.cancel_purchase_order(actor=actor(), operation=key(), number=number, reason="厂里停产", at=AT)
    assert state == "cancelled"
    assert PurchaseOrderLine.objects.get().cancelled_quantity == 2
    with pytest.raises(OrderNotPossible):
        services.cancel_purchase_order(actor=actor(), operation=key(), number=number, reason="again", at=AT)


def test_another_stores_order_does_not_exist(shop):
    number, other = order(), make.store("S02", "湖滨店")
    with pytest.raises(OrderUnknown):
        selectors.order_page(actor(other.pk), number, at=AT)
    with pytest.raises(OrderUnknown):
        services.cancel_purchase_order(actor=actor(other.pk), operation=key(), number=number, reason="x", at=AT)


def test_on_order_counts_drafts_once_and_forgets_what_was_cancelled(shop):
    first, second = order(), approved(bangles(quantity=5, weight_mg=50_000))
    [row] = selectors.on_order()
    assert (row.quantity, row.weight_mg, row.store_id) == (7, 70_500, shop.pk)
    services.cancel_purchase_order(actor=actor(), operation=key(), number=first, reason="x", at=AT)
    assert [row.quantity for row in selectors.on_order()] == [5]
    assert second


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_the_same_however_many_lines(shop, django_assert_num_queries, count):
    make.goods.catalogue()
    number = order(*[bangles() for _ in range(count)])
    with django_assert_num_queries(4):
        page = selectors.order_page(actor(), number, at=AT)
    assert page.pieces == 2 * count
    services.approve_purchase_order(
        actor=actor(limits={"purchase_cents": 10**12}), operation=key(), number=number, at=AT
    )
    for delivery in range(count):
        make.receive(number, (f"G{delivery}A", 10_250), (f"G{delivery}B", 10_250))
    with django_assert_num_queries(6):
        page = selectors.order_page(actor(), number, at=AT)
    assert [row.tags for row in page.receipts][-1] == ("G0A", "G0B")
    with django_assert_num_queries(3):
        selectors.supplier_page(actor(), "SP01", at=AT, on=make.TODAY)


def test_who_may_not_see_cost_sees_no_price(shop):
    page = selectors.order_page(actor(switches=()), order(), at=AT)
    assert page.amount_cents is None
    assert {page.lines[0].amount_cents, page.lines[0].labour_cents, page.lines[0].metal_cents_per_gram} == {None}
