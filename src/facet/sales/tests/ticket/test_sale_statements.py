"""How many statements a sale costs: the ceiling of decisions.md §5, seen between BEGIN and COMMIT."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facet.sales import services
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, key, paid

pytestmark = pytest.mark.django_db(transaction=True)

CEILING = 40


def test_a_sale_of_two_lines_with_a_member_stays_under_the_ceiling():
    shop = factories.shop()
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
