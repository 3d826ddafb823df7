"""A store's day from the first drawer to the bank: it ties to the fen, and says what is open."""

import random
from datetime import timedelta
from typing import Any

import pytest

from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.loyalty.models import StoredValueAccount
from facet.members.models import CreditAccount
from facet.sales import services
from facet.sales.errors import DayStillOpen, NoOpenShift, SlipUsed
from facet.sales.models import BankDeposit, DayClose, DayCloseMethod, DrawerEntry, Payment
from facet.sales.rules.returns import ReturnRequest
from facet.sales.selectors.day_money import day_money
from facet.sales.services.day import DepositIn
from facet.sales.services.drawer import DrawerIn
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, TODAY, Shop, key, paid

pytestmark = pytest.mark.django_db
FLOAT = 200_000


def boss(shop: Shop, **facts: Any) -> Any:
    """Somebody who may do everything of the till, credit and value cards in this store."""
    grants = shop.actor().grants | dict.fromkeys(
        ("members.take_repayment", "loyalty.sell_stored_value", "organisation.view_stores"),
        shop.actor().grants["sales.quote"],
    )
    return shop.actor(shop.manager, grants=grants, **facts)


def open_drawer(shop: Shop) -> Any:
    return services.open_shift(actor=boss(shop), operation=key(), store="S01", till="T1", float_cents=FLOAT, at=AT)


def pay(shop: Shop, kind: str, cents: int, method: str = "cash", **facts: Any) -> DrawerEntry:
    asked = DrawerIn(
        store="S01", till="T1", kind=kind, method=method, amount_cents=cents, **({"note": "门店日常"} | facts)
    )
    return services.pay_in(actor=boss(shop), operation=key(), request=asked, at=AT)


def count(shop: Shop, **counted: int) -> Any:
    blind = services.BlindCount(
        store="S01", till="T1", counted={name: cents for name, cents in counted.items() if name != "terminals"},
        terminals={"银联1": 30_000, "银联2": 12_000} if counted.get("terminals") else {},
    )  # fmt: skip
    return services.close_shift(actor=boss(shop), operation=key(), count=blind, at=AT + timedelta(hours=4))


def close(shop: Shop, actor: Any = None, reason: str = "", **facts: Any) -> DayClose:
    return services.close_day(
        actor=actor or boss(shop), operation=facts.get("operation") or key(), store="S01", day=TODAY, reason=reason,
        at=AT + timedelta(hours=5),
    )  # fmt: skip


def without(shop: Shop, *rights: str) -> Any:
    grants = {code: reach for code, reach in boss(shop).grants.items() if code not in rights}
    return shop.actor(shop.manager, grants=grants)


def test_a_repayment_and_a_value_card_settle_what_they_name_and_are_expected_in_the_drawer():
    shop = factories.shop()
    open_drawer(shop)
    CreditAccount.objects.create(member=shop.member, limit_cents=500_000, due_days=30)
    shop.sell("D1", tenders=(paid("credit", 80_000), paid("wechat", 1_200_000)))

    repaid = pay(shop, "credit_repayment", 30_000, member=shop.member.pk)
    sold = pay(shop, "stored_value_sold", 42_000, "terminal")
    pay(shop, "expense", 1_000)
    shift = count(shop, cash=FLOAT + 29_000, wechat=1_200_000, terminals=1)

    assert CreditAccount.objects.get().open_cents == 50_000
    card = StoredValueAccount.objects.get()
    assert (card.principal_cents, sold.document) == (42_000, f"loyalty.stored_value:{card.pk}")
    assert repaid.document.startswith("members.credit:")
    rows = {row.method: (row.expected_cents, row.difference_cents) for row in shift.counts.all()}
    assert rows == {"cash": (FLOAT + 29_000, 0), "terminal": (42_000, 0), "wechat": (1_200_000, 0)}
    assert shift.counts.get(method="terminal").notes == {"银联1": 30_000, "银联2": 12_000}


def test_what_is_refused_leaves_nothing_behind():
    shop = factories.shop()
    with pytest.raises(NoOpenShift):
        pay(shop, "expense", 1_000)
    open_drawer(shop)
    with pytest.raises(Invalid):
        pay(shop, "credit_repayment", 1_000)
    with pytest.raises(NotPermitted):
        services.pay_in(
            actor=without(shop, "sales.pay_out"), operation=key(), at=AT,
            request=DrawerIn(store="S01", till="T1", kind="to_safe", method="cash", amount_cents=5),
        )  # fmt: skip
    assert not DrawerEntry.objects.exists()


