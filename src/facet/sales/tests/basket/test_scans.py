"""Scans under their own keys, and quantity and weight of bulk goods, through the till's page."""

from uuid import uuid4

import pytest
from django.apps import apps
from django.urls import reverse

from facet.inventory import services as inventory_services
from facet.inventory.services.sets import SetIn, make_set
from facet.inventory.tests import factories as inventory
from facet.kernel.permissions import house
from facet.sales.models import BasketLine
from facet.sales.tests import factories
from facet.sales.tests.basket.test_till_page import shop  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


@pytest.fixture
def beads(client, shop):  # noqa: F811 -- the fixture
    """Ten lucky beads of 12 g in the store, one of them scanned."""
    lot = inventory.lot("BEAD-01")
    wanted = inventory_services.BulkIn(sku=lot.sku, store=shop.store.code, place="", quantity=10, weight_mg=12_000)
    inventory_services.receive_bulk(actor=house("test"), operation=factories.key(), request=wanted, at=factories.AT)
    client.post(reverse("sales:scan"), {"code": lot.sku})
    return BasketLine.objects.get()


def write(client, line, **facts):
    body = {"do": "quantity", "line_no": line.line_no, "was_mg": line.weight_mg, **facts}
    return client.post(reverse("sales:act", args=[line.basket_id]), body, headers={"HX-Request": "true"})


def test_the_same_scan_sent_again_counts_once_even_for_bulk_goods(client, beads):
    scan = {"code": "BEAD-01", "operation_id": uuid4()}

    client.post(reverse("sales:scan"), scan)
    client.post(reverse("sales:scan"), scan)

    assert BasketLine.objects.count() == 2  # the fixture's scan and this one


def test_a_new_quantity_brings_its_average_weight(client, beads):
    write(client, beads, quantity=3, grams="1.200")
    assert BasketLine.objects.values_list("quantity", "weight_mg").get() == (3, 3_600)

    write(client, BasketLine.objects.get(), quantity=3, grams="3.600", step=1)
    assert BasketLine.objects.values_list("quantity", "weight_mg").get() == (4, 4_800)


def test_a_weight_that_was_weighed_is_kept(client, beads):
    write(client, beads, quantity=3, grams="3.555")

    assert BasketLine.objects.values_list("quantity", "weight_mg").get() == (3, 3_555)


@pytest.mark.parametrize(
    "wrong", [{"quantity": "x"}, {"quantity": "0"}, {"quantity": "1", "step": -1}, {"grams": "-1"}]
)
def test_an_impossible_quantity_or_weight_is_refused_in_words(client, beads, wrong):
    answer = write(client, beads, **{"quantity": 1, "grams": "1.2", **wrong})

    assert answer.status_code == 422
    assert "till-message" in answer.content.decode()
    assert BasketLine.objects.values_list("quantity", "weight_mg").get() == (1, 1_200)


def test_a_link_from_a_piece_offers_it_for_one_sending_and_changes_nothing_itself(client, shop):  # noqa: F811 -- the fixture
    page = client.get(reverse("sales:till"), {"tag": "G1", "member": shop.member.pk}).content.decode()

    assert page.count("data-arrived") == 2
    assert BasketLine.objects.count() == 0


@pytest.fixture
def parure(shop):  # noqa: F811 -- the fixture
    """A ring and a pendant of 2,000 and 1,000 yuan that are sold as a set of 2,400."""
    fixed = {"price_basis": "fixed", "labour_kind": "", "labour_value": 0}
    inventory.piece("RING", shop.store, tag_price_cents=200_000, **fixed)
    inventory.piece("PEND", shop.store, tag_price_cents=100_000, **fixed)
    request = SetIn(store=shop.store.code, tag="SET-1", name="龙凤", tags=("RING", "PEND"), price_cents=240_000)
    make_set(actor=house("test"), operation=factories.key(), request=request, at=factories.AT)
    return shop


@pytest.mark.parametrize("code", ["SET-1", "RING", "pend"])
def test_a_set_comes_whole_onto_the_ticket_at_its_price(client, parure, code):
    client.post(reverse("sales:scan"), {"code": code, "operation_id": uuid4()})

    assert sorted(BasketLine.objects.values_list("tag", flat=True)) == ["PEND", "RING"]
    page = client.get(reverse("sales:till")).content.decode()
    assert "1,600.00" in page  # two thirds of the set's price
    assert "800.00" in page


def test_a_set_that_is_not_whole_here_puts_nothing_on_the_ticket(client, parure):
    apps.get_model("inventory", "Piece").objects.filter(tag="PEND").update(state="outside")

    scan = {"code": "SET-1", "operation_id": uuid4()}
    answer = client.post(reverse("sales:scan"), scan, headers={"HX-Request": "true"})

    assert answer.status_code != 500
    assert "PEND" in answer.content.decode()
    assert not BasketLine.objects.exists()
