"""Spending through the services: proofs, points, prizes, value, coupons, gifts. Source: R065–R067, R317, R326, R334."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from facet.kernel.errors import ApprovalNeeded, NotPermitted
from facet.kernel.outbox import OutboxEvent
from facet.loyalty import errors, flows, services
from facet.loyalty.models import (
    PointsEntry,
    PointsLot,
    PrizeStock,
    Proof,
    Redemption,
    StoredValueAccount,
)
from facet.loyalty.rules.cash import CashLine
from facet.loyalty.rules.coupon import CouponLine
from facet.loyalty.rules.documents import pin_document
from facet.loyalty.rules.proof import Wanted
from facet.loyalty.rules.stored_value import Value
from facet.loyalty.selectors import spending_books as books
from facet.loyalty.selectors.books import points_books
from facet.loyalty.selectors.proof import spending_code
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import spending as spend
from facet.members.errors import MemberUnknown
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


# --- proof ------------------------------------------------------------------------------------


def test_spending_without_a_proof_is_refused_and_writes_nothing(member, store):
    spend.prize(store)

    with pytest.raises(errors.ProofNeeded):
        spend.redeem(member, store)

    assert (make.account(member).available, Redemption.objects.count()) == (20_000, 0)


def test_a_proof_is_used_once_and_only_for_what_it_was_given(member, store):
    proof_id = spend.given_proof(member, purpose="points", amount=500, document="d1")

    def take(act_id, *, amount=500, document="d1"):
        wanted = Wanted(member.pk, "points", amount, document)
        services.take_proof(proof_id=proof_id, wanted=wanted, act_id=act_id, at=spend.AT)

    for other in ({"amount": 501}, {"document": "d2"}):
        with pytest.raises(errors.ProofDiffers):
            spend.act(lambda key, other=other: take(key, **other))
    spend.act(take)
    with pytest.raises(errors.ProofUsed):
        spend.act(take)


def test_wrong_codes_are_counted_and_the_fifth_ends_the_proof(member):
    request = services.ProofIn(kind="code", purpose="points", member_id=member.pk, amount=5, document="d")
    asked = services.ask_proof(actor=make.HOUSE, operation=make.key(), request=request, at=spend.AT, on=spend.ON)
    right = spending_code(asked.proof_id)
    wrong = f"{(int(right) + 1) % 10**6:06d}"

    def answer(text):
        flows.give_proof(actor=make.HOUSE, proof_id=asked.proof_id, answer=text, at=spend.AT, on=spend.ON)

    for _ in range(4):
        with pytest.raises(errors.ProofWrong):
            answer(wrong)
    with pytest.raises(errors.ProofLost):
        answer(wrong)
    with pytest.raises(errors.ProofLost):
        answer(right)


def test_what_is_asked_together_has_one_code_and_one_message_and_what_is_asked_later_another(member):
    def asked(purpose, at):
        request = services.ProofIn(kind="code", purpose=purpose, member_id=member.pk, amount=5, document="d")
        return services.ask_proof(actor=make.HOUSE, operation=make.key(), request=request, at=at, on=spend.ON).proof_id

    points, coupon = asked("points", spend.AT), asked("coupon", spend.AT)
    later = asked("points", spend.AT + timedelta(minutes=1))

    assert spending_code(points) == spending_code(coupon) != spending_code(later)
    told = OutboxEvent.objects.filter(name="loyalty.spending_code_asked").order_by("pk")
    assert [row.facts["proof_id"] for row in told] == [points, later]


def test_a_code_is_good_for_five_minutes(member):
    request = services.ProofIn(kind="code", purpose="points", member_id=member.pk, amount=5, document="d")
    asked = services.ask_proof(actor=make.HOUSE, operation=make.key(), request=request, at=spend.AT, on=spend.ON)
    late = spend.AT + timedelta(minutes=5)

    with pytest.raises(errors.ProofExpired):
        services.give_proof(actor=make.HOUSE, proof_id=asked.proof_id, answer="1", at=late, on=spend.ON)


def test_a_pin_is_set_by_another_proof_and_then_proves(member):
    document = pin_document(member.pk)
    proof_id = spend.given_proof(member, purpose="pin", amount=0, document=document)
    services.set_pin(
        actor=make.HOUSE, operation=make.key(), member_id=member.pk, pin="190273", proof_id=proof_id, at=spend.AT
    )
    request = services.ProofIn(kind="pin", purpose="points", member_id=member.pk, amount=5, document="d")
    asked = services.ask_proof(actor=make.HOUSE, operation=make.key(), request=request, at=spend.AT, on=spend.ON)

    given = services.give_proof(actor=make.HOUSE, proof_id=asked.proof_id, answer="190273", at=spend.AT, on=spend.ON)

    assert given.ok
    assert Proof.objects.get(pk=asked.proof_id).state == "given"


def test_the_changing_code_of_another_member_proves_nothing(member, store):
    from facet.members.selectors.changing_code import changing_code_of

    other = make.member(store=store)
    request = services.ProofIn(kind="qr", purpose="points", member_id=member.pk, amount=5, document="d")
    asked = services.ask_proof(actor=make.HOUSE, operation=make.key(), request=request, at=spend.AT, on=spend.ON)

    def answer(code):
        return services.give_proof(actor=make.HOUSE, proof_id=asked.proof_id, answer=code, at=spend.AT, on=spend.ON)

    assert not answer(changing_code_of(other.pk, at=spend.AT)).ok
    assert answer(changing_code_of(member.pk, at=spend.AT)).ok


# --- points as cash ---------------------------------------------------------------------------


def test_points_pay_and_come_back_to_their_lots(member, unproved):
    spent = spend.spend(member, 10_000, LINES, document="s1")
    assert (spent.points, make.account(member).available) == (10_000, 10_000)

    assert spend.give_back(member, "s1", 1, 3).points == 3_333
    assert spend.give_back(member, "s1", 3, 3).points == 6_667
    assert spend.give_back(member, "s1", 3, 3).points == 0

    assert list(PointsLot.objects.values_list("opened", "remaining")) == [(20_000, 20_000)]
    assert books_agree()


def test_points_of_an_ended_lot_come_back_with_grace(member, unproved):
    spend.spend(member, 10_000, LINES, document="s1")
    on = date(2028, 1, 5)

    spend.give_back(member, "s1", 1, 1, on=on)

    new = PointsLot.objects.order_by("pk").last()
    assert (new.remaining, new.expires_on) == (10_000, on + timedelta(days=30))
    assert books_agree()


def test_points_that_come_back_make_good_what_is_owed(store, unproved):
    member = make.member(store=store)
    make.earn(member, make.EarningLine(1, "gold", 10_000_00), document="sale")
    spend.spend(member, 10_000, LINES, document="s1")
    make.give_back(member, make.ReturnedLine(document="sale", line_no=1, returned=1, whole=1))
    assert (make.account(member).available, make.account(member).owed) == (0, 10_000)

    spend.give_back(member, "s1", 1, 2)

    assert (make.account(member).available, make.account(member).owed) == (0, 5_000)
    assert books_agree()


def test_reserved_points_are_not_spent_elsewhere_and_come_free_again(member, store, unproved):
    spend.prize(store, points=15_000)

    def reserve(key):
        return services.reserve_points(cents=10_000, lines=LINES, **spend.movement(member, key, document="basket"))

    assert spend.act(reserve).points == 10_000
    assert make.account(member).reserved == 10_000
    with pytest.raises(errors.PointsShort):
        spend.redeem(member, store)
    services.end_reservations(actor=make.HOUSE, member_id=member.pk, at=spend.AT + timedelta(minutes=31))
    assert make.account(member).reserved == 0
    assert spend.redeem(member, store).available == 5_000
    assert books_agree()


def test_the_reserving_ticket_spends_what_it_reserved(member, unproved):
    lines = [CashLine(66_666_00)]
    spend.act(
        lambda key: services.reserve_points(cents=20_000, lines=lines, **spend.movement(member, key, document="b"))
    )

    spend.spend(member, 20_000, lines, document="b")

    assert (make.account(member).available, make.account(member).reserved) == (0, 0)
    assert books_agree()


# --- prizes -----------------------------------------------------------------------------------


def test_a_prize_is_redeemed_with_a_proof_and_taken_back(member, store):
    spend.prize(store)
    operation = make.key()
    proof_id = spend.given_proof(member, purpose="points", amount=500, document=f"loyalty.redemption:{operation.id}")

    done = spend.redeem(member, store, operation=operation, proof_id=proof_id, hand_over=False)
    again = spend.redeem(member, store, operation=operation, proof_id=proof_id, hand_over=False)

    assert (done, done.available, PrizeStock.objects.get().on_hand) == (again, 19_500, 9)
    services.hand_over(actor=make.HOUSE, operation=make.key(), redemption_id=done.redemption_id, at=spend.AT)
    services.cancel_redemption(
        actor=make.HOUSE, operation=make.key(), redemption_id=done.redemption_id, at=spend.AT, on=spend.ON
    )
    assert (make.account(member).available, PrizeStock.objects.get().on_hand) == (20_000, 10)
    with pytest.raises(errors.RedemptionClosed):
        services.cancel_redemption(
            actor=make.HOUSE, operation=make.key(), redemption_id=done.redemption_id, at=spend.AT, on=spend.ON
        )
    assert books_agree()


def test_prizes_run_out_and_members_have_limits(member, store, unproved):
    spend.prize(store, on_hand=2, per_member=2)

    with pytest.raises(errors.PrizeLimitReached):
        spend.redeem(member, store, quantity=3)
    spend.redeem(member, store, quantity=2)
    with pytest.raises(errors.PrizeShort):
        spend.redeem(other_with_points(store), store)
    assert books_agree()


def other_with_points(store):
    row = make.member(store=store)
    make.adjust(row, 1_000)
    return row


def test_without_the_right_in_that_store_nothing_is_redeemed(member, store, unproved):
    spend.prize(store)
    elsewhere = make.actor("loyalty.redeem", stores=[organisation.store("S02").pk])

    with pytest.raises(NotPermitted):
        spend.redeem(member, store, by=elsewhere)
    assert PointsEntry.objects.filter(kind="redeemed").count() == 0


# --- conversion -------------------------------------------------------------------------------


def convert(member, store, **fields):
    wish = services.ConvertIn(
        **{"member_id": member.pk, "points": 1_250, "into": "stored_value", "store_id": store.pk, **fields}
    )
    return services.convert_points(actor=make.HOUSE, operation=make.key(), request=wish, at=spend.AT, on=spend.ON)


def test_points_become_bonus_value_and_coupons(member, store, unproved):
    spend.coupon_type(code="B100", value=10_000)

    assert convert(member, store).points == 1_200
    assert convert(member, store, into="coupon", coupon_type="B100").points == 10_000
    card = StoredValueAccount.objects.get()
    assert (card.principal_cents, card.bonus_cents) == (0, 1_200)
    assert books_agree()


def test_paying_points_out_is_off_and_then_asks_a_second_person(member, store, unproved):
    with pytest.raises(errors.ConversionOff):
        convert(member, store, into="money")
    spend.setting("loyalty.pay_out_points", value=True)
    with pytest.raises(ApprovalNeeded):
        convert(member, store, into="money")
    assert make.account(member).available == 20_000


# --- stored value -----------------------------------------------------------------------------


def test_a_named_card_is_spent_with_a_proof_principal_first(member, store):
    card = spend.card(store, member=member)
    spend.load(card, Value(30_000, 3_000))
    with pytest.raises(errors.ProofNeeded):
        spend.pay(card, 31_000)
    spend.no_proof()

    assert spend.pay(card, 31_000).balance_cents == 2_000
    with pytest.raises(errors.ValueShort):
        spend.pay(card, 2_001)

    card.refresh_from_db()
    assert card.value == Value(0, 2_000)
    assert books_agree()


def test_cards_hold_so_much_and_from_a_sum_on_somebody_sees_the_document(member, store):
    with pytest.raises(errors.ValueAboveLimit):
        spend.load(spend.card(store), Value(100_001))
    cards = [spend.card(store, member=member) for _ in range(2)]
    spend.load(cards[0], Value(500_000), seen=False)
    with pytest.raises(errors.IdentityNeeded):
        spend.load(cards[1], Value(500_000), seen=False)
    spend.load(cards[1], Value(500_000), seen=True)
    assert books_agree()


def test_a_bearer_card_gets_a_name_is_frozen_and_paid_out(member, store):
    card = spend.card(store)
    spend.load(card, Value(50_000, 5_000))
    common = {"actor": make.HOUSE, "at": spend.AT}

    named = services.name_card(operation=make.key(), account_id=card.pk, member_id=member.pk, on=spend.ON, **common)
    services.freeze_card(operation=make.key(), account_id=named, frozen=True, reason="遗失", **common)
    with pytest.raises(errors.ValueFrozen):
        services.pay_out_card(operation=make.key(), account_id=named, reason="退卡", on=spend.ON, **common)
    services.freeze_card(operation=make.key(), account_id=named, frozen=False, reason="找到", **common)
    done = services.pay_out_card(operation=make.key(), account_id=named, reason="退卡", on=spend.ON, **common)

    assert (done.principal_cents, done.bonus_cents, done.balance_cents) == (-50_000, -5_000, 0)
    assert set(StoredValueAccount.objects.values_list("state", flat=True)) == {"closed"}
    assert books_agree()


def test_a_card_is_not_named_after_a_member_beyond_ones_reach(member, store):
    card = spend.card(store)
    spend.load(card, Value(50_000, 0))
    stranger = organisation.actor("loyalty.manage_stored_value", staff_id=organisation.staff("far").pk)
    with pytest.raises(MemberUnknown):
        services.name_card(
            actor=stranger, operation=make.key(), account_id=card.pk, member_id=member.pk, at=spend.AT, on=spend.ON
        )
    assert StoredValueAccount.objects.get().state == "active"


def test_a_card_is_opened_by_hand_and_foreign_cards_look_unknown(store):
    wanted = services.CardIn(kind="bearer", principal_cents=20_000, store_id=store.pk)
    clerk = make.actor("loyalty.sell_stored_value", "loyalty.manage_stored_value", stores=[store.pk])
    opened = services.open_stored_value(actor=clerk, operation=make.key(), request=wanted, at=spend.AT, on=spend.ON)
    other = make.actor("loyalty.manage_stored_value", stores=[organisation.store("S02").pk])

    for account_id in (opened.account_id, 987_654):
        with pytest.raises(errors.ValueUnknown):
            services.freeze_card(
                actor=other, operation=make.key(), account_id=account_id, frozen=True, reason="x", at=spend.AT
            )


def test_one_act_counts_once(member, store, unproved):
    key = uuid4()
    spend.spend(member, 10_000, LINES, key=key)
    spend.spend(member, 10_000, LINES, key=key)

    assert make.account(member).available == 10_000
