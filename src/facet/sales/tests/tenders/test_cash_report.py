"""Cash of one person and day from ¥100,000 on: the document is seen, headquarters reports (F43)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from facet.organisation.models import Task
from facet.sales import services
from facet.sales.errors import IdentityNeeded
from facet.sales.models import CashIdentity, Sale
from facet.sales.rules.paying import IdentityRequest, counted_cash, report_due, reportable
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.returns import ReturnRequest
from facet.sales.rules.working_days import HOLIDAYS, WorkCalendar, work_calendar
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, paid
from facet.sales.tests.old_gold.factories import boss, gold

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


@pytest.mark.parametrize(("cash", "old_gold", "counted"), [
    ([], 0, 0), ([], 500, 0), ([10_000], 0, 10_000), ([6_000, 4_000], 0, 10_000), ([10_000], 3_000, 10_000),
    ([-10_000], 0, 0), ([-10_000], 10_000, 10_000), ([-10_000], 4_000, 4_000), ([-4_000], 10_000, 4_000),
    ([-3_000, -2_000], 5_000, 5_000), ([-3_000, -2_000], 4_000, 4_000),
])  # fmt: skip
def test_which_cash_of_a_ticket_counts(cash: list[int], old_gold: int, counted: int) -> None:
    """In always; out for old gold; out for goods that came back never."""
    assert counted_cash(cash, old_gold_cents=old_gold) == counted


ENTERED = (  # as an accountant might copy a year from the notice
    "20260101-20260103 +20260104 +20260214 20260215-20260223 20261001-20261007 +20261010"
)


def test_nothing_is_known_of_a_year_that_nobody_entered() -> None:
    """An empty calendar asks for the report sooner, never later."""
    assert HOLIDAYS.default == ""
    assert report_due(date(2026, 9, 29), work_calendar(HOLIDAYS.default)) == date(2026, 10, 6)


@pytest.mark.parametrize(("on", "due"), [
    (date(2026, 11, 20), date(2026, 11, 27)), (date(2026, 11, 21), date(2026, 11, 27)),
    (date(2026, 9, 29), date(2026, 10, 12)),  # 30, then the holidays, 8, 9, the worked Saturday 10, 12
    (date(2026, 2, 12), date(2026, 2, 26)),  # 13, the worked Saturday 14, 24, 25, 26
    (date(2025, 12, 31), date(2026, 1, 8)),  # the worked Sunday 4 counts
])  # fmt: skip
def test_five_working_days(on: date, due: date) -> None:
    assert report_due(on, work_calendar(ENTERED)) == due


def test_a_calendar_that_cannot_be_read_makes_the_report_due_earlier_never_later() -> None:
    assert work_calendar("20261001-2026 soon +x 20269999") == WorkCalendar()
    assert report_due(date(2026, 9, 30), WorkCalendar()) == date(2026, 10, 7)


def buy_back(shop: Shop, grams: int, *, number: str = "110101199003078888", member: bool = False, **facts: Any) -> Any:
    """Fine gold for cash; its worth comes back with the ticket."""
    who = services.SellerIn(store=shop.store.code, document="id_card", name="欧阳秋实", number=number)
    known = services.identify_seller(actor=shop.actor(), operation=factories.key(), seller=who, at=AT)
    wanted = gold(way="buy_back", seller=known, gross_mg=grams * 1_000, non_metal_mg=0)
    asked = shop.request(old_gold=(wanted,), member=shop.member.pk if member else None)
    due = services.quote_sale(actor=shop.actor(), request=asked, at=AT).totals.due_cents
    request = replace(asked, tenders=(paid("cash", -due),), **facts)
    return services.complete_sale(actor=shop.actor(), operation=factories.key(), request=request, at=AT).sale


def test_cash_for_old_gold_counts_with_cash_paid_in_and_her_document_is_not_asked_twice() -> None:
    shop = factories.shop()
    sell(shop, "C1", 9_000_000)

    bought = buy_back(shop, 20, member=True)

    kept = CashIdentity.objects.get()
    assert (kept.sale, kept.number) == (bought.pk, "110101199003078888")
    assert (kept.cash_cents, kept.day_cents) == (-bought.due_cents, 9_000_000 - bought.due_cents)
    assert Task.objects.filter(kind="sales.cash_report").count() == 1


def test_a_walk_in_who_sells_in_two_stores_is_known_by_the_document() -> None:
    shop, other = factories.shop(with_member=False), factories.shop(code="S02", with_member=False)
    first = buy_back(shop, 80)
    buy_back(other, 80, number="110101199003079999")  # another person of the same name
    assert not CashIdentity.objects.exists()

    second = buy_back(other, 80)

    assert CashIdentity.objects.get().day_cents == -first.due_cents - second.due_cents >= 10_000_000


def test_the_calendar_day_counts_not_the_business_day() -> None:
    """01:00 belongs to last evening's receipts, and to the new day's cash."""
    shop = factories.shop()
    sell(shop, "C1", 6_000_000)
    sell(shop, "C2", 6_000_000, at=AT + timedelta(hours=11))
    assert not CashIdentity.objects.exists()


def test_a_refund_in_cash_neither_counts_nor_takes_off() -> None:
    shop = factories.shop()
    first = sell(shop, "C1", 6_000_000).sale
    back = ReturnRequest(sale=first.pk, line_no=1, reason="wrong_sale")
    request = SaleRequest(
        store=shop.store.code, till=shop.till.code, returns=(back,), tenders=(paid("cash", 6_000_000),)
    )
    services.complete_sale(actor=boss(shop), operation=factories.key(), request=request, at=AT)
    assert not CashIdentity.objects.exists()
    with pytest.raises(IdentityNeeded):
        sell(shop, "C2", 4_000_000)
