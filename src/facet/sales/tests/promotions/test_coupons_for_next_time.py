"""Promotions that give coupons: issued with the ticket, void with its return, and why the others did not count."""

import pytest

from facet.loyalty import services as loyalty_services
from facet.loyalty.models import Coupon
from facet.loyalty.selectors.given_coupons import coupons_left, given_coupons
from facet.loyalty.tests import factories as loyalty
from facet.loyalty.tests import spending
from facet.promotions.errors import CouponsUsed, TermsInvalid
from facet.promotions.models import PromotionTicket, PromotionTrace, PromotionVersion
from facet.promotions.rules.terms import Kind
from facet.promotions.selectors import ticket_story
from facet.promotions.tests.factories import draft, live
from facet.sales.models import Sale
from facet.sales.rules.request import CouponRequest
from facet.sales.tests import factories
from facet.sales.tests.factories import AT
from facet.sales.tests.promotions.test_on_the_ticket import rings, take_back

pytestmark = pytest.mark.django_db
STEP = {"kind": Kind.COUPON, "value": 0, "coupon": "B200", "coupon_quantity": 1, "from_cents": 100_000, "steps": True}


@pytest.fixture
def shop():
    spending.no_proof()
    return factories.shop()


def states():
    return sorted(Coupon.objects.values_list("state", flat=True))


def test_each_full_step_gives_a_coupon_that_the_member_can_use(shop):
    spending.coupon_type()
    live(**STEP)

    sold = shop.sell(*rings(shop, 150_000, 120_000))

    row = PromotionTicket.objects.get()
    assert (row.coupons, row.cents, row.coupon_batch.cause) == (2, 0, "promotion:P1")
    assert {each.member_id for each in Coupon.objects.all()} == {shop.member.pk}
    assert sold.sale.due_cents == 270_000
    code = Coupon.objects.first().code
    assert shop.sell("D1", coupons=(CouponRequest(code=code),)).sale.due_cents == 1_280_000 - 20_000


def test_a_customer_without_a_card_is_told_that_coupons_are_for_members(shop):
    spending.coupon_type()
    live(**STEP)

    sold = shop.sell(*rings(shop, 150_000), member=None)

    assert not Coupon.objects.exists()
    assert [each.why for each in ticket_story(f"sales.sale:{sold.sale.pk}").skipped] == ["members"]


def test_a_return_makes_void_what_the_rest_no_longer_carries(shop):
    spending.coupon_type()
    live(**STEP)
    sold = shop.sell(*rings(shop, 150_000, 120_000))

    take_back(shop, sold, 2)
    assert states() == ["issued", "void"]
    take_back(shop, sold, 1)

    assert states() == ["void", "void"]
    assert [sum(each) for each in zip(*PromotionTicket.objects.values_list("coupons", "uses"), strict=True)] == [0, 0]


def test_goods_do_not_come_back_while_their_coupon_has_paid_elsewhere(shop):
    """P23: the other ticket first; then the coupon is free again, and this return takes it."""
    spending.coupon_type()
    live(**STEP)
    sold = shop.sell(*rings(shop, 150_000))
    other = shop.sell("D1", coupons=(CouponRequest(code=Coupon.objects.get().code),))
    loyalty_services.close_coupon_type(actor=loyalty.HOUSE, operation=loyalty.key(), code="B200", is_open=False, at=AT)
    tickets = Sale.objects.count()

    with pytest.raises(CouponsUsed) as refused:
        take_back(shop, sold, 1)
    assert refused.value.facts == {"promotion": "促销P1", "used": 1}
    assert (Sale.objects.count(), PromotionTicket.objects.filter(coupons__lt=0).count()) == (tickets, 0)

    take_back(shop, other, 1)
    take_back(shop, sold, 1)
    assert "redeemed" not in states()


def test_no_more_than_one_member_may_have_and_none_of_a_closed_type(shop, django_assert_num_queries):
    kind = spending.coupon_type(per_member=1)
    live(**STEP)
    first, second = rings(shop, 150_000, 150_000)
    shop.sell(first)
    sold = shop.sell(second)

    assert Coupon.objects.count() == 1
    assert [each.why for each in ticket_story(f"sales.sale:{sold.sale.pk}").skipped] == ["coupons"]
    with django_assert_num_queries(2):
        assert coupons_left(["B200"], member_id=shop.member.pk) == {"B200": 0}
    batch = PromotionTicket.objects.get(coupons=1).coupon_batch_id
    with django_assert_num_queries(1):
        given = given_coupons([batch])[batch]
    assert (given.unused, given.used) == (1, 0)
    type(kind).objects.update(is_open=False)
    assert coupons_left(["B200", "NONE"], member_id=None) == {"B200": 0, "NONE": 0}


@pytest.mark.parametrize("facts", [{"coupon": "NONE"}, {"coupon": ""}, {"coupon_quantity": 0}])
def test_coupons_that_nobody_issues_are_refused_at_their_blank(shop, facts):
    spending.coupon_type()

    with pytest.raises(TermsInvalid) as refused:
        draft(**STEP | facts)

    assert refused.value.facts["field"] == "coupon"
    assert not PromotionVersion.objects.exists()


def test_the_ticket_keeps_why_the_others_did_not_count(shop, django_assert_num_queries):
    live("P1", kind=Kind.AMOUNT, value=30_000)
    live("P2", from_cents=2_000_000)
    sold = shop.sell("D1")
    live("P2", value=5_000)  # another wording of today says nothing about that day

    with django_assert_num_queries(3):
        story = ticket_story(f"sales.sale:{sold.sale.pk}")
    assert [(each.code, each.cents) for each in story.applied] == [("P1", 30_000)]
    assert [(each.code, each.why, each.more) for each in story.skipped] == [("P2", "spend", 720_000)]


def test_a_ticket_without_promotions_keeps_no_trace(shop):
    live()
    shop.sell("D1")
    assert not PromotionTrace.objects.exists()
