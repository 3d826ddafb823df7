"""My results, reprinting, and what the ribbon says of the till: whose figures, how many questions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from facet.inventory.tests import factories as inventory
from facet.kernel.errors import NotPermitted
from facet.kernel.permissions import Actor
from facet.sales import services
from facet.sales.models import ReceiptPrint
from facet.sales.selectors.reprint import receipts
from facet.sales.selectors.results import own_results, same_days_before
from facet.sales.selectors.ribbon import till_state
from facet.sales.tests import factories
from facet.sales.tests.basket.test_till_page import shop  # noqa: F401 -- a fixture
from facet.sales.web.ribbon import state

pytestmark = pytest.mark.django_db
NOW = datetime.now(tz=UTC)


@pytest.mark.parametrize(
    ("day", "then"),
    [
        (date(2026, 11, 21), (date(2026, 10, 1), date(2026, 10, 21))),
        (date(2026, 3, 31), (date(2026, 2, 1), date(2026, 2, 28))),
        (date(2026, 1, 1), (date(2025, 12, 1), date(2025, 12, 1))),
    ],
)
def test_last_months_same_days(day, then):
    assert same_days_before(day) == then


@pytest.mark.parametrize("rows", [1, 3])
def test_own_results_are_ones_own_and_cost_nine_questions(shop, rows, django_assert_num_queries):  # noqa: F811 -- the fixture
    for number in range(rows):
        inventory.piece(f"YX-100{number}", shop.store)
        shop.sell(f"YX-100{number}")
    shop.sell("D1", actor=shop.actor(shop.manager))

    with django_assert_num_queries(9):
        page = own_results(shop.actor(), at=factories.AT)

    assert (page.today.tickets, page.month.tickets, page.then.tickets) == (rows, rows, 0)
    assert page.month.customers == 1
    assert sum(each.net_cents for each in page.categories) == page.month.net_cents
    assert len(page.tickets) == rows


def test_last_month_counts_only_to_the_same_day(shop):  # noqa: F811 -- the fixture
    shop.sell("G1", at=factories.AT - timedelta(days=31))  # 21 October
    shop.sell("D1", at=factories.AT - timedelta(days=30))  # 22 October

    page = own_results(shop.actor(), at=factories.AT)

    assert (page.then.tickets, page.month.tickets, page.change_bp) == (1, 0, -10_000)


def test_who_may_not_see_results_is_refused(shop):  # noqa: F811 -- the fixture
    with pytest.raises(NotPermitted):
        own_results(shop.actor(grants={}), at=factories.AT)
    with pytest.raises(NotPermitted):
        own_results(Actor(key="house:test", name="test"), at=factories.AT)


def test_the_results_page_leads_to_the_ticket(client, shop):  # noqa: F811 -- the fixture
    sold = shop.sell("G1", at=NOW)

    page = client.get(reverse("sales:results")).content.decode()

    assert reverse("sales:sale", args=[sold.sale.pk]) in page


@pytest.mark.parametrize("rows", [1, 3])
def test_a_receipt_is_found_by_number_end_or_goods_in_one_question(shop, rows, django_assert_num_queries):  # noqa: F811 -- the fixture
    for number in range(rows):
        inventory.piece(f"YX-100{number}", shop.store)
        sold = shop.sell(f"YX-100{number}")
    viewer = shop.actor()

    with django_assert_num_queries(1):
        assert len(receipts(viewer, till_id=shop.till.pk)) == rows
    for text in (sold.sale.number, sold.sale.number[-4:], "yx-1000"):
        assert receipts(viewer, text=text)
    assert receipts(viewer, text="1") == []


def test_another_stores_receipt_is_not_found(shop):  # noqa: F811 -- the fixture
    sold = shop.sell("G1")
    other = factories.shop(code="S02", with_member=False)

    assert receipts(other.actor(), text=sold.sale.number) == []
    assert receipts(other.actor(), till_id=shop.till.pk) == []


def test_reprinting_from_the_page_marks_the_copy(client, shop):  # noqa: F811 -- the fixture
    sold = shop.sell("G1", at=NOW)
    page = client.get(reverse("sales:reprint")).content.decode()
    assert sold.sale.number in page

    for _ in range(2):
        client.post(reverse("sales:print_receipt", args=[sold.sale.pk]))

    assert list(ReceiptPrint.objects.order_by("copy").values_list("copy", flat=True)) == [0, 1]


def test_the_ribbon_counts_held_tickets_and_knows_the_shift(shop, django_assert_num_queries):  # noqa: F811 -- the fixture
    clerk = shop.actor()
    with django_assert_num_queries(2):
        told = state(clerk, None, NOW)
    assert (told["sell.held"]["count"], set(told)) == (0, {"sell.held", "home.close_shift"})
    basket = services.open_basket(actor=clerk, store="S01", till="T1", at=NOW)
    services.hold_basket(actor=clerk, basket_id=basket.pk, at=NOW)
    services.open_shift(actor=clerk, operation=factories.key(), store="S01", till="T1", float_cents=0, at=NOW)

    with django_assert_num_queries(2):
        told = state(clerk, None, NOW)

    assert told["sell.held"]["count"] == 1
    assert set(told) == {"sell.held", "home.open_shift"}


def test_the_ribbon_says_nothing_of_a_store_out_of_reach(shop):  # noqa: F811 -- the fixture
    other = factories.shop(code="S02", with_member=False)

    assert till_state(shop.actor(store_id=other.store.pk)) is None
