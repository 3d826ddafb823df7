"""Promotions on a ticket: priced, stored, given back."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facet.catalog.rules.pricing import LineDiscount
from facet.inventory import services as inventory_services
from facet.inventory.models import BulkEntry
from facet.inventory.tests import factories as inventory
from facet.kernel.permissions import house
from facet.organisation.models import Role, RoleAssignment, Task
from facet.organisation.tests import factories as organisation
from facet.promotions.errors import PromotionUsedUp, SetBroken
from facet.promotions.models import PromotionSlice, PromotionTicket, PromotionUse
from facet.promotions.rules.terms import Conditions, CostShares, Kind, Limits
from facet.promotions.selectors.books import quota_books
from facet.promotions.tests.factories import YEAR, live
from facet.sales import services
from facet.sales.models import SaleLine
from facet.sales.rules.request import LineRequest
from facet.sales.rules.returns import ReturnRequest
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, key, paid

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop():
    return factories.shop()


def rings(shop, *prices):
    category = shop.pieces["D1"].category
    for number, cents in enumerate(prices, start=1):
        inventory.piece(
            f"R{number}", shop.store, category=category, price_item=None, price_basis="fixed",
            tag_price_cents=cents, labour_value=0,
        )  # fmt: skip
    return [f"R{number}" for number in range(1, len(prices) + 1)]


def take_back(shop, sale, line_no, **facts):
    rights = shop.actor(shop.manager, limits={**factories.LIMITS, "refund_cents": 10**9})
    request = shop.request(
        returns=(ReturnRequest(sale=sale.sale.pk, line_no=line_no, reason="size"),), lines=(), **facts
    )
    due = services.quote_sale(actor=rights, request=request, at=AT).totals.due_cents
    request = shop.request(
        returns=request.returns, lines=(), tenders=(paid("wechat", -due),) if due else (), **facts
    )  # fmt: skip
    return services.complete_sale(actor=rights, operation=key(), request=request, at=AT)


def test_f10_is_stored_by_line_and_the_second_line_refunds_its_stored_net(shop):
    """F10, P23: 7,808 / 2,928 / 1,464; line 2 gives back 2,928.00."""
    live(kind=Kind.AMOUNT, value=30_000, shares=CostShares(mall_bp=3_000))
    sold = shop.sell(*rings(shop, 800_000, 300_000, 150_000))

    assert [line.net_cents for line in sold.lines] == [780_800, 292_800, 146_400]
    assert list(PromotionUse.objects.order_by("line_no").values_list("line_no", "cents")) == [
        (1, 19_200), (2, 7_200), (3, 3_600),
    ]  # fmt: skip
    assert PromotionTicket.objects.get().mall_cents == 9_000

    back = take_back(shop, sold, 2)

    assert back.sale.due_cents == -292_800
    row = PromotionTicket.objects.get(reverses__isnull=False)
    assert (row.cents, row.mall_cents, row.uses) == (-7_200, -2_160, 0)
    take_back(shop, sold, 1)
    take_back(shop, sold, 3)
    total = PromotionTicket.objects.values_list("cents", "mall_cents", "uses")
    assert [sum(column) for column in zip(*total, strict=True)] == [0, 0, 0]


@pytest.mark.parametrize(
    ("at", "due"),
    [
        (datetime(2026, 12, 25, 15, 59, 59, tzinfo=UTC), 1_152_000),
        (datetime(2026, 12, 25, 16, 0, tzinfo=UTC), 1_280_000),
    ],
)
def test_a_promotion_through_the_25th_ends_at_midnight_of_the_store(shop, at, due):
    """P30: 23:59:59 counts, 0:00 does not."""
    factories.board_price(shop.store.price_group, factories.inventory.price_item(), at=at)
    live(conditions=Conditions(begins=date(2026, 12, 24), until=date(2026, 12, 26)))

    assert services.quote_sale(actor=shop.actor(), request=shop.request("D1"), at=at).totals.due_cents == due


def test_quote_and_sale_say_the_same_and_the_formula_names_it(shop):
    live(kind=Kind.LABOUR, value=5_000)
    quoted = services.quote_sale(actor=shop.actor(), request=shop.request("G1"), at=AT)
    sold = shop.sell("G1")

    assert sold.sale.due_cents == quoted.totals.due_cents
    assert quoted.lines[0].priced.steps[-1].name == "促销P1"
    assert SaleLine.objects.get().discount_cents == quoted.promoted.result.cents > 0


def test_a_discount_by_hand_keeps_the_promotion_off_and_says_so(shop):
    live()
    by_hand = LineRequest(tag="D1", discount=LineDiscount(fixed_bp=500))
    quoted = services.quote_sale(actor=shop.actor(), request=shop.request(lines=(by_hand,)), at=AT)

    assert quoted.promoted.result.skipped[0].why == "by_hand"


def test_points_are_multiplied_and_the_higher_factor_counts(shop):
    plain = services.quote_sale(actor=shop.actor(), request=shop.request("D1"), at=AT).points
    live(kind=Kind.POINTS, value=30_000)

    assert services.quote_sale(actor=shop.actor(), request=shop.request("D1"), at=AT).points == 3 * plain
    assert shop.sell("D1").sale.points_earned == 3 * plain


def test_a_limit_for_one_member_is_counted_over_her_tickets(shop):
    live(limits=Limits(per_member=1))
    first, second = rings(shop, 100_000, 100_000)

    assert [shop.sell(tag).sale.due_cents for tag in (first, second)] == [90_000, 100_000]


def test_a_budget_is_used_warned_of_and_given_back(shop):
    live(kind=Kind.AMOUNT, value=30_000, limits=Limits(budget_cents=60_000, total=5))
    first, second, third = rings(shop, 100_000, 100_000, 100_000)
    sold = shop.sell(first)
    shop.sell(second)

    assert shop.sell(third).sale.due_cents == 100_000
    assert sorted(Task.objects.values_list("store", "facts__percent")) == [(shop.store.pk, 80), (shop.store.pk, 100)]
    take_back(shop, sold, 1)
    assert PromotionSlice.objects.values_list("used_cents", "uses").get() == (30_000, 1)
    assert not quota_books()


def test_what_is_gone_since_the_price_was_told_refuses_the_sale_whole(shop, monkeypatch):
    version = live(limits=Limits(total=1))
    monkeypatch.setattr("facet.promotions.rules.conditions.used_up", lambda left: None)
    monkeypatch.setattr("facet.promotions.rules.engine.used_up", lambda left: None)
    first, second = rings(shop, 100_000, 100_000)
    shop.sell(first)

    with pytest.raises(PromotionUsedUp):
        shop.sell(second)
    assert PromotionTicket.objects.filter(version=version).count() == 1
    assert SaleLine.objects.count() == 1


def gifts(shop):
    inventory.lot("GIFTBAG", price_basis="per_piece", price_cents=9_900)
    inventory_services.receive_bulk(
        actor=house("test"), operation=key(), at=AT,
        request=inventory_services.BulkIn(store=shop.store.code, sku="GIFTBAG", quantity=3, weight_mg=30_000),
    )  # fmt: skip
    live(kind=Kind.GIFT, value=0, gift_sku="GIFTBAG", gift_quantity=1, from_cents=100_000)


def test_a_gift_leaves_the_stock_as_a_line_that_costs_nothing(shop):
    gifts(shop)
    sold = shop.sell(*rings(shop, 150_000))

    gift = sold.lines[-1]
    assert (gift.kind, gift.quantity, gift.net_cents) == ("gift", 1, 0)
    assert BulkEntry.objects.filter(document=f"sales.sale:{sold.sale.pk}", quantity=-1).count() == 1


def test_goods_do_not_come_back_without_their_gift(shop):
    """P23."""
    gifts(shop)
    sold = shop.sell(*rings(shop, 150_000))

    with pytest.raises(SetBroken) as refused:
        take_back(shop, sold, 1)
    assert refused.value.facts["codes"] == "GIFTBAG"

    take_back(shop, sold, 2)
    take_back(shop, sold, 1)

    totals = PromotionTicket.objects.values_list("gifts", "uses")
    assert [sum(column) for column in zip(*totals, strict=True)] == [0, 0]


def test_a_sale_with_one_promotion_stays_under_forty_statements(shop):
    live(kind=Kind.AMOUNT, value=30_000, limits=Limits(budget_cents=600_000, per_member=5), conditions=YEAR)
    inventory.piece("G2", shop.store)
    shop.sell("G1")
    request = shop.request("G2", "D1", tenders=(paid("cash", 5_000_000),))

    with CaptureQueriesContext(connection) as spent:
        services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)

    skipped = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    inside = [query["sql"] for query in spent if not query["sql"].startswith(skipped)]
    print(len(inside), "statements")
    assert len(inside) <= 40


def test_headquarters_hears_of_the_whole_budget_while_no_store_is_near_its_own_end(shop):
    other = factories.shop(code="S02", with_member=False)
    live(kind=Kind.AMOUNT, value=30_000, limits=Limits(budget_cents=100_000))
    PromotionSlice.objects.filter(store=other.store).update(used_cents=50_000)
    planner = organisation.staff("marketing")
    RoleAssignment.objects.create(staff=planner, role=Role.objects.create(code="marketing", name="总部营销"))

    shop.sell(*rings(shop, 100_000))

    assert list(Task.objects.values_list("store", "assignee", "facts__percent")) == [(None, planner.pk, 80)]
