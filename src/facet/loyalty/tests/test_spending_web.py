"""The screens and the API of spending: happy, refused, forbidden. Every screen opens, empty and filled."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from facet.loyalty.models import (
    Coupon,
    CouponBatch,
    CouponType,
    Prize,
    PrizeStock,
    Proof,
    Redemption,
    StoredValueAccount,
)
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.stored_value import Value
from facet.loyalty.selectors.proof import spending_code
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import spending as spend
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db
EVERYTHING = [each.value for each in LoyaltyPermission]


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
def staff(store):
    return make.actor(
        *EVERYTHING, "members.view_members", "members.view_limited", "organisation.view_stores", store_id=store.pk,
        limits={"coupon_issue": 10**9},
    )  # fmt: skip


@pytest.fixture
def page(client, store, staff, monkeypatch):
    """`page(name, *args, **post)`: the screen, sent when `post` is given."""
    person = organisation.staff("chen", home=store)

    def ask(name, /, *args, who=staff, **post):
        monkeypatch.setattr("facet.organisation.web.middleware.actor_for", lambda *_, **__: who)
        client.force_login(person)
        url = reverse(f"loyalty:{name}", args=args)
        if not post:
            return client.get(url)
        return client.post(url, {"operation_id": str(post.pop("operation_id", uuid4())), **post})

    return ask


SCREENS = ("redeem", "convert", "pin", "redemptions", "prizes", "prize_new", "stored_values", "stored_value_open",
           "stored_value_liability", "coupons", "coupon_issue", "coupon_use", "birthday_gift", "coupon_types",
           "coupon_type_new", "coupon_batches", "coupon_batch_new")  # fmt: skip


@pytest.mark.parametrize("name", SCREENS)
def test_every_screen_opens_empty_and_only_with_the_right(page, name):
    assert page(name).status_code == 200
    assert page(name, who=make.actor("loyalty.view_points")).status_code == 403


def test_filled_screens_open(page, member, store):
    spend.prize(store)
    spend.no_proof()
    redeemed = spend.redeem(member, store)
    card = spend.card(store, member=member)
    spend.load(card, Value(10_000, 1_000))
    coupon = spend.coupon(spend.coupon_type(), member=member)
    assert page("redemption", redeemed.redemption_id).status_code == 200
    assert page("prize", "P001").status_code == 200
    assert page("prize_edit", "P001").status_code == 200
    assert "110.00" in page("stored_value", card.pk).content.decode()
    assert "110.00" in page("stored_value_liability").content.decode()
    assert page("coupon", coupon.pk).status_code == 200
    assert page("coupon_type", "B200").status_code == 200
    for name in ("redeem", "prizes", "redemptions", "coupons", "coupon_types", "stored_values"):
        assert page(name).status_code == 200


def test_a_prize_is_opened_stocked_and_redeemed_with_a_code(page, member):
    page("prize_new", code="P001", name="骨瓷杯", points="500", cost_cents="30", per_member="0", is_open="on")
    page("prize", "P001", quantity="5")
    assert PrizeStock.objects.get().on_hand == 5
    act = uuid4()
    form = {"operation_id": act, "member": member.number, "prize": "P001", "quantity": "1", "proof_kind": "code"}

    asked = page("redeem", **form)
    assert asked.status_code == 422
    assert Redemption.objects.count() == 0
    proof_id = re.search(r'name="proof_id" value="(\d+)"', asked.content.decode()).group(1)
    wrong = page("redeem", **form, proof_id=proof_id, answer="abc")
    assert wrong.status_code == 422
    done = page("redeem", **form, proof_id=proof_id, answer=spending_code(int(proof_id)))

    assert done.status_code == 302
    assert (make.account(member).available, Proof.objects.get().state) == (19_500, "used")
    redemption = Redemption.objects.get()
    assert page("redemption", redemption.pk, cancel="1").status_code == 302
    assert make.account(member).available == 20_000


def test_points_become_value_and_a_pin_is_set(page, member, store):
    spend.no_proof()
    done = page("convert", member=member.number, into="stored_value", points="1000", proof_kind="pin")
    assert done.status_code == 302
    assert StoredValueAccount.objects.get().bonus_cents == 1_000
    form = {"operation_id": uuid4(), "member": member.number, "pin": "190273", "proof_kind": "code"}
    asked = page("pin", **form)
    proof_id = re.search(r'name="proof_id" value="(\d+)"', asked.content.decode()).group(1)
    code = spending_code(int(proof_id))
    assert page("pin", **form, proof_id=proof_id, answer=code).status_code == 302


def test_a_card_is_opened_named_frozen_and_paid_out(page, member):
    assert page("stored_value_open", kind="bearer", principal_cents="100", bonus_cents="5").status_code == 302
    card = StoredValueAccount.objects.get()
    assert page("stored_value", card.pk, do="name", member=member.number).status_code == 302
    named = StoredValueAccount.objects.get(kind="named")
    assert page("stored_value", named.pk, do="freeze", reason="").status_code == 422
    assert page("stored_value", named.pk, do="pay_out", reason="退卡").status_code == 302
    assert StoredValueAccount.objects.filter(state="closed").count() == 2
    assert page("stored_value_open", kind="bearer", principal_cents="1001").status_code == 422


def test_coupons_from_the_type_to_the_last_use(page, member):
    opened = page(
        "coupon_type_new", code="B200", name="满减券", benefit="amount", amount_cents="200", days="30", per_member="0"
    )
    assert opened.status_code == 302, opened.content.decode()[-3000:]
    assert page("coupon_issue", member=member.number, type="B200").status_code == 302
    coupon = Coupon.objects.get()
    form = {"code": coupon.code, "points_class": "diamond", "due_cents": "1000", "proof_kind": "code"}
    assert page("coupon_use", **form, look="1").status_code == 200
    spend.no_proof()
    assert page("coupon_use", **form).status_code == 422
    assert page("coupon_use", **form, member=member.number).status_code == 302
    assert Coupon.objects.get().taken_cents == 20_000
    page("coupon_batch_new", type="B200", quantity="2", label="开业")
    batch = CouponBatch.objects.get(is_bearer=True)
    codes = page("coupon_batch", batch.pk, take="1")
    assert len(codes.content.splitlines()) == 3
    assert page("coupon_batch", batch.pk, take="1").status_code == 422
    page("coupon", Coupon.objects.filter(batch=batch).first().pk, reason="作废")
    assert Coupon.objects.filter(state="void").count() == 1
    page("coupon_type", "B200", close="1")
    assert not CouponType.objects.get().is_open


def test_the_birthday_gift_is_given_at_the_counter(page, member, store):
    from django.utils import timezone

    member.birth_date = f"1990-{timezone.localdate():%m-%d}"
    member.save()
    spend.prize(store, points=0, is_birthday_gift=True)
    assert page("birthday_gift", member=member.number, prize="P001").status_code == 302
    assert page("birthday_gift", member=member.number, prize="P001").status_code == 422


def test_the_offers_of_a_member_cost_seven_questions(staff, member, store, django_assert_num_queries):
    from facet.loyalty.web.offers import offers_tab, till_offers

    kind = spend.coupon_type()
    for _ in range(3):
        spend.coupon(kind, member=member)
    with django_assert_num_queries(5):
        assert len(offers_tab(staff, member.pk, spend.AT)["coupons"]) == 3
    with django_assert_num_queries(4):
        till_offers(staff, member.pk, spend.AT)


def test_the_api_redeems_issues_and_uses(call, staff, member, store):
    spend.prize(store)
    spend.coupon_type()
    key = uuid4()
    body = {"kind": "code", "purpose": "points", "member_id": member.pk, "amount": 500,
            "document": f"loyalty.redemption:{key}"}  # fmt: skip
    wish = {"member_id": member.pk, "prize": "P001"}
    assert call(staff, "post", "/loyalty/redemptions", wish).json()["code"] == "loyalty.proof_needed"
    proof_id = call(staff, "post", "/loyalty/proofs", body).json()["proof_id"]
    assert call(staff, "post", f"/loyalty/proofs/{proof_id}/answer", {"answer": "x"}).status_code == 422
    answer = {"answer": spending_code(proof_id)}
    assert call(staff, "post", f"/loyalty/proofs/{proof_id}/answer", answer).status_code == 204
    done = call(staff, "post", "/loyalty/redemptions", wish | {"proof_id": proof_id}, key)
    assert (done.status_code, done.json()["points"]) == (201, 500), done.content
    assert call(staff, "post", f"/loyalty/redemptions/{done.json()['redemption_id']}/cancellation").status_code == 201
    issued = call(staff, "post", "/loyalty/coupons", {"member_id": member.pk, "type": "B200"})
    assert issued.status_code == 201, issued.content
    spend.no_proof()
    line = {"line_no": 1, "due_cents": 100_000, "points_class": "gold"}
    use = {"code": issued.json()["code"], "document": "other:1", "member_id": member.pk, "lines": [line]}
    assert call(staff, "post", "/loyalty/coupon-uses", use).json()["off"] == {"1": 20_000}
    assert call(staff, "post", "/loyalty/coupon-uses", use).json()["code"] == "loyalty.coupon_used"
    nobody = make.actor("loyalty.view_points")
    for path in ("/loyalty/coupons", "/loyalty/coupon-types", "/loyalty/prizes", "/loyalty/stored-value/owed"):
        assert call(staff, "get", path).status_code == 200
        assert call(nobody, "get", path).status_code == 403


def test_the_api_opens_cards_and_converts(call, staff, member):
    spend.no_proof()
    opened = call(staff, "post", "/loyalty/stored-value", {"kind": "bearer", "principal_cents": 5_000})
    assert opened.status_code == 201, opened.content
    assert call(staff, "get", f"/loyalty/stored-value/{opened.json()['account_id']}").json()["balance_cents"] == 5_000
    wish = {"member_id": member.pk, "points": 1_000, "into": "stored_value"}
    assert call(staff, "post", "/loyalty/conversions", wish).json()["cents"] == 1_000
    assert Prize.objects.count() == 0
