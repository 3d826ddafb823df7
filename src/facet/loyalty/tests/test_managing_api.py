"""Keeping prizes, coupons and cards by program: done, refused, forbidden, another store's."""

from datetime import date

import pytest

from facet.loyalty.models import Coupon, CouponType, MemberPin, Prize, StoredValueAccount
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.documents import pin_document
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.stored_value import Value
from facet.loyalty.selectors.proof import spending_code
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import spending as spend
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db
PRIZE = {"name": "保温杯", "points": 800, "cost_cents": 3_000}
TYPE = {"code": "B300", "name": "三百元券", "benefit": "amount", "value": 30_000, "min_spend_cents": 300_000}


@pytest.fixture
def store():
    make.programme("demo")
    return organisation.store()


@pytest.fixture
def boss(store):
    return make.actor(
        *LoyaltyPermission, "members.view_members", store_id=store.pk, staff_id=organisation.staff("boss").pk
    )


@pytest.fixture
def elsewhere():
    other = organisation.store("S09")
    return make.actor(*LoyaltyPermission, stores=[other.pk], store_id=other.pk)


def test_prizes_are_opened_changed_and_stocked(call, boss, elsewhere, store):
    assert call(boss, "put", "/loyalty/prizes/P777", PRIZE).status_code == 204
    assert call(boss, "put", "/loyalty/prizes/P777", PRIZE | {"points": 900}).status_code == 204
    assert call(boss, "post", "/loyalty/prizes/P777/stock", {"quantity": 12}).json() == {"on_hand": 12}

    assert Prize.objects.get().points == 900
    assert call(boss, "post", "/loyalty/prizes/P777/stock", {"quantity": -1}).status_code == 422
    assert call(boss, "put", "/loyalty/prizes/P777", PRIZE | {"price": 1}).status_code == 422
    assert (
        call(elsewhere, "post", "/loyalty/prizes/P777/stock", {"quantity": 1, "store_id": store.pk}).status_code == 403
    )
    assert call(make.actor(), "put", "/loyalty/prizes/P778", PRIZE).status_code == 403


def test_types_batches_and_coupons_for_many(call, boss):
    one, other = make.member(), make.member()
    assert call(boss, "post", "/loyalty/coupon-types", TYPE | {"per_member": 1}).status_code == 204
    assert call(boss, "post", "/loyalty/coupon-types", TYPE).json()["code"] == "invalid"
    batch = {"type": "B300", "quantity": 5, "label": "七夕"}
    assert call(boss, "post", "/loyalty/coupon-batches", batch).status_code == 201
    many = {"type": "B300", "member_ids": [one.pk, other.pk, one.pk]}
    assert call(boss, "post", "/loyalty/coupon-issues", many).status_code == 201
    assert call(boss, "post", "/loyalty/coupon-issues", many).json()["code"] == "loyalty.coupon_closed"

    assert Coupon.objects.count() == 7
    assert call(boss, "put", "/loyalty/coupon-types/B300/open", {"is_open": False}).status_code == 204
    assert not CouponType.objects.get().is_open
    assert call(boss, "post", "/loyalty/coupon-batches", batch).json()["code"] == "loyalty.coupon_closed"
    for path, body in (("coupon-types", TYPE), ("coupon-batches", batch), ("coupon-issues", many)):
        assert call(make.actor(), "post", f"/loyalty/{path}", body).status_code == 403


def test_a_coupon_is_made_void_with_a_reason(call, boss):
    coupon = spend.coupon(spend.coupon_type(), member=make.member())
    path = f"/loyalty/coupons/{coupon.pk}/voiding"
    assert call(boss, "post", path, {"reason": ""}).status_code == 422

    assert call(boss, "post", path, {"reason": "发错人"}).status_code == 204

    assert Coupon.objects.get().state == "void"
    assert call(boss, "post", path, {"reason": "发错人"}).json()["code"] == "loyalty.coupon_over"
    assert call(make.actor(), "post", path, {"reason": "x"}).status_code == 403


def test_a_card_is_frozen_named_and_paid_out(call, boss, elsewhere, store):
    member, bearer = make.member(store=store), spend.card(store)
    spend.load(bearer, Value(5_000, 500))
    path = f"/loyalty/stored-value/{bearer.pk}"
    assert call(boss, "put", f"{path}/frozen", {"frozen": True, "reason": "挂失"}).status_code == 204
    assert call(boss, "post", f"{path}/holder", {"member_id": member.pk}).json()["code"] == "loyalty.value_frozen"
    assert call(boss, "put", f"{path}/frozen", {"frozen": False, "reason": "找到了"}).status_code == 204
    named = call(boss, "post", f"{path}/holder", {"member_id": member.pk}).json()["account_id"]
    why = {"reason": "退卡"}
    assert call(elsewhere, "post", f"/loyalty/stored-value/{named}/pay-out", why).status_code == 404

    paid = call(boss, "post", f"/loyalty/stored-value/{named}/pay-out", why)

    assert (paid.status_code, paid.json()) == (201, {"principal_cents": -5_000, "bonus_cents": -500})
    assert StoredValueAccount.objects.get(pk=named).state == "closed"
    assert call(make.actor(), "post", f"/loyalty/stored-value/{named}/pay-out", why).status_code == 403


def test_a_pin_is_set_with_a_proof(call, boss):
    member = make.member()
    wish = {"kind": "code", "purpose": "pin", "member_id": member.pk, "amount": 0, "document": pin_document(member.pk)}
    proof_id = call(boss, "post", "/loyalty/proofs", wish).json()["proof_id"]
    call(boss, "post", f"/loyalty/proofs/{proof_id}/answer", {"answer": spending_code(proof_id)})
    path = f"/members/{member.pk}/pin"
    assert call(boss, "put", path, {"pin": "111111", "proof_id": proof_id}).status_code == 422

    assert call(boss, "put", path, {"pin": "190273", "proof_id": proof_id}).status_code == 204

    assert MemberPin.objects.get().member_id == member.pk
    assert call(boss, "put", path, {"pin": "280364", "proof_id": proof_id}).json()["code"] == "loyalty.proof_used"
    assert call(make.actor(), "put", path, {"pin": "190273", "proof_id": proof_id}).status_code == 403


def test_the_effect_of_promotions_by_program(call, boss):
    make.earn(make.member(), EarningLine(1, "gold", 100_000), on=date(2026, 12, 24))

    told = call(boss, "get", "/loyalty/effect?since=2026-12-24&last=2026-12-24").json()

    assert [(each["name"], each["points"], each["tickets"]) for each in told["promotions"]] == [("圣诞", 1_000, 1)]
    assert [(each["points_class"], each["points"], each["margin_bp"]) for each in told["classes"]] == [
        ("gold", 2_000, None)
    ]
    assert call(make.actor(), "get", "/loyalty/effect?since=2026-12-24&last=2026-12-24").status_code == 403