def test_the_same_operation_pays_in_once():
    shop = factories.shop()
    open_drawer(shop)
    same = key()
    asked = DrawerIn(store="S01", till="T1", kind="stored_value_sold", method="cash", amount_cents=10_000)

    first, second = (
        services.pay_in(actor=boss(shop), operation=same, request=asked, at=AT) for _ in range(2)
    )  # fmt: skip

    assert first.pk == second.pk
    assert StoredValueAccount.objects.get().principal_cents == 10_000


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_random_tickets_returns_and_pay_ins_tie_to_the_fen(seed: int):
    dice, shop = random.Random(seed), factories.shop()
    open_drawer(shop)
    due = {"G1": 2_887_048, "D1": 1_280_000}
    for tag in dice.sample(sorted(due), dice.randint(1, 2)):
        cash = dice.randint(0, due[tag])
        tenders = tuple(each for each in (paid("cash", cash), paid("alipay", due[tag] - cash)) if each.amount_cents)
        sold = shop.sell(tag, tenders=tenders)
    kinds = ("other_in", "expense", "to_safe", "change_added")
    moved = sum(pay(shop, dice.choice(kinds), dice.randint(1, 90_000)).amount_cents for _ in range(4))
    if dice.random() < 0.7:
        back = ReturnRequest(sale=sold.sale.pk, line_no=1, reason="quality")
        tenders = tuple(paid(row.method, row.amount_cents) for row in sold.tenders)
        shop.sell(returns=(back,), tenders=tenders, actor=boss(shop, limits={"refund_cents": 10**9}))
    count(shop, cash=dice.randint(0, 4_000_000), alipay=dice.randint(0, 4_000_000))

    closed = close(shop)

    rows = list(DayCloseMethod.objects.all())
    assert sum(row.tickets_cents for row in rows) == closed.due_cents
    assert sum(row.drawer_cents for row in rows) == closed.drawer_cents == moved
    counted = {row.method: row.counted_cents for row in rows}
    assert closed.difference_cents == sum(filter(None, counted.values())) - closed.due_cents - moved
    safe = sum(DrawerEntry.objects.filter(kind__in=["to_safe", "change_added"]).values_list("amount_cents", flat=True))
    assert closed.for_bank_cents == counted["cash"] - safe


def test_a_day_with_something_open_is_closed_by_a_manager_with_a_reason_only():
    shop = factories.shop()
    open_drawer(shop)
    Payment.objects.create(
        id=key().id, store=shop.store, till=shop.till, method="wechat", amount_cents=5_000, state="unknown", asked_at=AT
    )
    with pytest.raises(DayStillOpen) as refused:
        close(shop, actor=without(shop, "sales.close_day_anyway"), reason="等不到")
    with pytest.raises(Invalid):
        close(shop)
    assert refused.value.facts == {"shifts": 1, "payments": 1}
    assert not DayClose.objects.exists()

    closed = close(shop, reason="终端明早再查")

    assert (closed.open_shifts, closed.open_payments, closed.number) == (1, 1, 1)


def test_a_late_ticket_is_not_blocked_and_the_day_closes_again():
    shop = factories.shop()
    same = key()
    first = close(shop, operation=same)
    assert close(shop, operation=same).pk == first.pk
    shop.sell("D1")
    assert day_money(boss(shop), store_id=shop.store.pk, day=TODAY).late_tickets == 1

    assert close(shop).number == 2
    with pytest.raises(NotFound):
        services.close_day(actor=boss(shop), operation=key(), store="S99", day=TODAY, at=AT)
    with pytest.raises(Invalid):
        services.close_day(actor=boss(shop), operation=key(), store="S01", day=TODAY + timedelta(days=3), at=AT)


def test_the_banks_slip_is_entered_once():
    shop = factories.shop()
    slip = DepositIn(
        store="S01", day=TODAY, amount_cents=120_000, slip_number="bj-0042", carried_by="MS01", paid_on=TODAY
    )
    services.record_bank_deposit(actor=boss(shop), operation=key(), deposit=slip, at=AT)
    with pytest.raises(SlipUsed):
        services.record_bank_deposit(actor=boss(shop), operation=key(), deposit=slip, at=AT)

    assert BankDeposit.objects.get().slip_number == "BJ-0042"
    assert day_money(boss(shop), store_id=shop.store.pk, day=TODAY).left_for_bank_cents == -120_000


@pytest.mark.parametrize("rows", [1, 3])
def test_a_day_costs_eleven_questions(rows: int, django_assert_num_queries: Any):
    shop = factories.shop()
    open_drawer(shop)
    for _ in range(rows):
        pay(shop, "other_in", 700)
    shop.sell("D1")
    viewer = boss(shop)

    with django_assert_num_queries(11):
        money = day_money(viewer, store_id=shop.store.pk, day=TODAY)

    assert money.drawer_cents == 700 * rows
