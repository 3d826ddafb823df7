"""Returns on plain values: cumulative shares add up exactly, terms, refunds and people's parts."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.money import BASIS
from facet.sales.errors import AlreadyReturned, RefundDiffers, RefundElsewhere, ReturnNotAllowed
from facet.sales.rules.kinds import Method
from facet.sales.rules.refunds import Paid, proposed, settle_refund
from facet.sales.rules.request import TenderRequest
from facet.sales.rules.returns import Amounts, Case, Sold, Terms, coming_back, judge
from facet.sales.rules.splits import Part, parts_back, parts_of_line

cents = st.integers(0, 10**8)


def sold(amounts: Amounts, *, back: Amounts | None = None, by_weight: bool = False) -> Sold:
    return Sold(code="B1", price_basis="by_weight", by_weight=by_weight, amounts=amounts, back=back or Amounts())


@given(st.integers(1, 40), cents, cents, cents, st.data())
def test_parts_that_come_back_add_up_to_what_was_sold(
    quantity: int, weight: int, net: int, cost: int, data: st.DataObject
) -> None:
    whole = Amounts(
        quantity=quantity, weight_mg=weight, list_cents=net + 7, discount_cents=7, net_cents=net, cost_cents=cost
    )
    back, left = Amounts(), quantity
    while left:
        part = data.draw(st.integers(1, left))
        coming = coming_back(sold(whole, back=back), quantity=part, weight_mg=0)
        back, left = back.plus(coming.amounts), left - part
    assert back == whole
    with pytest.raises(AlreadyReturned):
        coming_back(sold(whole, back=back), quantity=1, weight_mg=0)


def test_bulk_goods_by_the_gram_come_back_by_weight() -> None:
    chain = sold(Amounts(quantity=3, weight_mg=9_000, list_cents=900_000, net_cents=900_000), by_weight=True)
    coming = coming_back(chain, quantity=1, weight_mg=3_000)
    assert coming.amounts == Amounts(quantity=1, weight_mg=3_000, list_cents=300_000, net_cents=300_000)


@pytest.mark.parametrize(
    ("wanted", "within"),
    [
        ({}, True),
        ({"days": 8}, False),
        ({"reason": "size", "condition": "worn", "days": 1}, False),
        ({"reason": "quality"}, False),
        ({"price_basis": "by_weight", "reason": "quality", "condition": "worn", "days": 90}, False),
        ({"price_basis": "by_weight", "is_exchange": True}, True),
        ({"price_basis": "components", "reason": "gift", "days": 0}, True),
    ],
)
def test_terms(wanted: dict[str, Any], within: bool) -> None:
    usual = {"price_basis": "fixed", "reason": "changed_mind", "condition": "unworn", "days": 7, "is_exchange": False}
    verdict = judge(Case(code="B1", **(usual | wanted)), terms=Terms(days=7))
    assert verdict.within is within
    assert within or verdict.why


def test_gold_by_weight_does_not_come_back_for_money_without_a_fault() -> None:
    case = Case(
        code="B1", price_basis="by_weight", reason="changed_mind", condition="unworn", days=0, is_exchange=False
    )
    with pytest.raises(ReturnNotAllowed):
        judge(case, terms=Terms(days=7))


def test_money_goes_back_the_way_it_came() -> None:
    paid = [Paid(1, Method.WECHAT, 30_000), Paid(2, Method.CASH, 20_000)]
    assert proposed(40_000, paid) == [
        TenderRequest(method="wechat", amount_cents=30_000),
        TenderRequest(method="cash", amount_cents=10_000),
    ]
    booked = settle_refund(40_000, proposed(40_000, paid), paid=paid)
    assert [(each.method, each.amount_cents, each.refunds) for each in booked] == [
        ("wechat", -30_000, 1),
        ("cash", -10_000, 2),
    ]
    with pytest.raises(RefundElsewhere):
        settle_refund(40_000, [TenderRequest(method="cash", amount_cents=40_000)], paid=paid)
    with pytest.raises(RefundDiffers):
        settle_refund(40_000, [TenderRequest(method="wechat", amount_cents=30_000)], paid=paid)


def test_what_no_payment_covers_goes_back_in_cash_or_by_bank_only() -> None:
    paid = [Paid(1, Method.WECHAT, 10_000)]
    booked = settle_refund(15_000, proposed(15_000, paid), paid=paid)
    assert [(each.method, each.amount_cents, each.refunds) for each in booked] == [
        ("wechat", -10_000, 1),
        ("cash", -5_000, None),
    ]
    with pytest.raises(RefundElsewhere):
        settle_refund(15_000, [TenderRequest(method="wechat", amount_cents=15_000)], paid=paid)


@given(st.integers(1, 10**7), st.integers(1, 6), st.lists(st.integers(1, 5_000), min_size=1, max_size=3), st.data())
def test_people_give_back_exactly_what_they_were_given(
    net: int, quantity: int, weights: list[int], data: st.DataObject
) -> None:
    shares = [weight * BASIS // sum(weights) for weight in weights]
    shares[0] += BASIS - sum(shares)
    given_parts = parts_of_line(net_cents=net, weight_mg=net // 3, quantity=quantity, shares_bp=shares)
    taken, so_far = [Part(0, 0, 0)] * len(shares), 0
    while so_far < quantity:
        so_far += data.draw(st.integers(1, quantity - so_far))
        line = Part(net * so_far // quantity, net // 3 * so_far // quantity, so_far * BASIS)
        if so_far == quantity:
            line = Part(net, net // 3, quantity * BASIS)
        now = parts_back(given_parts, taken, so_far=line, shares_bp=shares)
        taken = [
            Part(a.net_cents + b.net_cents, a.weight_mg + b.weight_mg, a.pieces_bp + b.pieces_bp)
            for a, b in zip(taken, now, strict=True)
        ]
        assert sum(part.net_cents for part in taken) == line.net_cents
    assert taken == given_parts
