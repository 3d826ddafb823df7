"""Laying papers out: on screen with its preview, by program, by whoever may, from a day on."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from facet.audit.models import Event
from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.sales.models import PrintLayout
from facet.sales.tests import factories
from facet.sales.tests.ticket.test_api import headers, post  # noqa: F401 -- headers is a fixture

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)
TODAY = (NOW + timedelta(hours=8)).date()
GOOD = {
    "paper": "a5", "font": "large", "valid_from": str(TODAY), "head": "云岫珠宝", "foot": "谢谢惠顾 / 凭单保养",
    "part_foot": "on", "place_foot": "1", "store": "", "note": "换纸",
}  # fmt: skip


@pytest.fixture
def shop():
    shop = factories.shop(with_member=False)
    organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=NOW)
    for staff, code in ((shop.clerk, "administrator"), (shop.manager, "store_manager")):
        RoleAssignment.objects.create(staff=staff, role=Role.objects.get(code=code))
    return shop


def edit(client, form="slip", **facts):
    return client.post(reverse("sales:print_layout", args=[form]), GOOD | {"operation_id": uuid4()} | facts)


def test_a_wording_is_shown_kept_and_listed(client, shop):
    client.force_login(shop.clerk)
    first = client.get(reverse("sales:print_layout", args=["slip"]))
    assert f'value="{TODAY}"' in first.content.decode()  # else the browser's date field stays empty
    shown = edit(client, show="1").content.decode()
    assert "pp-on--a5 pp--large" in shown
    assert "谢谢惠顾" in shown
    assert not PrintLayout.objects.exists()

    assert edit(client).status_code == 302
    row = PrintLayout.objects.get()
    assert row.blocks[0] == "foot"
    assert set(row.blocks) == {"foot", "head", "facts", "goods", "totals"}
    assert "换纸" in client.get(reverse("sales:print_layouts")).content.decode()
    assert Event.objects.filter(action="sales.print_layout_set").count() == 1


def test_the_preview_follows_and_keeps_nothing(client, shop):
    client.force_login(shop.clerk)
    for form in ("receipt", "slip", "warranty_card", "old_gold"):
        page = client.get(reverse("sales:print_layout", args=[form]))
        paper = page.context["sheet"].paper.layout.paper
        facts = GOOD | {"paper": paper, "operation_id": uuid4()}
        drawn = client.post(reverse("sales:print_layout_preview", args=[form]), facts).content.decode()
        assert "谢谢惠顾" in drawn
    wrong = client.post(reverse("sales:print_layout_preview", args=["slip"]), {"paper": "napkin"}).content.decode()
    assert "pp--slip" not in wrong
    assert not PrintLayout.objects.exists()


WRONG = [{"paper": "napkin"}, {"valid_from": "2020-01-01"}, {"follows_chain": "on"}, {"head": "字" * 401}]


@pytest.mark.parametrize("wrong", WRONG)
def test_mistakes_are_named_and_nothing_is_kept(client, shop, wrong):
    client.force_login(shop.clerk)
    answer = edit(client, **wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(wrong)
    assert not PrintLayout.objects.exists()


def test_a_manager_reads_and_does_not_change(client, shop):
    client.force_login(shop.manager)
    assert client.get(reverse("sales:print_layouts")).status_code == 200
    assert client.get(reverse("sales:print_layout", args=["slip"])).status_code == 403
    assert edit(client).status_code == 403
    assert client.get(reverse("sales:print_layout", args=["poster"])).status_code == 403
    assert not PrintLayout.objects.exists()


def test_programs_lay_out_once_for_one_key_and_within_their_stores(client, shop, headers):  # noqa: F811 -- the fixture
    mine = headers(shop.clerk)
    wanted = {"form": "receipt", "paper": "roll58", "valid_from": str(TODAY),
              "blocks": ["head", "facts", "lines", "totals", "saved"]}  # fmt: skip
    for _ in range(2):
        answer = post(client, "/print-layouts", wanted, mine)
        assert answer.status_code == 201, answer.content
    assert PrintLayout.objects.count() == 1
    missing = post(client, "/print-layouts", wanted | {"blocks": ["head"]}, headers(shop.clerk, uuid4()))
    assert missing.status_code == 422
    assert PrintLayout.objects.count() == 1


def test_a_store_may_have_its_own_and_give_it_up(client, shop):
    client.force_login(shop.clerk)
    store = str(shop.store.pk)
    assert edit(client, store=store).status_code == 302
    assert edit(client, store=store, follows_chain="on").status_code == 302
    rows = list(PrintLayout.objects.order_by("pk").values_list("store_id", "follows_chain"))
    assert rows == [(shop.store.pk, False), (shop.store.pk, True)]
