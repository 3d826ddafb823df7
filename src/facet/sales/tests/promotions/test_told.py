"""The promotions of a ticket, told on its page and to programs: what counted, what did not and why."""

from uuid import uuid4

import pytest

from facet.kernel.permissions import EVERYWHERE
from facet.promotions.rules.terms import Kind
from facet.promotions.tests.factories import live
from facet.sales.tests import factories
from facet.sales.tests.promotions.test_on_the_ticket import rings, take_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    """¥300 off counts; ¥7,200 more would bring 10 %."""
    shop = factories.shop()
    live("P1", kind=Kind.AMOUNT, value=30_000)
    live("P2", from_cents=2_000_000)
    return shop


def everywhere(shop):
    grants = {**shop.actor().grants, "organisation.view_stores": EVERYWHERE}
    return shop.actor(grants=dict.fromkeys(grants, EVERYWHERE))


def test_programs_hear_it_with_the_quote_the_sale_and_the_stored_ticket(shop, call):
    ticket = {"store": "S01", "till": "T1", "member": shop.member.pk, "lines": [{"tag": "D1"}]}

    quoted = call(everywhere(shop), "post", "/sales/quote", ticket).json()
    body = ticket | {"tenders": [{"method": "wechat", "amount_cents": 1_250_000}]}
    key = uuid4()
    sold, again = (call(everywhere(shop), "post", "/sales", body, key=key).json() for _ in range(2))
    stored = call(everywhere(shop), "get", f"/sales/{sold['id']}").json()

    assert sold["promotions"] == again["promotions"] == stored["promotions"] == quoted["promotions"]
    told = stored["promotions"]
    assert (told["off_cents"], told["applied"][0]["lines"]) == (30_000, [{"line_no": 1, "cents": 30_000}])
    (missing,) = told["skipped"]
    assert (missing["code"], missing["why"], missing["more"]) == ("P2", "spend", 720_000)
    assert "7,200.00" in missing["sentence"]


def test_the_page_of_the_sale_says_it_too_and_the_return_what_it_took_back(shop, see):
    first, _ = rings(shop, 150_000, 150_000)
    sold = shop.sell(first)
    page = see(everywhere(shop), "sales:sale", sold.sale.pk).content.decode()

    assert all(words in page for words in ("促销P1", "−300.00", "促销P2", "18,500.00"))
    back = take_back(shop, sold, 1)
    page = see(everywhere(shop), "sales:sale", back.sale.pk)
    assert [each.taken_back_cents for each in page.context["page"].story.applied] == [30_000]


def test_a_ticket_without_promotions_says_nothing_of_them(see):
    plain = factories.shop()
    sold = plain.sell("D1")

    assert "promotions-head" not in see(everywhere(plain), "sales:sale", sold.sale.pk).content.decode()
