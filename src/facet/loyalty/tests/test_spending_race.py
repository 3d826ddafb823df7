"""Many at once: nothing is overdrawn, nothing is used twice, nothing allowed is lost. Source: T02, T03, P22."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connections

from facet.kernel.errors import StillWorking
from facet.kernel.testing.counts import tries
from facet.loyalty import errors
from facet.loyalty.models import Coupon, CouponEvent, PointsAccount, PrizeStock, StoredValueAccount
from facet.loyalty.rules.cash import CashLine
from facet.loyalty.rules.coupon import CouponLine
from facet.loyalty.rules.stored_value import Value
from facet.loyalty.selectors import spending_books as books
from facet.loyalty.selectors.books import points_books
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import spending as spend
from facet.organisation.tests import factories as organisation

LINES = [CashLine(1_000_000)]


def together(count: int, work: Callable[[int], Any]) -> list[Any]:
    """`work(number)` in so many threads that start at one moment; their answers or refusals."""
    answers, gate = [None] * count, threading.Barrier(count, timeout=60)

    def one(number: int) -> None:
        try:
            gate.wait()
            answers[number] = again(lambda: work(number))
        except Exception as refusal:  # the test judges it
            answers[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    return answers


def again(work: Callable[[], Any]) -> Any:
    """As a till does: ask again while another request holds what this one needs."""
    for _ in range(20):
        try:
            return work()
        except StillWorking:
            continue
    return work()


@pytest.fixture
def store(transactional_db):
    make.programme("demo")
    row = organisation.store()
    spend.no_proof()
    return row


def test_fifty_uses_of_one_coupon_give_one(store):
    kind, goods, items = spend.coupon_type(), [CouponLine(1, 100_000, "diamond")], tries(1, proof=100)
    for _ in range(items):
        coupon = spend.coupon(kind)

        answers = together(50, lambda number, coupon=coupon: spend.use(coupon, goods, store_id=store.pk).cents)

        assert answers.count(20_000) == 1
        assert sum(isinstance(each, errors.CouponUsed) for each in answers) == 49
    assert CouponEvent.objects.filter(kind="redeemed").count() == items
    assert books.coupon_books() == []


def test_eight_redemptions_by_every_channel_never_overdraw(store):
    spend.prize(store, points=1_000, on_hand=1_000)
    for round_ in range(tries(3, proof=200)):
        member = make.member(store=store)
        make.adjust(member, 3_000)

        answers = together(8, lambda number, member=member, by=round_: redeemed(member, store, (number + by) % 4))

        refused = [each for each in answers if isinstance(each, errors.PointsShort | errors.PointsTooFew)]
        done = [each for each in answers if not isinstance(each, Exception)]
        assert len(refused) + len(done) == 8
        assert (len(done), PointsAccount.objects.get(member=member).available) == (3, 0)
    assert books.spent_points_books() == []
    # The standing of a step's caller is written by that caller, so only entries, lots and moves are judged here.
    assert [line for line in points_books() if "standing" not in line] == []


def redeemed(member: Any, store: Any, channel: int) -> Any:
    """1,000 points by one of four channels: a prize, a part of a ticket, by hand, goods from stock."""
    if channel == 0:
        return spend.redeem(member, store)
    if channel == 1:
        return spend.spend(member, 1_000, LINES)
    if channel == 2:
        return make.adjust(member, -1_000)
    return spend.act(
        lambda key: spend.services.spend_points(points=1_000, proof_id=None, **spend.movement(member, key))
    )


def test_eight_payments_from_one_card_never_overdraw(store):
    card = spend.card(store)
    spend.load(card, Value(25_000, 5_000))

    answers = together(8, lambda number: spend.pay(card, 10_000))

    assert sum(isinstance(each, errors.ValueShort) for each in answers) == 5
    assert StoredValueAccount.objects.get().value == Value(0, 0)
    assert books.stored_value_books() == []


def test_the_last_prize_goes_once(store):
    claimants = tries(8, proof=50)
    members = [make.member(store=store) for _ in range(claimants)]
    for member in members:
        make.adjust(member, 1_000_000)
    for item in range(tries(1, proof=100)):
        code = f"P{item:03}"
        spend.prize(store, code=code, points=1_000, on_hand=1)

        answers = together(claimants, lambda number, code=code: spend.redeem(members[number], store, prize=code).points)

        assert answers.count(1_000) == 1
        assert sum(isinstance(each, errors.PrizeShort) for each in answers) == claimants - 1
    assert not PrizeStock.objects.exclude(on_hand=0).exists()
    assert books.prize_books() == []


def test_a_naive_twin_without_the_lock_uses_a_coupon_more_than_once(store):
    coupon, gate = spend.coupon(spend.coupon_type()), threading.Barrier(8, timeout=60)

    def naive(number: int) -> bool:
        state = Coupon.objects.get(pk=coupon.pk).state  # looks without a lock …
        gate.wait()
        return state == "issued"  # … and believes what it saw

    assert sum(together(8, naive)) == 8
