"""The whole way of bought goods: planned, ordered, sent, short in the door, tagged, shared between two stores."""

import pytest
from django.apps import apps
from django.urls import reverse

from facet.inventory import services as inventory_services
from facet.inventory.models import Transfer
from facet.inventory.services import AllocationIn
from facet.purchasing import services
from facet.purchasing.flows import sending
from facet.purchasing.models import PurchaseOrder
from facet.purchasing.services import PlanIn
from facet.purchasing.tests import factories as make
from facet.purchasing.tests.factories import AT, actor, key, receive
from facet.purchasing.tests.plan.past import planner, steady

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_plan_to_two_stores(client, mailoutbox):
    here = make.store()
    make.store("S02", "湖滨店")
    make.goods.catalogue()
    steady(here, pieces=6)
    apps.get_model("catalog", "MarketPrice").objects.create(on=AT.date(), series="gold", value_cents=80_200)

    plan = services.purchase_plan(actor=planner(), operation=key(), wanted=PlanIn(), at=AT)
    [number] = services.order_from_plan(actor=planner(), operation=key(), number=plan, store="S01", at=AT)
    ordered = PurchaseOrder.objects.get().pieces
    assert ordered >= 3
    boss = actor(limits={"purchase_cents": 10**12})
    services.approve_purchase_order(actor=boss, operation=key(), number=number, at=AT)
    sending.send_purchase_order(
        actor=actor(), operation=key(), number=number, link=lambda secret: f"https://house.example/{secret}", at=AT
    )
    assert [letter.to for letter in mailoutbox] == [["orders@jinyi.example"]]

    done = receive(number, *((f"N{each}", 20_500) for each in range(ordered - 1)))
    assert (done.state, len(done.tags)) == ("partly", ordered - 1)
    client.force_login(make.person())
    page = client.get(reverse("purchasing:order", args=[number])).text
    assert reverse("inventory:tags") + "?tags=N0" in page
    assert "N0" in client.get(reverse("inventory:tags"), {"tags": "\n".join(done.tags)}).text

    shares = (("S01", done.tags[:1]), ("S02", done.tags[1:]))
    wanted = AllocationIn(from_store="S01", shares=shares)
    [moved] = inventory_services.allocate_goods(actor=actor(), operation=key(), allocation=wanted, at=AT)
    assert Transfer.objects.get(number=moved).to_store.code == "S02"
