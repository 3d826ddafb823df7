"""Fifty last uses at once: one counts, the others are asked again. Source: T03, P22."""

import pytest
from django.db import connection

from facet.inventory.tests import factories as inventory
from facet.kernel.errors import DomainError, StillWorking
from facet.loyalty.tests.test_spending_race import together
from facet.promotions.models import PromotionSlice, PromotionTicket
from facet.promotions.rules.terms import Limits
from facet.promotions.selectors.books import quota_books
from facet.promotions.tests.factories import live
from facet.sales import services
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, key, paid

pytestmark = [pytest.mark.django_db(transaction=True)]


@pytest.mark.concurrency
@pytest.mark.parametrize("limits", [Limits(total=1), Limits(per_day=1), Limits(budget_cents=1_500)])
def test_of_fifty_last_uses_one_counts(limits):
    if connection.vendor == "sqlite":
        pytest.skip("one writer at a time anyway")
    shop = factories.shop(with_member=False)
    category = shop.pieces["D1"].category
    for number in range(50):
        inventory.piece(
            f"R{number}", shop.store, category=category, price_item=None, price_basis="fixed", tag_price_cents=10_000,
            labour_value=0,
        )  # fmt: skip
    live(limits=limits)

    def sell(number):
        request = shop.request(f"R{number}", tenders=(paid("wechat", 9_000),), expected_total_cents=9_000)
        return services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)

    answers = together(50, sell)

    sold = [each for each in answers if not isinstance(each, Exception)]
    assert len(sold) == 1
    refused = [each for each in answers if isinstance(each, Exception)]
    assert all(isinstance(each, DomainError) and not isinstance(each, StillWorking) for each in refused), refused
    assert PromotionTicket.objects.count() == 1
    held = PromotionSlice.objects.get()
    assert (held.uses, held.uses_today, held.used_cents) in {(1, 0, 0), (0, 1, 0), (0, 0, 1_000)}
    assert not quota_books()
