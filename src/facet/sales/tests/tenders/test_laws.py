"""A sale in any mix of ways and its full return leave nothing behind; two tills never spend one thing twice."""

from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facet.kernel.testing.counts import tries
from facet.loyalty.errors import CouponUsed
from facet.members.errors import CreditExceeded
from facet.members.models import CreditAccount
from facet.sales import services
from facet.sales.models import Sale, StaffShare, Tender
from facet.sales.rules.request import CouponRequest, SaleRequest
from facet.sales.rules.returns import ReturnRequest
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, key, paid
from facet.sales.tests.tenders.wallet import Wallet, books_agree, boss, wallet

pytestmark = pytest.mark.django_db(transaction=True)
TICKETS = tries(30, proof=300)


@pytest.fixture
def purse() -> Wallet:
    return wallet(factories.shop())


def _split(purse: Wallet, due: int, wishes: dict[str, int]) -> list[Any]:
    """Tenders of at most what each way holds; WeChat takes the rest."""
    tenders, left = [], due
    for method, wish in wishes.items():
        part = min(wish, left)
        if part:
            tenders.append(paid(method, part, purse.card.number if method == "stored_value" else uuid4().hex))
            left -= part
    return [*tenders, paid("wechat", left)] if left else tenders


@pytest.mark.proof
@settings(max_examples=TICKETS, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    tags=st.sampled_from([("D1",), ("G1",), ("D1", "G1")]), round_off=st.sampled_from(["", "jiao", "yuan"]),
    coupon=st.booleans(),
    wishes=st.fixed_dictionaries({
        "points": st.integers(0, 60_000), "stored_value": st.integers(0, 350_000),
        "credit": st.integers(0, 2_000_000), "group_voucher": st.integers(0, 100_000),
    }),
)  # fmt: skip
def test_a_sale_and_its_full_return_are_nothing_in_every_account(
    purse: Wallet, tags: Any, round_off: str, coupon: Any, wishes: dict[str, int]
) -> None:
    shop, before = purse.shop, purse.state()
    facts = {"round_off": round_off, "coupons": (CouponRequest(code=purse.coupon()),) if coupon else ()}
    quoted = services.quote_sale(actor=shop.actor(), request=shop.request(*tags, **facts), at=AT)
    wishes = wishes if "D1" in tags else wishes | {"points": 0}  # gold takes points on its labour only
    tenders = _split(purse, quoted.totals.due_cents, wishes)

    sold = shop.sell(*tags, tenders=tuple(tenders), **facts).sale
    lines = tuple(
        ReturnRequest(sale=sold.pk, line_no=no, reason="wrong_sale")
        for no in sold.lines.values_list("line_no", flat=True)
    )
    refunds = tuple(paid(each.method, each.amount_cents) for each in tenders)
    request = SaleRequest(store=shop.store.code, till=shop.till.code, returns=lines, tenders=refunds)
    services.complete_sale(actor=boss(shop), operation=key(), request=request, at=AT)

    assert purse.state() == before
    assert sum(Sale.objects.values_list("due_cents", flat=True)) == 0
    assert sum(Tender.objects.values_list("amount_cents", flat=True)) == 0
    assert sum(StaffShare.objects.values_list("net_cents", flat=True)) == 0
    books_agree()


def _pieces(shop: Any, count: int) -> list[str]:
    return [factories.inventory.piece(f"R{number}", shop.store).tag for number in range(count)]


def test_fifty_tills_use_one_coupon_and_one_does(purse: Wallet, together: Any) -> None:
    code, shop = purse.coupon(), purse.shop
    work = [
        lambda tag=tag: services.complete_sale(
            actor=shop.actor(), operation=key(), at=AT,
            request=shop.request(tag, coupons=(CouponRequest(code=code),), tenders=(paid("wechat", 2_867_048),)),
        )
        for tag in _pieces(shop, 50)
    ]  # fmt: skip
    answers = together(work)
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert [type(answer) for answer in refused] == [CouponUsed] * 49, {repr(each) for each in refused}
    assert Sale.objects.count() == 1
    books_agree()


def test_two_tills_never_lend_more_than_the_limit(purse: Wallet, together: Any) -> None:
    shop = purse.shop
    work = [
        lambda tag=tag: services.complete_sale(
            actor=shop.actor(), operation=key(), at=AT,
            request=shop.request(tag, tenders=(paid("credit", 1_500_000), paid("wechat", 1_387_048))),
        )
        for tag in _pieces(shop, 2)
    ]  # fmt: skip
    answers = together(work)
    assert sorted(type(answer).__name__ for answer in answers) == sorted(["SoldTicket", CreditExceeded.__name__])
    assert CreditAccount.objects.get().open_cents == 1_500_000
    books_agree()


def test_two_tills_never_spend_a_card_twice(purse: Wallet, together: Any) -> None:
    shop = purse.shop
    work = [
        lambda tag=tag: services.complete_sale(
            actor=shop.actor(), operation=key(), at=AT,
            request=shop.request(
                tag, tenders=(paid("stored_value", 300_000, purse.card.number), paid("wechat", 2_587_048))
            ),
        )
        for tag in _pieces(shop, 2)
    ]  # fmt: skip
    answers = together(work)
    assert sorted(type(answer).__name__ for answer in answers) == ["SoldTicket", "ValueShort"]
    assert purse.state()["principal"] == 0
