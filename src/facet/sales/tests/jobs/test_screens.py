"""Services and deliveries through forms and the API, and what other pages tell of them. Source: R319, R228–R231."""

import io
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.sales import services
from facet.sales.models import BasketLine, Delivery, ServiceJob
from facet.sales.tests import factories
from facet.sales.tests.factories import Shop, key
from facet.sales.web.job_panels import TODOS, deliveries_due, jobs_waiting, on_limited_card

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


@pytest.fixture
def till(client: Client, shop: Shop) -> Client:
    return as_manager(client, shop)


def as_manager(client: Client, shop: Shop) -> Client:
    """The store's manager with her starting role, signed in."""
    at = datetime.now(tz=UTC)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
    RoleAssignment.objects.create(staff=shop.manager, role=Role.objects.get(code="store_manager"))
    client.force_login(shop.manager)
    return client


def day(days: int) -> str:
    return (datetime.now(tz=UTC) + timedelta(days=days)).date().isoformat()


def taken(till: Client, shop: Shop, **facts: Any) -> int:
    sent = {"operation_id": uuid.uuid4(), "member": shop.member.pk, "kind": "resizing",
            "category": shop.pieces["G1"].category.code, "description": "18K 戒指，改大一号", "weight_in": "4.820",
            "conditions": ["scratched", "stone_loose"], "due_on": day(5), "estimate": "120", "size_from": "51.9",
            "size_to": "53.9"} | facts  # fmt: skip
    return till.post(reverse("sales:job_new"), sent).status_code


def test_from_the_counter_to_the_hand_back(till: Client, shop: Shop, settings: Any, tmp_path: Any) -> None:
    settings.FACET_UPLOADS = tmp_path
    assert (taken(till, shop, size_to=""), ServiceJob.objects.count()) == (422, 0)
    assert taken(till, shop) == 302
    row = ServiceJob.objects.get()
    assert (row.size_from_tenths, row.size_to_tenths, row.weight_in_mg) == (519, 539, 4_820)

    def send(name: str, **more: Any) -> int:
        return till.post(
            reverse(f"sales:{name}", args=[row.number]), {"operation_id": uuid.uuid4(), **more}
        ).status_code

    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "PNG")
    picture.seek(0)
    picture.name = "ring.png"
    assert send("job_photo", picture=picture, caption="正面") == 302
    assert till.get(reverse("sales:job_picture", args=[row.number, 1])).status_code == 200
    assert send("job_step", state="at_bench") == 302
    assert send("job_step", state="ready", weight_out="4.7") == 422
    assert send("job_step", state="ready", weight_out="4.911", added="0.093", charge="150") == 302
    assert send("job_step", state="handed_back", claim=row.claim_code) == 422
    assert send("job_pay") == 302
    assert BasketLine.objects.get().facts["number"] == row.number
    assert row.number in till.get(reverse("sales:till")).content.decode()
    slip = till.get(reverse("sales:job_slip", args=[row.number])).content.decode()
    assert row.claim_code in slip
    for page in (reverse("sales:job", args=[row.number]), reverse("sales:jobs")):
        assert row.number in till.get(page).content.decode()
    assert row.claim_code not in till.get(reverse("sales:job", args=[row.number])).content.decode()
    assert row.number in till.get(reverse("members:tab", args=[shop.member.pk, "sales.jobs"])).content.decode()
    assert till.get(reverse("sales:job", args=["S01-V09999"])).status_code == 404


def test_ring_sizes_and_the_metal_of_a_resizing(till: Client) -> None:
    facts = {"change": "2", "width": "2", "thickness": "1.5", "density": "155"}
    page = till.get(reverse("sales:ring_sizes"), facts).content.decode()
    assert all(words in page for words in ("51.86", "0.093", "11.5"))


def test_goods_are_put_on_a_delivery_and_taken(till: Client, shop: Shop) -> None:
    sale = shop.sell("D1", at=datetime.now(tz=UTC)).sale
    facts = {"operation_id": uuid.uuid4(), "lines": ["1"], "kind": "shipped", "due_on": day(2)}
    address = reverse("sales:deliver", args=[sale.pk])
    assert till.get(address).status_code == 200
    assert (till.post(address, facts).status_code, Delivery.objects.count()) == (422, 0)
    assert till.post(address, facts | {"address": "文三路 9 号"}).status_code == 302
    row = Delivery.objects.get()
    for state, more in (("packed", {}), ("shipped", {"carrier": "顺丰", "tracking": "SF1"}), ("delivered", {})):
        sent = {"operation_id": uuid.uuid4(), "state": state, **more}
        answer = till.post(reverse("sales:delivery_step", args=[row.number]), sent)
        assert answer.status_code == (422 if state == "delivered" else 302)
    for page in (reverse("sales:delivery", args=[row.number]), reverse("sales:deliveries"),
                 reverse("sales:sale", args=[sale.pk])):  # fmt: skip
        assert row.number in till.get(page).content.decode()
    assert "SF1" in till.get(reverse("sales:delivery", args=[row.number])).content.decode()


def test_what_waits_stands_on_the_home_page_and_the_limited_card(
    till: Client, shop: Shop, django_assert_num_queries: Any
) -> None:
    taken(till, shop)
    row = ServiceJob.objects.get()
    at = datetime.now(tz=UTC)
    goods = services.DeliveryIn(
        sale=shop.sell("D1", at=at).sale.pk, lines={1: 1}, kind="later", due_on=at.date() + timedelta(days=2)
    )
    services.record_delivery(actor=shop.actor(), operation=key(), wanted=goods, at=at)
    after = at + timedelta(days=9)
    with django_assert_num_queries(TODOS[0].queries):
        [late] = jobs_waiting(shop.actor(), None, after)["rows"]
    with django_assert_num_queries(TODOS[1].queries):
        [due] = deliveries_due(shop.actor(), None, after)["rows"]
    assert (late["tone"], row.number in late["title"], due["tone"]) == ("danger", True, "danger")
    assert all(word in due["line"] for word in ("18K", shop.clerk.name, shop.member.number))
    [line] = on_limited_card(shop.member.pk)
    assert row.number in line
    assert jobs_waiting(shop.actor(store_id=None), None, after) == {}
