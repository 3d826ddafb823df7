"""Every way of paying: its ledger, its limits, and back with the goods. Source: F31, F34, R079, R317, R327."""

import dataclasses
from typing import Any

import pytest

from facet.kernel.permissions import EVERYWHERE
from facet.loyalty.errors import CashTooMuch, CouponUsed, ValueShort
from facet.loyalty.models import Coupon, EarnedLine, PointsAccount
from facet.members.errors import CreditExceeded
from facet.sales import services
from facet.sales.errors import MemberNeeded, VoucherUsed
from facet.sales.models import Sale, SaleLine, Tender, VoucherClaim
from facet.sales.rules.request import CouponRequest, SaleRequest
from facet.sales.rules.returns import ReturnRequest
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, Shop, key, paid
from facet.sales.tests.tenders.wallet import Wallet, books_agree, boss, wallet

pytestmark = pytest.mark.django_db(transaction=True)
RING = 1_280_000
REPAYS = dict.fromkeys(("members.take_repayment", "members.view_members"), EVERYWHERE)


@pytest.fixture
def shop() -> Shop:
    return factories.shop()


@pytest.fixture
def purse(shop: Shop) -> Wallet:
    return wallet(shop)


def tender_of(purse: Wallet, method: str, cents: int) -> Any:
    reference = {"stored_value": purse.card.number, "group_voucher": "MT-99887766"}.get(method, "")
    return paid(method, cents, reference)


def back_in_full(shop: Shop, sale: Sale, *refunds: Any, **facts: Any) -> Any:
    lines = sale.lines.exclude(kind="return").values_list("line_no", flat=True)
    returns = tuple(ReturnRequest(sale=sale.pk, line_no=no, reason="wrong_sale") for no in lines)
    request = SaleRequest(store=shop.store.code, till=shop.till.code, returns=returns, tenders=refunds, **facts)
    return services.complete_sale(actor=boss(shop), operation=key(), request=request, at=AT)


@pytest.mark.parametrize(
    ("method", "cents"), [("points", 60_000), ("stored_value", 320_000), ("credit", 500_000), ("group_voucher", 80_000)]
)
def test_it_pays_and_comes_back_to_where_it_was(shop: Shop, purse: Wallet, method: str, cents: int) -> None:
    before = purse.state()
    sold = shop.sell("D1", tenders=(tender_of(purse, method, cents), paid("wechat", RING - cents))).sale
    assert purse.state() != before
    books_agree()

    back_in_full(shop, sold, paid(method, cents), paid("wechat", RING - cents))

    assert purse.state() == before
    assert sum(Tender.objects.values_list("amount_cents", flat=True)) == 0
    books_agree()


def test_points_and_bonus_earn_nothing_and_credit_when_it_is_repaid(shop: Shop, purse: Wallet) -> None:
    plain = shop.sell("D1").sale.points_earned
    back_in_full(shop, Sale.objects.get(), paid("wechat", RING))
    tenders = (tender_of(purse, "points", 60_000), tender_of(purse, "stored_value", 350_000),
               tender_of(purse, "credit", 200_000), paid("wechat", RING - 610_000))  # fmt: skip

    sold = shop.sell("D1", tenders=tenders).sale

    earning = RING - 60_000 - 50_000  # without points and the card's bonus
    assert sold.points_earned == plain * earning // RING
    assert PointsAccount.objects.get(member=shop.member).pending == round(sold.points_earned * 200_000 / earning)


def test_a_sold_line_keeps_the_four_amounts_that_rules_may_count_on(shop: Shop, purse: Wallet) -> None:
    tenders = (tender_of(purse, "points", 60_000), paid("wechat", RING - 20_000 - 60_000))

    shop.sell("D1", tenders=tenders, coupons=(CouponRequest(code=purse.coupon()),))

    kept = EarnedLine.objects.get(base_cents__gt=0)
    on_paid = RING - 20_000 - 60_000
    assert kept.trace["amounts"] == [RING, RING, on_paid, round(on_paid / 1.13)]
    assert kept.base_cents == on_paid


def test_the_value_card_leaves_no_number_that_could_be_spent(shop: Shop, purse: Wallet) -> None:
    shop.sell("D1", tenders=(tender_of(purse, "stored_value", 1_000), paid("wechat", RING - 1_000)))
    assert purse.card.number not in str(list(Tender.objects.values_list("reference", flat=True)))


