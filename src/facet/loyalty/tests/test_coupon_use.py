"""Coupons and birthday gifts through the services. Source: R076, R326, T03."""

from datetime import timedelta

import pytest

from facet.kernel.errors import ApprovalNeeded, Invalid
from facet.kernel.listing.export import TooManyRows
from facet.loyalty import errors, flows, services
from facet.loyalty.models import (
    BirthdayGift,
    Coupon,
    CouponBatch,
    CouponEvent,
    PrizeStock,
)
from facet.loyalty.rules.cash import CashLine
from facet.loyalty.rules.coupon import CouponLine
from facet.loyalty.selectors import spending_books as books
from facet.loyalty.selectors.books import points_books
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import spending as spend
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db
LINES = [CashLine(200_000)]
GOODS = [CouponLine(1, 100_000, "diamond")]


@pytest.fixture
def store():
    make.programme("demo")
    return organisation.store()


@pytest.fixture
def member(store):
    row = make.member(store=store)
    make.adjust(row, 20_000)
    return row


@pytest.fixture
def unproved(store):
    spend.no_proof()


def books_agree() -> bool:
    return [points_books(), books.prize_books(), books.stored_value_books(), books.coupon_books(),
            books.spent_points_books()] == [[]] * 5  # fmt: skip


# --- coupons ----------------------------------------------------------------------------------


def test_a_coupon_is_used_restored_and_used_again(member, unproved):
    coupon = spend.coupon(spend.coupon_type(), member=member)

    used = spend.use(coupon, GOODS, document="s1", member_id=member.pk)
    with pytest.raises(errors.CouponUsed):
        spend.use(coupon, GOODS, member_id=member.pk)
    back = spend.act(
        lambda key: services.restore_coupon(actor=make.HOUSE, document="s1", act_id=key, at=spend.AT, on=spend.ON)
    )
    spend.use(coupon, GOODS, member_id=member.pk)

    assert (used.off, back, Coupon.objects.get().state) == ({1: 20_000}, 1, "redeemed")
    kinds = list(CouponEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["issued", "redeemed", "restored", "redeemed"]
    assert books_agree()


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"member_id": None}, errors.CouponNotYours),
        ({"on": spend.ON + timedelta(days=90)}, errors.CouponOver),
        ({"others": 1}, errors.CouponWorthless),
        ({"code": "0000-0000-0000-01"}, errors.CouponUnknown),
    ],
)
def test_a_coupon_that_does_not_fit_is_refused(member, unproved, fields, refusal):
    coupon = spend.coupon(spend.coupon_type(), member=member)

    with pytest.raises(refusal):
        spend.use(coupon, GOODS, **{"member_id": member.pk, **fields})
    assert Coupon.objects.get().state == "issued"


def test_a_coupon_of_some_stores_is_not_good_in_others(member, store, unproved):
    coupon = spend.coupon(spend.coupon_type(store_ids=(store.pk,)))

    with pytest.raises(errors.CouponNotHere):
        spend.use(coupon, GOODS, store_id=organisation.store("S02").pk)
    assert spend.use(coupon, GOODS, store_id=store.pk).cents == 20_000


def test_a_gift_coupon_takes_the_gift_from_stock(store, unproved):
    spend.prize(store, points=0, on_hand=1)
    kind = spend.coupon_type(benefit="gift", value=0, prize="P001")

    assert spend.use(spend.coupon(kind), [], store_id=store.pk).gift == "骨瓷杯"
    with pytest.raises(errors.PrizeShort):
        spend.use(spend.coupon(kind), [], store_id=store.pk)
    assert books_agree()


def test_by_hand_a_limit_and_the_types_limit_hold(member, store):
    spend.coupon_type(per_member=1)
    clerk = make.actor("loyalty.issue_coupons", stores=[store.pk], limits={"coupon_issue": 20_000})

    def issue(by):
        request = services.CouponIn(member_id=member.pk, type="B200")
        return services.issue_coupon(actor=by, operation=make.key(), request=request, at=spend.AT, on=spend.ON)

    with pytest.raises(ApprovalNeeded):
        issue(make.actor("loyalty.issue_coupons", stores=[store.pk], limits={"coupon_issue": 19_999}))
    issue(clerk)
    with pytest.raises(errors.CouponClosed):
        issue(clerk)


def test_coupons_end_after_their_last_day_and_the_job_may_run_twice(member):
    spend.coupon(spend.coupon_type(days=1), member=member)
    common = {"actor": make.HOUSE, "at": spend.AT}

    assert flows.expire_coupons_of_everybody(on=spend.ON, **common) == 0
    assert flows.expire_coupons_of_everybody(on=spend.ON + timedelta(days=1), **common) == 1
    assert flows.expire_coupons_of_everybody(on=spend.ON + timedelta(days=1), **common) == 0
    assert books_agree()


def test_a_batchs_codes_are_taken_out_once(store):
    spend.coupon_type()
    request = services.BatchIn(type="B200", quantity=3, label="五月开业")
    batch = services.make_coupon_batch(
        actor=make.HOUSE, operation=make.key(), request=request, at=spend.AT, on=spend.ON
    )

    assert len(set(services.take_out_codes(actor=make.HOUSE, batch_id=batch, at=spend.AT))) == 3
    with pytest.raises(errors.CodesShown):
        services.take_out_codes(actor=make.HOUSE, batch_id=batch, at=spend.AT)


def test_more_codes_than_the_role_takes_away_stay_inside(store):
    spend.coupon_type()
    request = services.BatchIn(type="B200", quantity=3, label="五月开业")
    batch = services.make_coupon_batch(
        actor=make.HOUSE, operation=make.key(), request=request, at=spend.AT, on=spend.ON
    )
    clerk = make.actor("loyalty.manage_coupons", limits={"export_rows": 2})
    with pytest.raises(TooManyRows):
        services.take_out_codes(actor=clerk, batch_id=batch, at=spend.AT)
    assert CouponBatch.objects.get().exported_at is None


def test_a_void_coupon_stays_void(member):
    coupon = spend.coupon(spend.coupon_type(), member=member)

    def void(reason="重复发放"):
        services.void_coupon(actor=make.HOUSE, operation=make.key(), coupon_id=coupon.pk, reason=reason, at=spend.AT)

    with pytest.raises(Invalid):
        void(" ")
    void()
    with pytest.raises(errors.CouponOver):
        void()
    assert books_agree()


# --- birthday gift ----------------------------------------------------------------------------


@pytest.mark.parametrize(("born", "given"), [("1990-11-28", True), ("1990-11-14", True), ("1990-11-29", False)])
def test_the_birthday_gift_is_given_once_some_days_around(store, born, given):
    member = make.member(store=store)
    member.birth_date = born
    member.save()
    spend.prize(store, points=0, is_birthday_gift=True)

    def give():
        return services.give_birthday_gift(
            actor=make.HOUSE, operation=make.key(), at=spend.AT,
            request=services.GiftIn(member_id=member.pk, prize="P001", store_id=store.pk),
            on=spend.ON,
        )  # fmt: skip

    if not given:
        with pytest.raises(errors.NoBirthday):
            give()
        return
    give()
    with pytest.raises(errors.GiftHad):
        give()
    assert (BirthdayGift.objects.get().year, PrizeStock.objects.get().on_hand) == (2026, 9)
