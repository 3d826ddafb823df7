"""A service is paid once, at one till; its money goes back whole, and then it is due again. Source: P1, P2, T15."""

from typing import Any

import pytest

from facet.sales import services
from facet.sales.errors import PayableClosed
from facet.sales.models import Payable, Sale, StaffShare
from facet.sales.rules.returns import ReturnRequest
from facet.sales.selectors.books import CHECKS
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, key, paid
from facet.sales.tests.jobs.test_jobs import goes, ready
from facet.sales.tests.reliability.conftest import together
from facet.sales.tests.tenders.wallet import boss

__all__ = ["together"]
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def takes_back(shop: Shop, sale: Sale) -> Any:
    wanted = (ReturnRequest(sale=sale.pk, line_no=1, reason="quality"),)
    request = shop.request(lines=(), returns=wanted, tenders=(paid("cash", 12_000),))
    return services.complete_sale(actor=boss(shop), operation=key(), request=request, at=AT).sale


def test_two_tills_collect_one_service_and_one_does(shop, together):
    row = ready(shop)
    request = shop.request(lines=(), payables=(row.number,), tenders=(paid("cash", 12_000),))

    def till() -> Any:
        return services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)

    answers = together([till] * 6)

    assert sum(isinstance(each, PayableClosed) for each in answers) == 5, answers
    assert Payable.objects.get().sale_id == Sale.objects.get().pk


def test_the_money_of_a_service_goes_back_whole_and_it_is_due_again(shop):
    row = ready(shop)
    sold = shop.sell(payables=(row.number,), tenders=(paid("cash", 12_000),)).sale

    back = takes_back(shop, sold)

    assert (back.due_cents, back.points_earned, back.pieces) == (-12_000, 0, 0)
    for column in ("net_cents", "weight_mg", "pieces_bp"):
        assert sum(StaffShare.objects.values_list(column, flat=True)) == 0, column
    assert Payable.objects.get().sale_id is None
    assert [problem for check in CHECKS for problem in check.run()] == []
    again = shop.sell(payables=(row.number,), tenders=(paid("cash", 12_000),)).sale
    assert Payable.objects.get().sale_id == again.pk


def test_after_the_hand_back_the_money_goes_back_and_nothing_is_due(shop):
    row = ready(shop)
    sold = shop.sell(payables=(row.number,), tenders=(paid("cash", 12_000),)).sale
    goes(shop, row, "handed_back", claim=row.claim_code)

    takes_back(shop, sold)

    assert Payable.objects.get().sale_id == sold.pk
