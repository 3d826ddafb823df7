"""Slips, cards, receipts and their codes: what prints, what is noted, who may."""

import re
import zlib
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import pytest
import zxingcpp
from django.urls import reverse
from PIL import Image

from facet.audit.models import Event
from facet.inventory.models import Certificate
from facet.kernel.errors import NotFound, NotPermitted
from facet.organisation.models import Store
from facet.sales import services
from facet.sales.flows.papers import sheet_of
from facet.sales.models import PaperPrint, PrintLayout, Warranty
from facet.sales.selectors.paper_forms import FORMS
from facet.sales.selectors.paper_page import paper_of
from facet.sales.tests import factories
from facet.sales.tests.basket.test_till_page import shop  # noqa: F401 -- a fixture
from facet.sales.tests.ticket.test_api import headers, post  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)


@pytest.fixture
def sold(shop):  # noqa: F811 -- the fixture
    """A bangle by weight and a ring with a certificate, sold in a store with a head of its own."""
    Store.objects.filter(pk=shop.store.pk).update(receipt_head="云岫珠宝 湖滨银泰", admin_code="330102")
    Certificate.objects.create(piece=shop.pieces["D1"], lab="NGTC", number="D1234567890")
    return shop.sell("G1", "D1", at=NOW).sale


def paper(client, sale, form, **query):
    return client.get(reverse("sales:paper", args=[sale.pk, form]), query)


def test_the_slip_says_weights_labour_certificate_and_holds_a_code_for_each_piece(client, sold):
    assert client.post(reverse("sales:print_paper", args=[sold.pk, "slip"])).status_code == 302
    page = paper(client, sold, "slip").content.decode()

    for said in ("云岫珠宝 湖滨银泰", "28.36", "1,077.68", "NGTC D1234567890", "28,870.48", "12,800.00", "999‰"):
        assert said in page
    assert "pp-on--three_part" in page
    assert "pp-on--a5" in paper(client, sold, "slip", paper="a5").content.decode()
    for token in Warranty.objects.values_list("token", flat=True):
        assert f"/w/{token}" in page


def test_the_code_on_paper_leads_to_the_warranty(client, sold, shop):  # noqa: F811 -- the fixture
    services.print_paper(actor=shop.actor(), sale_id=sold.pk, form="slip", at=NOW)
    found = paper_of(shop.actor(), sale_id=sold.pk, form_key="slip", english=False)
    sheet = sheet_of(found, lambda token: f"https://facet.example/w/{token}")

    import segno

    for coded in sheet.cards:
        picture = BytesIO()
        segno.make(coded.address, error="m", micro=False).save(picture, kind="png", scale=4, border=4)
        assert zxingcpp.read_barcodes(Image.open(picture))[0].text == coded.address
        assert coded.code.startswith("data:image/svg+xml")


@pytest.mark.parametrize(
    ("form", "size", "pages"), [("slip", "a5", 1), ("warranty_card", "card", 2), ("receipt", "", 1)]
)
def test_papers_come_as_files_of_their_size(client, sold, form, size, pages):
    client.post(reverse("sales:print_paper", args=[sold.pk, form]))
    answer = client.get(reverse("sales:paper_pdf", args=[sold.pk, form]), {"paper": size})

    assert answer["Content-Type"] == "application/pdf"
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", answer.content, re.S)
    inside = b"".join(zlib.decompress(each) for each in packed if each[:1] == b"x")
    assert inside.count(b"/MediaBox") == pages


def test_the_second_print_is_marked_and_needs_the_right(client, sold, shop):  # noqa: F811 -- the fixture
    for copy in range(2):
        printed = services.print_paper(actor=shop.actor(), sale_id=sold.pk, form="slip", at=NOW)
        assert printed.copy == copy
    assert "rc-mark" in paper(client, sold, "slip").content.decode()
    assert "rc-mark" not in paper(client, sold, "warranty_card").content.decode()

    grants = {code: reach for code, reach in shop.actor().grants.items() if code != "sales.reprint"}
    with pytest.raises(NotPermitted):
        services.print_paper(actor=shop.actor(grants=grants), sale_id=sold.pk, form="slip", at=NOW)
    assert PaperPrint.objects.count() == 2
    assert Event.objects.filter(action="sales.paper_printed").count() == 2


def test_an_unknown_form_or_another_stores_ticket_is_not_found(client, sold, shop):  # noqa: F811 -- the fixture
    other = factories.shop(code="S02", with_member=False)
    for actor, form in ((shop.actor(), "poster"), (other.actor(), "slip")):
        with pytest.raises(NotFound):
            services.print_paper(actor=actor, sale_id=sold.pk, form=form, at=NOW)
    assert PaperPrint.objects.count() == Warranty.objects.count() == 0
    assert paper(client, sold, "poster").status_code == 404


@pytest.mark.parametrize("form", [each.key for each in FORMS if each.key != "old_gold"])
def test_a_paper_takes_a_stated_number_of_queries(sold, shop, form, django_assert_max_num_queries):  # noqa: F811 -- fixture
    with django_assert_max_num_queries(25):
        paper_of(shop.actor(), sale_id=sold.pk, form_key=form, english=True)


def test_a_layout_changes_what_prints_and_old_tickets_keep_theirs(client, sold, shop):  # noqa: F811 -- the fixture
    facts = {"form": "slip", "paper": "a5", "font": "large", "foot": "终身免费清洗 / 凭单换款", "set_by_key": "t",
             "set_by_name": "t", "set_at": NOW, "blocks": ["head", "foot", "facts", "goods", "totals"]}  # fmt: skip
    PrintLayout.objects.create(valid_from=sold.business_date, **facts)
    page = paper(client, sold, "slip").content.decode()
    assert "pp-on--a5 pp--large" in page
    assert "<p>终身免费清洗</p><p>凭单换款</p>" in page
    assert page.index("凭单换款") < page.index("pp-goods")
    assert "pp-signs" not in page

    PrintLayout.objects.create(valid_from=sold.business_date.replace(year=2030), **facts | {"paper": "three_part"})
    assert "pp-on--a5" in paper(client, sold, "slip").content.decode()


def test_the_printers_bytes_say_what_the_receipt_says(client, sold):
    answer = client.get(reverse("sales:receipt_escpos", args=[sold.pk]))
    text = answer.content.decode("gb18030", "replace")

    assert answer.content.startswith(b"\x1b@")
    for said in (sold.number, "足金手镯 G1", "=27,792.80", "¥41,670.48", "云岫珠宝 湖滨银泰"):
        assert said in text


def test_programs_print_and_see_warranties(client, sold, shop, headers):  # noqa: F811 -- fixtures
    mine = headers(shop.clerk)
    first = post(client, f"/sales/{sold.pk}/receipt-prints", {}, mine)
    assert first.status_code == 200, first.content
    assert first.content.startswith(b"\x1b@")
    services.issue_warranties(sale_id=sold.pk, at=NOW)
    rows = client.get(f"/api/v1/sales/{sold.pk}/warranties", headers=mine).json()
    assert [each["tag"] for each in rows] == ["G1", "D1"]
    assert client.get(f"/api/v1/sales/{uuid4()}/warranties", headers=mine).status_code == 404
