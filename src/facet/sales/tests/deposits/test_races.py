"""Two tills and one deposit: it pays once, and what is sent again is one act. Source: P2, P9, P11, D6."""

import pytest

from facet.sales import services
from facet.sales.errors import DepositClosed, DepositShort
from facet.sales.models import Deposit, DepositEntry, Sale
from facet.sales.rules.deposit_request import DepositRequest, OpensDeposit, SettlesDeposit
from facet.sales.selectors.deposit_books import DEPOSIT_CHECKS
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, key, paid

pytestmark = pytest.mark.django_db(transaction=True)
CENTS, RING, GOLD = 500_000, 1_280_000, 2_887_048


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


def left_by(shop: Shop) -> Deposit:
    shop.sell(deposits=(DepositRequest(amount_cents=CENTS, opens=OpensDeposit(price_cents=GOLD, kind="earnest")),))
    return Deposit.objects.get()


def books_agree() -> None:
    for check in DEPOSIT_CHECKS:
        assert check.run() == [], check.key


def test_two_tills_use_one_deposit_and_one_wins(shop, together):
    row = left_by(shop)

    def till(tag, price):
        request = shop.request(tag, tenders=(paid("deposit", CENTS, row.number), paid("cash", price - CENTS)))
        return lambda: services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)

    answers = together([till("D1", RING), till("G1", GOLD)] * 3)

    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(refused) == 5
    assert sum(isinstance(each, DepositClosed) for each in refused) >= 1
    row.refresh_from_db()
    assert (row.balance_cents, row.state, row.entries.count(), Sale.objects.count()) == (0, "closed", 2, 2)
    books_agree()


def test_a_deposit_is_not_used_and_paid_back_at_once(shop, together):
    row = left_by(shop)
    settles = DepositRequest(number=row.number, settles=SettlesDeposit(reason="house"))
    boss = shop.actor(limits=factories.LIMITS | {"refund_cents": 10**9})
    back = shop.request(lines=(), deposits=(settles,), tenders=(paid("wechat", CENTS),))
    goods = shop.request("D1", tenders=(paid("deposit", CENTS, row.number), paid("cash", RING - CENTS)))

    def send(request):
        return lambda: services.complete_sale(actor=boss, operation=key(), request=request, at=AT)

    answers = together([send(back), send(goods)])

    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert [type(each) in {DepositClosed, DepositShort} for each in refused] == [True], answers
    assert sum(DepositEntry.objects.values_list("amount_cents", flat=True)) == 0
    books_agree()


def test_the_same_payment_sent_at_once_pays_in_once(shop, together):
    operation = key()
    opens = OpensDeposit(price_cents=GOLD, lock_item="AU999", lock_mg=20_000)
    request = shop.request(lines=(), deposits=(DepositRequest(amount_cents=CENTS, opens=opens),),
                           tenders=(paid("cash", CENTS),))  # fmt: skip

    def send():
        return services.complete_sale(actor=shop.actor(), operation=operation, request=request, at=AT).sale.number

    assert len(set(map(str, together([send] * 5)))) == 1
    assert (Deposit.objects.count(), DepositEntry.objects.count(), Sale.objects.count()) == (1, 1, 1)
    books_agree()


def test_the_book_check_finds_what_somebody_changed_by_hand(shop):
    row = left_by(shop)
    Deposit.objects.filter(pk=row.pk).update(balance_cents=CENTS - 1)
    assert [row.number in sentence for sentence in DEPOSIT_CHECKS[0].run()] == [True]
    assert DEPOSIT_CHECKS[1].run() == []