@pytest.mark.parametrize(
    ("method", "cents", "refusal"),
    [("points", RING // 10 * 4, CashTooMuch), ("stored_value", 350_001, ValueShort), ("credit", 2_000_001, None)],
)
def test_beyond_its_limit_nothing_is_written(
    shop: Shop, purse: Wallet, method: str, cents: int, refusal: type[Exception] | None
) -> None:
    tags = ("D1", "G1") if cents > RING else ("D1",)
    whole = 2_887_048 + RING if cents > RING else RING
    with pytest.raises(refusal or CreditExceeded):
        shop.sell(*tags, tenders=(tender_of(purse, method, cents), paid("wechat", whole - cents)))
    assert not Sale.objects.exists()
    books_agree()


@pytest.mark.parametrize("method", ["points", "credit"])
def test_points_and_credit_are_somebodys(shop: Shop, purse: Wallet, method: str) -> None:
    with pytest.raises(MemberNeeded):
        shop.sell("D1", member=None, tenders=(paid(method, 60_000), paid("wechat", RING - 60_000)))


def test_a_voucher_keeps_what_its_platform_pays_and_is_taken_once(shop: Shop, purse: Wallet) -> None:
    voucher = dataclasses.replace(
        tender_of(purse, "group_voucher", 80_000), settlement_cents=72_000, platform="meituan"
    )
    shop.sell("D1", tenders=(voucher, paid("wechat", RING - 80_000)))
    claim = VoucherClaim.objects.get()
    assert (claim.face_cents, claim.settlement_cents, claim.fee_cents) == (80_000, 72_000, 8_000)
    with pytest.raises(VoucherUsed):
        shop.sell("G1", tenders=(voucher, paid("wechat", 2_887_048 - 80_000)))
    assert Sale.objects.count() == 1


def test_a_coupon_lands_on_lines_and_is_usable_again_after_a_full_return(shop: Shop, purse: Wallet) -> None:
    before, code = purse.state(), purse.coupon()
    sold = shop.sell("D1", "G1", coupons=(CouponRequest(code=code),)).sale
    assert sold.net_cents == 2_887_048 + RING - 20_000
    parts = [line.discount.get("coupon_cents", 0) for line in SaleLine.objects.order_by("line_no")]
    assert sum(parts) == 20_000
    factories.inventory.piece("G9", shop.store)
    with pytest.raises(CouponUsed):
        shop.sell("G9", coupons=(CouponRequest(code=code),), tenders=(paid("wechat", 1),))

    line = ReturnRequest(sale=sold.pk, line_no=1, reason="wrong_sale")
    first = SaleLine.objects.get(sale=sold, line_no=1).net_cents
    request = SaleRequest(store="S01", till="T1", returns=(line,), tenders=(paid("wechat", first),))
    services.complete_sale(actor=boss(shop), operation=key(), request=request, at=AT)
    assert Coupon.objects.get(code=code).state == "redeemed"
    rest = SaleLine.objects.get(sale=sold, line_no=2).net_cents
    request = SaleRequest(store="S01", till="T1", returns=(dataclasses.replace(line, line_no=2),),
                          tenders=(paid("wechat", rest),))  # fmt: skip
    services.complete_sale(actor=boss(shop), operation=key(), request=request, at=AT)

    assert Coupon.objects.get(code=code).state == "issued"
    assert purse.state() == before
    books_agree()


def test_credit_that_was_repaid_goes_back_in_money(shop: Shop, purse: Wallet) -> None:
    from facet.members.services.credit import Repayment, repay_credit

    services.open_shift(actor=boss(shop), operation=key(), store="S01", till="T1", float_cents=0, at=AT)
    sold = shop.sell("D1", tenders=(paid("credit", RING),)).sale
    repay_credit(
        actor=dataclasses.replace(boss(shop), grants=REPAYS), operation=key(),
        request=Repayment(member_id=shop.member.pk, amount_cents=1_000_000, tender="cash"), at=AT,
    )  # fmt: skip
    back_in_full(shop, sold, paid("credit", RING - 1_000_000), paid("cash", 1_000_000))
    assert purse.state()["credit"] == 0
    books_agree()
