"""The screens of buying: every one opens, acts work as plain forms, the supplier's link is open to all."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.cache import cache

from facet.kernel.clock import now
from facet.purchasing import services
from facet.purchasing.models import PurchaseOrder, SupplierBill
from facet.purchasing.rules.orders import link_digest
from facet.purchasing.services import BillIn, BillLineIn, MemoIn, SupplierReturnIn
from facet.purchasing.tests import factories as make
from facet.purchasing.tests.factories import AT, actor, bangles, key, order, receive, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(client):
    here = make.store()
    make.goods.catalogue()
    make.supplier()
    client.force_login(make.person(home=here))
    return here


@pytest.fixture
def busy(shop):
    """One of each document."""
    number = sent(priced_later=True)
    receive(number, ("G1", 10_250), ("G2", 10_250))
    plain = sent(bangles(quantity=3, weight_mg=30_750))
    receive(plain, ("G3", 10_250), ("G4", 10_250))
    rows = (BillLineIn(order=plain, line_no=1, quantity=1, weight_mg=10_250, net_cents=833_548),)
    billed = BillIn(supplier="SP01", bill_number="N1", billed_on=make.TODAY, lines=rows)
    bill = services.enter_supplier_bill(actor=actor(), operation=key(), wanted=billed, at=AT)
    back = SupplierReturnIn(supplier="SP01", store="S01", tags=("G3",), reason="砂眼")
    returned = services.return_to_supplier(actor=actor(), operation=key(), wanted=back, at=AT)
    lent = MemoIn(partner="SP01", store="S01", tags=("G4",), due_on=make.DUE)
    memo = services.lend_on_memo(actor=actor(), operation=key(), wanted=lent, at=AT)
    receive(sent(consigned=True), ("G5", 10_250))
    return {"order": plain, "bill": bill, "return": returned, "memo": memo}


PAGES = (
    "suppliers/", "suppliers/SP01/", "suppliers/SP01/terms/", "suppliers/SP01/prices/new/", "orders/", "orders/new/",
    "orders/{order}/", "orders/{order}/receive/", "orders/{order}/cancel/", "orders/{order}/paper.pdf", "returns/",
    "returns/new/", "returns/{return}/", "owed/", "owed/fix/", "fixings/", "bills/", "bills/new/",
    "bills/new/?supplier=SP01", "bills/{bill}/", "consigned/", "consigned/settle/", "settlements/", "memos/",
    "memos/new/", "memos/{memo}/", "memos/{memo}/back/",
)  # fmt: skip


def test_every_screen_opens_and_is_closed_without_the_right(client, busy):
    addresses = ["/purchasing/" + page.format(**busy) for page in PAGES]
    assert {address: client.get(address).status_code for address in addresses} == dict.fromkeys(addresses, 200)
    client.force_login(make.goods.person("catalog.view_catalog"))
    closed = {address: client.get(address).status_code for address in addresses}
    assert set(closed.values()) <= {403, 404}, closed


def lines(**first):
    head = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    return head | {f"form-0-{name}": value for name, value in first.items()}


def test_an_order_is_written_grown_and_refused_on_screen(client, shop):
    make.goods.category()
    body = {
        "operation_id": uuid4(), "supplier": "SP01", "store": "S01", "due_on": now().date() + timedelta(days=9),
        "terms": "now",
    }  # fmt: skip
    wanted = {"category": "gold-bangle", "quantity": "2", "weight_mg": "20.50"}
    body |= lines(**wanted, metal_cents_per_gram="802", labour_cents="12")
    more = client.post("/purchasing/orders/new/", body | {"more": "1"})
    assert (more.status_code, b'name="form-5-category"' in more.content) == (200, True)
    answer = client.post("/purchasing/orders/new/", body)
    row = PurchaseOrder.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/purchasing/orders/{row.number}/")
    assert row.amount_cents == 1_667_096
    wrong = client.post("/purchasing/orders/new/", body | {"operation_id": uuid4(), "form-0-quantity": ""})
    assert wrong.status_code == 422
    empty = client.post("/purchasing/orders/new/", body | {"operation_id": uuid4(), "form-0-category": ""})
    assert empty.status_code == 422
    assert PurchaseOrder.objects.count() == 1


def test_above_the_limit_the_page_says_so_and_asks(client, shop):
    number = order()
    address = f"/purchasing/orders/{number}/"
    refused = client.post(address + "approve/", {"operation_id": uuid4()})
    assert refused.status_code == 422
    asked = client.post(address + "ask/", {"operation_id": uuid4(), "reason": "双十二备货"})
    assert asked.status_code == 302
    assert apps.get_model("organisation", "Approval").objects.get().amount == PurchaseOrder.objects.get().amount_cents


def test_a_delivery_is_scanned_weighed_and_refused_line_by_line(client, shop):
    number = sent()
    address = f"/purchasing/orders/{number}/receive/"
    wrong = client.post(address, {"operation_id": uuid4(), "items": "G1 10.25"})
    assert wrong.status_code == 422
    done = client.post(address, {"operation_id": uuid4(), "items": "1 G1 10.25\n1 G2 9.80 x 砂眼"})
    assert done.status_code == 302
    text = client.get(f"/purchasing/orders/{number}/").content.decode()
    assert "G2" in text  # the notice names what was refused
    assert PurchaseOrder.objects.get().state == "partly"
    assert "/inventory/tags/?tags=G1" in text  # exactly these tags go to the printer
    client.post(address, {"operation_id": uuid4(), "items": "1 G3 9.10"})
    page = client.get(f"/purchasing/orders/{number}/", headers={"accept-language": "en"}).content.decode()
    assert "light" in page  # 19.35 g instead of 20.50


def test_a_price_is_fixed_and_a_bill_matched_on_screen(client, busy):
    body = {"operation_id": uuid4(), "supplier": "SP01", "metal": "gold", "fine_mg": "10.48", "cents_per_gram": "820",
            "paid_with": "money", "store": ""}  # fmt: skip
    assert client.post("/purchasing/owed/fix/", body).status_code == 302
    over = client.post("/purchasing/owed/fix/", body | {"operation_id": uuid4(), "fine_mg": "99"})
    assert over.status_code == 422
    page = client.get("/purchasing/bills/new/?supplier=SP01").content.decode()
    assert busy["order"] in page
    head = {"operation_id": uuid4(), "bill_number": "N2", "billed_on": make.TODAY, "invoice_kind": "none",
            "gold_use": "no_gold", "channel": "trade", "form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1"}  # fmt: skip
    line = {"form-0-order": busy["order"], "form-0-line_no": "1", "form-0-quantity": "1", "form-0-weight_mg": "10.25",
            "form-0-net_cents": "8,335.48"}  # fmt: skip
    assert client.post("/purchasing/bills/new/?supplier=SP01", head | line).status_code == 302
    assert SupplierBill.objects.get(bill_number="N2").state == "matched"


def test_the_suppliers_link_needs_no_sign_in_and_tells_strangers_nothing(client, shop):
    number, secret = sent(), "s" * 43
    rows = PurchaseOrder.objects.filter(number=number)
    rows.update(link_digest=link_digest(secret), link_until=now() + timedelta(days=1))
    client.logout()
    address = f"/purchasing/supplier/{secret}/"
    page = client.get(address)
    assert (page.status_code, number in page.content.decode()) == (200, True)
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in page.headers["Cache-Control"]
    body = {"operation_id": uuid4(), "promised_on": "2026-12-08", "line_1": "1"}
    assert client.post(address, body).status_code == 302
    assert rows.get().state == "confirmed"
    for other in ("x" * 43, link_digest(secret)):
        assert client.get(f"/purchasing/supplier/{other}/").status_code == 404
    assert client.post(address, body | {"operation_id": uuid4(), "line_1": "9"}).status_code == 422


def test_a_stranger_who_guesses_links_is_turned_away_for_a_while(client, shop):
    cache.clear()
    client.logout()
    answers = [client.get(f"/purchasing/supplier/{'x' * 42}{guess % 10}/").status_code for guess in range(12)]
    cache.clear()
    assert answers == [404] * 11 + [429]


def test_english_and_chinese(client, busy):
    for language in ("en", "zh-hans"):
        for page in ("suppliers/SP01/", "orders/{order}/", "owed/", "bills/{bill}/"):
            answer = client.get("/purchasing/" + page.format(**busy), headers={"accept-language": language})
            assert answer.status_code == 200
