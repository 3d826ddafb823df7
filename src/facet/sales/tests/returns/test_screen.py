"""The return screen and the till with goods that come back: one scan, few taps, one balance."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Approval, Role, RoleAssignment
from facet.sales.models import Basket, BasketLine, ReturnedGoods, Sale, Tender
from facet.sales.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(client):
    """A shop whose manager is signed in."""
    shop = factories.shop()
    organisation_services.install_roles(
        actor=house("test"), roles=organisation_selectors.starting_roles(), at=datetime.now(tz=UTC)
    )
    for staff, codes in ((shop.clerk, ("clerk", "cashier")), (shop.manager, ("store_manager",))):
        for code in codes:
            RoleAssignment.objects.create(staff=staff, role=Role.objects.get(code=code))
    client.force_login(shop.manager)
    return shop


def sold(shop, *tags, **facts):
    return shop.sell(*tags, at=datetime.now(tz=UTC) - timedelta(minutes=5), **facts).sale


def take(client, sale, *lines, code="", **facts):
    body = {"sale": str(sale.pk), "line": lines or (1,), "condition": "unworn", "reason": "size", **facts}
    return client.post(f"{reverse('sales:returns')}?code={code or sale.number}", body)


def pay(client, **amounts):
    till = client.get(reverse("sales:till"))
    form = till.context["payment"]
    body = {name: form[name].value() or "" for name in form.fields} | amounts
    return client.post(reverse("sales:pay", args=[Basket.objects.filter(state="open").get().pk]), body, follow=True)


def test_a_scanned_piece_is_ticked_and_its_money_goes_back_the_way_it_came(client, shop):
    sale = sold(shop, "D1", "G1")
    page = client.get(reverse("sales:returns"), {"code": "d1"}).content.decode()
    assert 'id="line-1" checked' in page
    assert 'id="line-2" checked' not in page

    assert take(client, sale).url == reverse("sales:till")
    till = client.get(reverse("sales:till")).content.decode()
    assert sale.number in till
    assert "−12,800.00" in till or "-12,800.00" in till
    done = pay(client)

    assert "12,800.00" in done.content.decode()
    back = Sale.objects.exclude(pk=sale.pk).get()
    assert (back.due_cents, back.member_id) == (-1_280_000, shop.member.pk)
    assert [(each.method, each.amount_cents) for each in Tender.objects.filter(sale=back)] == [("wechat", -1_280_000)]
    assert ReturnedGoods.objects.get().reason == "size"


def test_an_exchange_is_scanned_onto_the_same_ticket(client, shop):
    sale = sold(shop, "D1")
    take(client, sale)
    client.post(reverse("sales:scan"), {"code": "G1"})

    done = pay(client, amount_cash="20000")

    ticket = Sale.objects.exclude(pk=sale.pk).get()
    assert ticket.due_cents == 2_887_048 - 1_280_000
    assert "3,929.52" in done.content.decode()


def test_the_same_line_is_on_the_ticket_once_and_can_be_taken_off(client, shop):
    sale = sold(shop, "D1")
    take(client, sale)
    take(client, sale, reason="gift")
    line = BasketLine.objects.get()
    assert line.facts["reason"] == "gift"

    client.post(reverse("sales:act", args=[line.basket_id]), {"do": "remove", "line_no": line.line_no})
    assert not BasketLine.objects.exists()


def test_gold_by_weight_says_why_it_does_not_come_back_for_money(client, shop):
    sale = sold(shop, "G1")
    take(client, sale)
    till = client.get(reverse("sales:till"))
    assert till.context["unpriced"].startswith("G1")
    assert not till.context["payable"]


def test_a_clerk_asks_a_second_person_at_the_till(client, shop):
    sale = sold(shop, "D1")
    client.force_login(shop.clerk)
    take(client, sale)
    till = client.get(reverse("sales:till"))
    assert [each.state for each in till.context["others"]] == ["needs"]
    assert pay(client).status_code == 422

    form = till.context["approval_form"]
    body = {
        "operation_id": form["operation_id"].value(),
        "line_no": till.context["others"][0].line_no,
        "reason": "圈口",
    }
    client.post(reverse("sales:ask_approval", args=[Basket.objects.get().pk]), body)

    asked = Approval.objects.get()
    assert (asked.kind, asked.amount) == ("sales.return", 1_280_000)
    organisation_services.decide_approval(
        actor=organisation_selectors.actor_of(shop.manager.pk, via="web"), approval_id=asked.pk, approve=True, note="",
        at=datetime.now(tz=UTC),
    )  # fmt: skip
    assert pay(client).status_code == 200
    assert Sale.objects.count() == 2


def test_points_that_were_spent_are_told_as_owed(client, shop):
    from facet.loyalty.models import PointsAccount
    from facet.members.models import Standing

    sale = sold(shop, "D1")
    assert sale.points_earned > 400
    PointsAccount.objects.update(available=sale.points_earned - 120)
    Standing.objects.update(points_available=sale.points_earned - 120)
    take(client, sale)
    till = client.get(reverse("sales:till"))
    assert till.context["view"].quoted.points_back == sale.points_earned
    assert till.context["owed"] == 120


def test_the_two_tickets_name_each_other_on_page_receipt_and_day(client, shop):
    sale = sold(shop, "D1")
    take(client, sale)
    pay(client)
    back = Sale.objects.exclude(pk=sale.pk).get()

    assert back.number in client.get(reverse("sales:sale", args=[sale.pk])).content.decode()
    page = client.get(reverse("sales:sale", args=[back.pk])).content.decode()
    assert sale.number in page
    receipt = client.get(reverse("sales:receipt", args=[back.pk])).content.decode()
    assert "退货单" in receipt
    assert sale.number in receipt
    day = client.get(reverse("sales:day"))
    assert day.context["page"].figures.returned_cents == -1_280_000
    assert sum(person.returned_cents for person in day.context["page"].people) == -1_280_000


@pytest.mark.parametrize("code", ["NONE", "S01-20260101-0001"])
def test_an_unknown_receipt_is_a_sentence(client, shop, code):
    answer = client.get(reverse("sales:returns"), {"code": code})
    assert answer.status_code == 422
    assert code in answer.content.decode()


def test_a_line_without_a_tick_or_reason_writes_nothing(client, shop):
    sale = sold(shop, "D1")
    assert take(client, sale, 9).status_code == 422
    assert take(client, sale, reason="because").status_code == 422
    assert not BasketLine.objects.exists()


def test_a_receipt_scanned_at_the_till_opens_its_return(client, shop):
    sale = sold(shop, "D1")
    answer = client.post(reverse("sales:scan"), {"code": sale.number})
    assert answer.url.endswith(f"?code={sale.number}")
