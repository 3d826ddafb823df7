"""Invoices: the amount by F38 and F39, one a ticket, answered once; names sealed, masked, and noted when looked at."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from facet.audit.models import Event
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.organisation.models import Role, RoleAssignment
from facet.organisation.tests import factories as organisation
from facet.sales import services
from facet.sales.errors import InvoiceAsked, InvoiceDecided, NothingToInvoice
from facet.sales.models import InvoiceRequest, Sale
from facet.sales.rules.invoicing import InvoiceWish, TaxedLine, checked_wish, invoice_tax
from facet.sales.rules.old_gold_tax import retail_tax
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, key, paid
from facet.sales.tests.old_gold.factories import boss, bought_back
from facet.sales.tests.old_gold.factories import gold as gold_in
from facet.sales.tests.returns.test_api import bearer, shop  # noqa: F401 -- shop is the fixture
from facet.sales.tests.returns.test_returning import back, bring

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = InvoiceWish(buyer="person", title="陈雅琴", email="chen@example.com")
COMPANY = {
    "buyer": "company",
    "title": "明湖文化有限公司",
    "email": "tax@example.com",
    "tax_number": "91330100MA2B1C2D3E",
}


def ask(shop: Shop, sale: Sale, **facts: Any) -> InvoiceRequest:  # noqa: F811 -- the fixture's name
    facts = {"actor": shop.actor(), "operation": key(), "wish": PERSON, "at": AT, **facts}
    return services.request_invoice(sale_id=sale.pk, **facts)


GOLD, RING = True, False


@pytest.mark.parametrize(("lines", "cut", "gold", "back_cents", "expected"), [
    ([(1_130_000, RING)], 0, 0, 0, (1_000_000, 130_000, 50_000)),  # F38
    ([(1_375_600, GOLD)], 0, -966_134, 0, (362_359, 47_107, 18_118)),  # F39: on the top-up
    ([(1_130_050, RING)], -50, 0, 0, (1_000_000, 130_000, 50_000)),
    ([(2_260_000, GOLD)], 0, 0, -1_130_000, (1_000_000, 130_000, 50_000)),
    # other goods are taxed on their full price, however much old gold came in (F39): the gold's own base ends at 0
    ([(300_000, GOLD), (1_130_000, RING)], 0, -500_000, 0, (1_000_000, 130_000, 50_000)),
    ([(500_000, GOLD), (1_130_000, RING)], 0, -274_000, 0, (1_200_000, 156_000, 60_000)),
    # each line rounds by itself: three of 1.00 are 3 × 0.88 + 3 × 0.12, not 2.65 + 0.35
    ([(100, GOLD), (100, GOLD), (100, RING)], 0, 0, 0, (264, 36, 12)),
    ([(1_000_000, GOLD)], 0, -1_200_000, 0, None), ([(500_000, RING)], 0, 0, -500_000, None),
    ([], 0, -900_000, 0, None),
])  # fmt: skip
def test_what_an_invoice_says(lines: Any, cut: int, gold: int, back_cents: int, expected: Any) -> None:
    goods = [TaxedLine(cents, meets_old_gold) for cents, meets_old_gold in lines]
    tax = invoice_tax(goods, rounding_cents=cut, old_gold_cents=gold, exchanged_cents=back_cents)
    assert (tax and (tax.net_cents, tax.vat_cents, tax.consumption_cents)) == expected


def test_old_gold_lowers_the_gold_of_the_ticket_only(shop: Shop) -> None:  # noqa: F811 -- the fixture
    """A ring in the same ticket is invoiced whole: the house is taxed on its full price (F39)."""
    type(shop.pieces["G1"].category).objects.filter(pk=shop.pieces["G1"].category_id).update(tax_class="gold_jewelry")
    sold = shop.sell("G1", "D1", old_gold=(gold_in(),)).sale
    gold = sum(line.net_cents for line in sold.lines.filter(kind="old_gold"))

    row = ask(shop, sold)

    assert gold < 0
    assert row.amount_cents == 2_887_048 + gold + 1_280_000
    ring, bangle = retail_tax(1_280_000), retail_tax(2_887_048 + gold)
    assert (row.vat_cents, row.consumption_cents) == (
        ring.vat_cents + bangle.vat_cents, ring.consumption_cents + bangle.consumption_cents,
    )  # fmt: skip


@pytest.mark.parametrize(("facts", "field"), [
    ({"buyer": "nobody"}, "buyer"), ({"title": "  "}, "title"), ({"email": "chen"}, "email"),
    ({"email": "a b@example.com"}, "email"), ({"buyer": "company", "tax_number": "123"}, "tax_number"),
])  # fmt: skip
def test_a_wish_that_cannot_be_issued_is_refused(facts: dict[str, str], field: str) -> None:
    wish = {"buyer": "person", "title": "陈雅琴", "email": "chen@example.com"} | facts
    with pytest.raises(Invalid) as refusal:
        checked_wish(InvoiceWish(**wish))
    assert refusal.value.facts["field"] == field


def test_asked_once_and_sealed(shop: Shop) -> None:  # noqa: F811 -- the fixture
    sold = shop.sell("D1", round_off="yuan").sale
    row = ask(shop, sold, wish=InvoiceWish(**COMPANY | {"tax_number": "9133 0100 ma2b1c2d3e"}))
    assert (row.amount_cents, row.state, row.tax_number) == (1_280_000, "asked", "91330100MA2B1C2D3E")
    with connection.cursor() as cursor:
        cursor.execute("SELECT title, tax_number, email FROM sales_invoicerequest")
        assert all("明湖".encode() not in bytes(cell) and b"9133" not in bytes(cell) for cell in cursor.fetchone())
    with pytest.raises(InvoiceAsked):
        ask(shop, sold)
    assert InvoiceRequest.objects.count() == 1
    assert "明湖" not in str(list(Event.objects.values_list("facts", "subject_label")))


def test_the_same_request_again_is_the_same(shop: Shop) -> None:  # noqa: F811 -- the fixture
    sold, operation = shop.sell("D1").sale, key(ask=1)
    assert ask(shop, sold, operation=operation).pk == ask(shop, sold, operation=operation).pk


def test_what_came_back_is_taken_off_and_nothing_left_is_refused(shop: Shop) -> None:  # noqa: F811 -- the fixture
    sold = shop.sell("D1", "G1").sale
    bring(shop, back(sold, 1), tenders=(paid("wechat", 1_280_000),))
    assert ask(shop, sold).amount_cents == 2_887_048
    other = bought_back(shop).sale
    with pytest.raises(NothingToInvoice):
        ask(shop, other)


def test_another_stores_ticket_is_unknown_and_the_right_is_asked(shop: Shop) -> None:  # noqa: F811 -- the fixture
    other = factories.shop(code="S02", with_member=False)
    sold = other.sell("D1-S02").sale
    with pytest.raises(NotFound):
        ask(shop, sold)
    bare = other.actor(grants={"sales.view_sales": other.actor().scope("sales.view_sales")})
    with pytest.raises(NotPermitted):
        ask(other, sold, actor=bare)
    assert not InvoiceRequest.objects.exists()


def test_issued_once_with_its_number_rejected_with_a_reason(shop: Shop) -> None:  # noqa: F811 -- the fixture
    row = ask(shop, shop.sell("D1").sale)
    who = {"actor": boss(shop), "invoice_id": row.pk, "at": AT}
    for answer, field in ((services.InvoiceAnswer(issued=True, number="12"), "number"),
                          (services.InvoiceAnswer(issued=False), "reason")):  # fmt: skip
        with pytest.raises(Invalid) as refusal:
            services.decide_invoice(operation=key(), answer=answer, **who)
        assert refusal.value.facts["field"] == field
    services.decide_invoice(operation=key(), answer=services.InvoiceAnswer(issued=False, reason="税号不符"), **who)
    with pytest.raises(InvoiceDecided):
        services.decide_invoice(
            operation=key(), answer=services.InvoiceAnswer(issued=True, number="25332000001"), **who
        )
    assert InvoiceRequest.objects.get().state == "rejected"
    again = ask(shop, row.sale)  # after a rejection the customer may ask anew
    done = services.decide_invoice(
        actor=boss(shop), operation=key(), invoice_id=again.pk, at=AT,
        answer=services.InvoiceAnswer(issued=True, number="25332000000123456789"),
    )  # fmt: skip
    assert (done.state, done.invoice_number) == ("issued", "25332000000123456789")


def test_the_whole_way_on_screen(client: Client, shop: Shop) -> None:  # noqa: F811 -- the fixture
    accountant = organisation.staff("books", home=shop.store, code="A1")
    RoleAssignment.objects.create(staff=accountant, role=Role.objects.get(code="accountant"))
    sold = shop.sell("D1").sale
    client.force_login(shop.clerk)
    page = client.get(f"/sales/{sold.pk}/invoice")
    assert "12,800.00" in page.content.decode()
    sent = client.post(f"/sales/{sold.pk}/invoice", COMPANY | {"operation_id": str(key().id)})
    assert sent.status_code == 302
    assert "待开" in client.get(f"/sales/{sold.pk}/invoice").content.decode()
    assert client.get("/sales/invoices").status_code == 403

    client.force_login(accountant)
    row = InvoiceRequest.objects.get()
    assert sold.number in client.get("/sales/invoices").content.decode()
    assert "明湖文化" not in client.get(f"/sales/invoices/{row.pk}").content.decode()
    assert "明湖文化有限公司" in client.post(f"/sales/invoices/{row.pk}/names").content.decode()
    assert Event.objects.filter(action="sales.invoice_revealed").count() == 1
    body = {"operation_id": str(key().id), "answer": "issued", "number": ""}
    assert client.post(f"/sales/invoices/{row.pk}/answer", body).status_code == 422
    assert client.post(f"/sales/invoices/{row.pk}/answer", body | {"number": "25332000001"}).status_code == 302
    row.refresh_from_db()
    assert row.state == "issued"


def test_programs_ask_list_and_answer_without_names(client: Client, shop: Shop) -> None:  # noqa: F811 -- the fixture
    accountant = organisation.staff("books", home=shop.store, code="A1")
    RoleAssignment.objects.create(staff=accountant, role=Role.objects.get(code="accountant"))
    sold = shop.sell("D1").sale
    json = {"content_type": "application/json"}
    asked = client.post(f"/api/v1/sales/{sold.pk}/invoice", COMPANY, headers=bearer(shop.clerk), **json)
    assert (asked.status_code, asked.json()["vat_cents"]) == (201, 147_257), asked.json()
    assert "明湖" not in asked.content.decode()
    assert client.get("/api/v1/invoices", headers=bearer(shop.clerk)).status_code == 403
    (row,) = client.get("/api/v1/invoices", headers=bearer(accountant)).json()
    answer = {"answer": "issued", "number": "25332000001"}
    done = client.post(f"/api/v1/invoices/{row['id']}/answer", answer, headers=bearer(accountant), **json)
    assert (done.status_code, done.json()["state"]) == (200, "issued")
    again = client.post(f"/api/v1/invoices/{row['id']}/answer", answer, headers=bearer(accountant), **json)
    assert again.status_code == 409
