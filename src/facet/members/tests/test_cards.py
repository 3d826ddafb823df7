"""Cards from the first to the last day: issued, replaced, lost, frozen, expired, renewed. Source: R047, R348."""

from datetime import date, timedelta

import pytest

from facet.audit.models import Event
from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.members import selectors, services
from facet.members.errors import CardInUse, CardNotUsable, CardNumberTaken, CardStateForbids, MemberUnknown
from facet.members.flows import jobs
from facet.members.models import Card, CardEvent
from facet.members.rules import cards as rules
from facet.members.rules.cards import CardAct
from facet.members.services import CardIn, CardTypeIn
from facet.members.tests import factories as make

pytestmark = pytest.mark.django_db


def card(member):
    return Card.objects.get(member=member, state="active")


def change(member, do, *, of=None, by=None, operation=None):
    return services.change_card(
        actor=by or make.HOUSE, operation=operation or make.key(), member_id=member.pk, card_id=(of or card(member)).pk,
        change=services.CardChange(do, "said so"), at=make.AT,
    )  # fmt: skip


def replace(member, number="", **wanted):
    return services.replace_card(
        actor=make.HOUSE, operation=make.key(), member_id=member.pk, wanted=CardIn(number=number, **wanted), at=make.AT
    )


def issue(member, **wanted):
    return services.issue_card(
        actor=make.HOUSE, operation=make.key(), member_id=member.pk, wanted=CardIn(**wanted), at=make.AT
    )


def save_type(code="diamond", type_id=None, actor=make.HOUSE, **facts):
    wanted = CardTypeIn(code=code, name="钻石卡", **facts)
    return services.save_card_type(actor=actor, operation=make.key(), wanted=wanted, type_id=type_id, at=make.AT)


def test_the_old_number_of_a_replaced_card_leads_to_the_member():
    member = make.member()
    old = card(member).number
    new = replace(member)

    found = selectors.find_members(make.HOUSE, old)
    assert [each.id for each in found] == [member.pk]
    selectors.refuse_unusable_card(old)
    assert card(member).number == new
    assert Card.objects.get(number=old).replaced_by.number == new


def test_a_member_has_one_card_in_use():
    member = make.member()

    with pytest.raises(CardInUse):
        issue(member)


@pytest.mark.parametrize("act", [CardAct.LOST, CardAct.FROZEN])
def test_a_card_that_proves_nothing_says_so_in_words(act):
    member = make.member()
    number = card(member).number
    change(member, act)

    with pytest.raises(CardNotUsable) as refusal:
        selectors.refuse_unusable_card(number)
    assert number[-4:] in str(refusal.value)
    assert [each.id for each in selectors.find_members(make.HOUSE, number)] == [member.pk]


def test_a_frozen_card_comes_back_unless_another_is_in_use():
    member = make.member()
    frozen = card(member)
    change(member, CardAct.FROZEN)
    assert change(member, CardAct.UNFROZEN, of=frozen) == "active"

    change(member, CardAct.LOST)
    issue(member)
    with pytest.raises(CardInUse):
        change(member, CardAct.UNFROZEN, of=frozen)


def test_a_lost_card_cannot_be_frozen():
    member = make.member()
    lost = card(member)
    change(member, CardAct.LOST)

    with pytest.raises(CardStateForbids):
        change(member, CardAct.FROZEN, of=lost)


def test_the_same_act_again_does_nothing_more():
    member, key = make.member(), make.key()
    frozen = card(member)

    for _ in range(2):
        change(member, CardAct.FROZEN, of=frozen, operation=key)

    assert CardEvent.objects.filter(what="frozen").count() == 1
    assert Event.objects.filter(action="members.card_frozen").count() == 1


def test_a_card_expires_once_and_can_be_renewed():
    save_type("year", valid_months=12)
    member = make.member(card_type="year")
    after = make.AT + timedelta(days=366)

    for _ in range(2):
        jobs.expire_cards(actor=make.HOUSE, on=after.date(), at=after)

    ended = Card.objects.get(member=member)
    assert (ended.state, CardEvent.objects.filter(what="expired").count()) == ("expired", 1)
    assert change(member, CardAct.RENEWED, of=ended) == "active"


def test_a_card_is_good_through_its_last_day():
    save_type("year", valid_months=12)
    member = make.member(card_type="year")
    last = card(member).expires_on

    assert jobs.expire_cards(actor=make.HOUSE, on=last, at=make.AT) == 0
    assert jobs.expire_cards(actor=make.HOUSE, on=last + timedelta(days=1), at=make.AT) == 1


@pytest.mark.parametrize(
    ("expires", "today", "until"),
    [
        (date(2026, 12, 31), date(2026, 12, 1), date(2027, 12, 31)),  # early: nothing is lost
        (date(2026, 12, 31), date(2027, 3, 1), date(2028, 2, 29)),  # late: from today
    ],
)
def test_renewing_counts_from_the_later_day(expires, today, until):
    assert rules.renewed_until(expires, today=today, valid_months=12) == until


def test_a_printed_number_is_used_once():
    one, other = make.member(), make.member("王芳", "13900001111")
    replace(one, "GOLD0001")

    with pytest.raises(CardNumberTaken):
        replace(other, "GOLD0001")
    with pytest.raises(Invalid):
        replace(other, "卡1")
    assert card(other).state == "active"


def test_what_the_card_in_use_brings():
    save_type(price_level=2, labour_discount_bp=2_000)
    member = make.member(card_type="diamond")

    brings = selectors.card_benefits(member.pk)

    assert (brings.card_type, brings.price_level, brings.labour_discount_bp) == ("diamond", 2, 2_000)
    change(member, CardAct.LOST)
    assert selectors.card_benefits(member.pk) == rules.Benefits()


def test_card_types_are_headquarters_business():
    with pytest.raises(NotPermitted):
        save_type(actor=make.manager())
    with pytest.raises(Invalid):
        save_type(labour_discount_bp=10_001)
    with pytest.raises(NotFound):
        save_type(categories=(987_654,))


def test_another_clerks_card_is_not_changed():
    member = make.member(clerk=make.staff("clerk1"))

    with pytest.raises(NotPermitted):
        change(member, CardAct.LOST, by=make.clerk("clerk2"))
    with pytest.raises(MemberUnknown):
        selectors.cards_of(make.clerk("clerk2"), member.pk)
    assert card(member).state == "active"


@pytest.mark.parametrize("times", [1, 3])
def test_a_members_cards_cost_three_queries(times, django_assert_max_num_queries):
    member, viewer = make.member(), make.headquarters()
    for _ in range(times - 1):
        replace(member)

    with django_assert_max_num_queries(3):
        assert len(selectors.cards_of(viewer, member.pk)) == times
