"""Sold goods that reach the customer later: kept, fetched elsewhere, shipped. Source: R087, R228–R231."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from facet.kernel.errors import Invalid, NotFound
from facet.kernel.permissions import EVERYWHERE
from facet.members.selectors.open_matters import open_matters
from facet.sales import services
from facet.sales.errors import AlreadyDelivered, DeliveryMoved
from facet.sales.models import Delivery, DeliveryStep
from facet.sales.rules.deliveries import STATE_WORDS, STEPS, is_late, next_state, steps_of
from facet.sales.selectors.deliveries import delivery_page, due_deliveries
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, TODAY, Shop, key

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def recorded(shop: Shop, sale: Any, *, actor: Any = None, **facts: Any) -> Delivery:
    wanted = services.DeliveryIn(
        **{"sale": sale.pk, "lines": {1: 1}, "kind": "shipped", "due_on": TODAY + timedelta(days=2),
           "address": "杭州市文三路 9 号", **facts}
    )  # fmt: skip
    return services.record_delivery(actor=actor or shop.actor(), operation=key(), wanted=wanted, at=AT)


def goes(shop: Shop, row: Delivery, state: str, *, actor: Any = None, **facts: Any) -> Delivery:
    step = services.DeliveryStepIn(number=row.number, state=state, **facts)
    services.advance_delivery(actor=actor or shop.actor(), operation=key(), wanted=step, at=AT)
    row.refresh_from_db()
    return row


def test_stages_by_kind():
    assert set(STEPS) == set(STATE_WORDS)
    assert steps_of("later", "packed") == ("delivered",)
    assert steps_of("shipped", "packed") == ("shipped",)
    assert steps_of("other_store", "packed") == ("shipped", "delivered")
    assert steps_of("shipped", "returned") == ("packed",)
    assert is_late("returned", TODAY, on=TODAY + timedelta(days=1))
    assert not is_late("delivered", TODAY, on=TODAY + timedelta(days=1))
    with pytest.raises(DeliveryMoved):
        next_state("later", "packed", wanted="shipped", number="H1")


def test_shipped_with_a_number_and_taken_by_somebody(shop, django_assert_num_queries):
    row = recorded(shop, shop.sell("D1").sale)
    assert (row.number, row.state, row.clerk) == ("S01-H00001", "ordered", shop.clerk)
    assert len(open_matters(shop.member.pk)) == 1
    goes(shop, row, "packed")
    with pytest.raises(Invalid):
        goes(shop, row, "shipped", carrier="顺丰")
    goes(shop, row, "shipped", carrier="顺丰", tracking="SF100")
    with pytest.raises(Invalid):
        goes(shop, row, "delivered", receiver=" ")
    goes(shop, row, "returned", note="无人签收")
    goes(shop, row, "packed")
    goes(shop, row, "shipped")
    assert goes(shop, row, "delivered", receiver="欧阳女士").closed_at == AT
    with connection.cursor() as cursor:
        cursor.execute("SELECT receiver, address FROM sales_delivery")
        assert all("欧阳".encode() not in bytes(sealed) for sealed in cursor.fetchone())
    assert (row.receiver, DeliveryStep.objects.count(), open_matters(shop.member.pk)) == ("欧阳女士", 7, [])
    with django_assert_num_queries(8):
        page = delivery_page(shop.actor(), number=row.number, at=AT)
    assert (page.next_states, page.lines[0].line.code) == ([], "D1")


@pytest.mark.parametrize(
    "facts",
    [
        {"kind": "magic"}, {"lines": {}}, {"lines": {1: 0}}, {"lines": {9: 1}}, {"address": ""},
        {"due_on": TODAY - timedelta(days=1)}, {"kind": "other_store", "to_store": "S99"},
        {"kind": "other_store", "to_store": "S01"},
    ],
)  # fmt: skip
def test_refusals_write_nothing(shop, facts):
    sale = shop.sell("D1").sale
    with pytest.raises(Invalid):
        recorded(shop, sale, **facts)
    assert not Delivery.objects.exists()


def test_goods_are_delivered_once(shop):
    sale = shop.sell("D1").sale
    recorded(shop, sale)
    with pytest.raises(AlreadyDelivered):
        recorded(shop, sale)
    assert Delivery.objects.count() == 1


def test_fetched_in_another_store_which_hands_it_over(shop):
    other = factories.shop(with_member=False, code="S02")
    knows = shop.actor(grants=dict(shop.actor().grants) | {"sales.look_up_receipt": EVERYWHERE})
    row = recorded(shop, shop.sell("D1").sale, actor=knows, kind="other_store", to_store="S02", address="")
    goes(shop, row, "packed")
    third = factories.shop(with_member=False, code="S03")
    with pytest.raises(NotFound):
        goes(shop, row, "delivered", actor=third.actor(), receiver="欧阳女士")
    assert goes(shop, row, "delivered", actor=other.actor(), receiver="欧阳女士").state == "delivered"


def test_a_reminder_names_goods_day_salesperson_and_member(shop, django_assert_num_queries):
    row = recorded(shop, shop.sell("D1").sale)
    assert due_deliveries(shop.actor(), store_id=shop.store.pk, on=TODAY) == []
    with django_assert_num_queries(3):
        [due] = due_deliveries(shop.actor(), store_id=shop.store.pk, on=TODAY + timedelta(days=2))
        assert due.lines.all()[0].line.name
    assert (due.pk, due.clerk, due.member) == (row.pk, shop.clerk, shop.member)


def test_another_stores_ticket_is_unknown(shop):
    sale = shop.sell("D1").sale
    other = factories.shop(with_member=False, code="S02")
    with pytest.raises(NotFound):
        recorded(other, sale)
    assert not Delivery.objects.exists()
