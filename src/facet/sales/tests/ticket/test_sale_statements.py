"""How many statements a sale costs: the ceiling of decisions.md §5, seen between BEGIN and COMMIT."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facet.sales import services
from facet.sales.models import CommissionPlan, CommissionRule
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, key, paid

pytestmark = pytest.mark.django_db(transaction=True)

CEILING = 40


@pytest.mark.parametrize("pays_commission", [False, True])
def test_a_sale_of_two_lines_with_a_member_stays_under_the_ceiling(pays_commission: bool):
    shop = factories.shop()
    if pays_commission:
        _commission(shop)
    shop.sell("G1")
    factories.inventory.piece("G2", shop.store)
    request = shop.request("G2", "D1", tenders=(paid("cash", 5_000_000),))

    with CaptureQueriesContext(connection) as spent:
        services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)

    inside = [
        query["sql"] for query in spent if not query["sql"].startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE"))
    ]
    print(len(inside), "statements")
    assert len(inside) <= CEILING


def _commission(shop):
    """A plan in force whose rules ask for roles and categories: the dearest kind."""
    plan = CommissionPlan.objects.create(
        number=1, state="published", effective_on=factories.TODAY, changed_at=AT, published_at=AT
    )
    CommissionRule.objects.create(plan=plan, place=1, pays="percent", rate=100, role="nobody")
    CommissionRule.objects.create(plan=plan, place=2, pays="per_gram", rate=300, category=shop.pieces["G1"].category)
