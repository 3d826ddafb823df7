"""Two tills at once, as in reliability; and what a quote needs to be written."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from facet.sales import services
from facet.sales.models import Quotation
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, key
from facet.sales.tests.reliability.conftest import together

__all__ = ["together"]


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


@pytest.fixture
def quoted(shop: Shop) -> Callable[..., Quotation]:
    """`quoted("G1", "D1", …)`: a quote for these pieces, written at `at`."""

    def write(*tags: str, at: datetime = AT, actor: Any = None, customer: str = "", **facts: Any) -> Quotation:
        request = shop.request(*tags, **facts)
        wanted = services.QuotationIn(request=request, customer=customer)
        return services.open_quotation(actor=actor or shop.actor(), operation=key(), wanted=wanted, at=at)

    return write
