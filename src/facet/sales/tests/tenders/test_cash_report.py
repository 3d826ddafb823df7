"""Cash of one person and day from ¥100,000 on: the document is seen, headquarters reports (F43)."""

from datetime import date, timedelta
from typing import Any

import pytest

from facet.organisation.models import Task
from facet.sales.errors import IdentityNeeded
from facet.sales.models import CashIdentity, Sale
from facet.sales.rules.paying import IdentityRequest, report_due, reportable
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, paid

pytestmark = pytest.mark.django_db(transaction=True)
SEEN = IdentityRequest(kind="id_card", name="陈雅琴", number="110101199001011234")


def piece(shop: Shop, tag: str, cents: int) -> str:
    facts: dict[str, Any] = {"price_item": None, "price_basis": "fixed", "tag_price_cents": cents, "labour_value": 0}
    category = shop.pieces["D1"].category
    return factories.inventory.piece(tag, shop.store, category=category, **facts).tag


def sell(shop: Shop, tag: str, cents: int, **facts: Any) -> Any:
    return shop.sell(piece(shop, tag, cents), tenders=(paid("cash", cents),), **facts)


@pytest.mark.parametrize(("cash", "earlier", "told"), [
    (9_999_900, 0, False), (10_000_000, 0, True), (4_100_000, 6_200_000, True), (0, 20_000_000, False),
])  # fmt: skip
def test_the_sum_that_is_reported(cash: int, earlier: int, told: bool) -> None:
    assert reportable(cash_cents=cash, earlier_cents=earlier) is told


def test_below_the_sum_nobody_is_asked() -> None:
    sell(factories.shop(), "C1", 9_999_900)
    assert not CashIdentity.objects.exists()


@pytest.mark.parametrize("with_member", [True, False])
def test_at_the_sum_the_document_is_asked_and_the_report_falls_due(with_member: bool) -> None:
    shop = factories.shop(with_member=with_member)
    tag = piece(shop, "C1", 10_000_000)
    with pytest.raises(IdentityNeeded):
        shop.sell(tag, tenders=(paid("cash", 10_000_000),))
    assert not Sale.objects.exists()

    shop.sell(tag, tenders=(paid("cash", 10_000_000),), identity=SEEN)

    kept = CashIdentity.objects.get()
    assert (kept.number, kept.day_cents) == ("110101199001011234", 10_000_000)
    task = Task.objects.get(kind="sales.cash_report")
    assert task.due_on == kept.due_on == date(2026, 11, 27)
    assert "陈" not in str(task.facts)


def test_two_stores_add_up_for_one_member() -> None:
    shop, other = factories.shop(), factories.shop(code="S02", with_member=False)
    other.member = shop.member
    sell(shop, "C1", 6_000_000)
    tag = piece(other, "C2", 4_000_000)
    with pytest.raises(IdentityNeeded):
        other.sell(tag, tenders=(paid("cash", 4_000_000),))
    other.sell(tag, tenders=(paid("cash", 4_000_000),), identity=SEEN, at=AT + timedelta(minutes=1))
    assert CashIdentity.objects.get().day_cents == 10_000_000


def test_five_working_days() -> None:
    assert report_due(date(2026, 11, 20)) == date(2026, 11, 27)
    assert report_due(date(2026, 11, 21)) == date(2026, 11, 27)
