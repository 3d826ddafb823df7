"""The member's own card page shows what she holds and bought, to nobody else. Source: R318."""

import pytest
from django.urls import reverse

from facet.kernel.clock import now
from facet.loyalty.tests import spending
from facet.members import services as members_services
from facet.sales.tests import factories
from facet.sales.tests.factories import key
from facet.sales.tests.tenders.wallet import wallet

pytestmark = pytest.mark.django_db


def test_coupons_value_points_and_purchases_stand_on_her_own_page(client, django_assert_max_num_queries):
    shop = factories.shop()
    held = wallet(shop)
    code = held.coupon()
    shop.sell("D1")
    other = spending.coupon(held.kind, member=factories.members.member(home=shop.store)).code
    secret = members_services.make_card_page(
        actor=factories.members.HOUSE, operation=key(), member_id=shop.member.pk, at=now()
    )

    with django_assert_max_num_queries(16):
        page = client.get(reverse("members:own_card", args=[secret])).content.decode()

    from facet.loyalty.rules.codes import grouped

    assert grouped(code) in page
    assert grouped(other) not in page
    assert "3,500.00" in page  # on her card
    assert "18K金钻石戒指" in page
    assert "12,800.00" in page
    assert held.card.number not in page
