"""Slips of services, orders, deposits and layaways: laid out like every paper, printed with what was agreed."""

import base64
import io
import re
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from facet.kernel import registry
from facet.kernel.errors import NotFound
from facet.sales import services
from facet.sales.models import CustomerOrder, PaperPrint, PrintLayout
from facet.sales.rules.print_layouts import Layout, first_layout
from facet.sales.selectors.paper_page import paper_of
from facet.sales.selectors.slips import slip_of_counter
from facet.sales.services import LayoutIn
from facet.sales.tests import factories
from facet.sales.tests.deliveries.test_deliveries import recorded
from facet.sales.tests.factories import AT, DRAWN, TODAY, Shop, key
from facet.sales.tests.jobs.test_jobs import taken
from facet.sales.tests.jobs.test_screens import as_manager

pytestmark = pytest.mark.django_db(transaction=True)
SLIPS = ("claim_slip", "order_slip", "deposit_slip", "layaway_slip", "delivery_slip")


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def ordered(shop: Shop) -> CustomerOrder:
    wanted = services.OrderIn(
        store="S01", member=shop.member.pk, kind="custom", design="足金手镯，内刻平安", estimate_from_cents=2_800_000,
        estimate_to_cents=3_000_000, promised_on=TODAY + timedelta(days=20),
    )  # fmt: skip
    return services.open_order(actor=shop.actor(), operation=key(), wanted=wanted, at=AT)


def shown(client: Client, name: str, number: str, **query: str) -> str:
    answer = client.get(reverse(f"sales:{name}", args=[number]), query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_every_slip_is_a_form_with_a_sample(client: Client, shop: Shop) -> None:
    as_admin(client, shop)
    for form in SLIPS:
        page = client.get(reverse("sales:print_layout", args=[form]))
        assert page.status_code == 200
        assert "pp-main" in page.content.decode()
        assert registry.offered("print.form", form).of != "ticket"


def as_admin(client: Client, shop: Shop) -> None:
    from facet.organisation.models import Role, RoleAssignment

    as_manager(client, shop)
    RoleAssignment.objects.create(staff=shop.manager, role=Role.objects.get(code="administrator"))


def test_the_claim_slip_has_its_code_and_what_was_signed(client: Client, shop: Shop) -> None:
    row = taken(shop, metal="gold", fineness_e4=7_500)
    services.sign(
        actor=shop.actor(), wanted=services.SignatureIn(number=row.number, act="brought", strokes=DRAWN), at=AT
    )
    as_manager(client, shop)
    page = shown(client, "job_slip", row.number)
    assert row.claim_code in page
    assert "pp-signed" in page
    assert "75" in page
    assert "pp-on--roll58" in shown(client, "job_slip", row.number, paper="roll58")


def test_the_order_slip_and_its_pdf(client: Client, shop: Shop) -> None:
    row = ordered(shop)
    as_manager(client, shop)
    assert "足金手镯，内刻平安" in shown(client, "order_slip", row.number)
    document = client.get(reverse("sales:order_slip_pdf", args=[row.number]))
    assert (document.status_code, document.content[:5]) == (200, b"%PDF-")


def test_a_slip_beyond_reach_and_a_slip_as_a_tickets_paper_are_unknown(shop):
    row, other = taken(shop), factories.shop(code="S02", with_member=False)
    with pytest.raises(NotFound):
        slip_of_counter(other.actor(), kind="job", number=row.number, english=False, at=AT)
    sale = shop.sell("D1").sale
    for form in SLIPS:
        with pytest.raises(NotFound):
            paper_of(shop.actor(), sale_id=sale.pk, form_key=form, english=False)
        with pytest.raises(NotFound):
            services.print_paper(actor=shop.actor(), sale_id=sale.pk, form=form, at=AT)
    assert not PaperPrint.objects.exists()


def test_its_layout_leaves_parts_out_from_a_day_on(shop, django_assert_max_num_queries):
    row, form = taken(shop), registry.offered("print.form", "claim_slip")
    short = Layout(form="claim_slip", paper="a5_up", blocks=tuple(
        each for each in first_layout(form).blocks if each not in {"terms", "foot"}), head="云岫珠宝售后")  # fmt: skip
    boss = shop.actor(grants=shop.actor().grants | {"sales.print_layouts": factories.EVERYWHERE})
    services.set_print_layout(
        actor=boss, operation=key(), request=LayoutIn(layout=short, valid_from=TODAY), at=AT
    )  # fmt: skip
    with django_assert_max_num_queries(13):
        slip = slip_of_counter(shop.actor(), kind="job", number=row.number, english=False, at=AT)
    assert (slip.layout.paper, "terms" in slip.layout.blocks, slip.words.head) == ("a5_up", False, "云岫珠宝售后")


def png(colour: str = "white") -> Any:
    content = io.BytesIO()
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(content, "PNG")
    content.seek(0)
    content.name = "logo.png"
    return content


def test_a_logo_is_uploaded_shown_kept_and_taken_off(client: Client, shop: Shop, settings: Any, tmp_path: Any) -> None:
    settings.FACET_UPLOADS = tmp_path
    as_admin(client, shop)
    address = reverse("sales:print_layout", args=["claim_slip"])
    blocks = registry.offered("print.form", "claim_slip").blocks
    sent = {"valid_from": TODAY.replace(year=2999).isoformat(), "paper": "roll80", "font": "normal"} | {
        f"part_{each.key}": "on" for each in blocks
    }

    def send(**more: Any) -> Any:
        return client.post(address, sent | {"operation_id": str(uuid.uuid4())} | more)

    looked = send(show="1", picture=png()).content.decode()
    drawn = base64.b64decode(re.search(r'pp-logo" src="data:image/jpeg;base64,([^"]+)"', looked)[1])
    with Image.open(io.BytesIO(drawn)) as seen:
        assert seen.convert("L").getextrema()[0] > 250, "what was clear is white, as on paper"
    assert (PrintLayout.objects.count(), list(tmp_path.iterdir())) == (0, [])
    text = io.BytesIO(b"no picture")
    text.name = "logo.png"
    assert send(picture=text).status_code == 422
    assert PrintLayout.objects.count() == 0
    assert send(picture=png()).status_code == 302
    logo = PrintLayout.objects.get().logo
    assert len(logo) == 64
    assert send(logo=logo).status_code == 302
    assert send(logo=logo, no_logo="on").status_code == 302
    assert list(PrintLayout.objects.order_by("pk").values_list("logo", flat=True)) == [logo, logo, ""]


def test_the_delivery_slip_goes_with_the_goods(client: Client, shop: Shop) -> None:
    row = recorded(shop, shop.sell("D1").sale)
    as_manager(client, shop)
    page = shown(client, "delivery_slip", row.number)
    assert "D1" in page
    assert "文三路" in page


def test_each_paper_has_its_tools_in_the_ribbon(client: Client, shop: Shop) -> None:
    row, job = ordered(shop), taken(shop)
    sale = shop.sell("D1").sale
    as_manager(client, shop)
    for name, key_, slip in (("order", row.number, "order_slip"), ("job", job.number, "job_slip"),
                             ("sale", sale.pk, "ticket_slip"), ("sale", sale.pk, "ticket_card")):  # fmt: skip
        page = client.get(reverse(f"sales:{name}", args=[key_])).content.decode()
        assert reverse(f"sales:{slip}", args=[key_]) in page, slip
