"""Joining on one's own phone and the card page there: no guess, no replay, no leak. Source: R318."""

from datetime import timedelta

import pytest
from django.core import signing
from django.core.cache import cache

from facet.kernel.errors import Invalid, NotPermitted
from facet.kernel.models import OutboxEvent
from facet.members import selectors, services
from facet.members.errors import CardPageGone, InvitationOver, JoinCodeWrong, MemberUnknown
from facet.members.flows.joining import join
from facet.members.models import CardPage, Consent, JoinRequest, Member
from facet.members.rules.words import ConsentChannel
from facet.members.services import JoinIn
from facet.members.tests import factories as make

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=11)


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def begin(phone="13912340000", *, actor=None, referrer="", **facts):
    invitation = selectors.invite(actor=actor or make.clerk(), referrer_number=referrer)
    wanted = JoinIn(name="周小雨", phone=phone, agreed=True, channels=(ConsentChannel.SMS,), **facts)
    return services.begin_joining(invitation=invitation, wanted=wanted, at=make.AT)


def code():
    return JoinRequest.objects.latest("pk").code


def test_who_holds_the_phone_becomes_a_member_of_the_clerk():
    friend = make.member()
    done = join(secret=begin(referrer=friend.number), code=code(), at=make.AT)

    member = Member.objects.latest("pk")
    assert (member.channel, member.clerk.username, member.referrer_id) == ("qr", "clerk1", friend.pk)
    assert Consent.objects.get(member=member).channel == "sms"
    assert selectors.own_card(done.card_page, at=make.AT).member_id == member.pk


def test_what_was_typed_is_forgotten_afterwards():
    join(secret=begin(), code=code(), at=make.AT)

    row = JoinRequest.objects.get()
    assert (row.name, row.phone, row.code) == (None, None, None)
    begin("13912340001")
    services.forget_join_requests(actor=make.HOUSE, at=make.AT + LATER)
    assert JoinRequest.objects.latest("pk").phone is None


def test_a_known_phone_is_told_nothing_but_that_it_is_known():
    make.member(phone="13912340000")
    before = Member.objects.count()

    done = join(secret=begin(), code=code(), at=make.AT)

    assert (done.already, done.card_page, Member.objects.count()) == (True, "", before)


def test_a_code_works_once():
    secret = begin()
    right = code()
    join(secret=secret, code=right, at=make.AT)

    with pytest.raises(JoinCodeWrong):
        join(secret=secret, code=right, at=make.AT)
    assert Member.objects.count() == 1


def test_five_guesses_end_the_request():
    secret = begin()
    right = code()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        with pytest.raises(JoinCodeWrong):
            join(secret=secret, code=wrong, at=make.AT)

    with pytest.raises(JoinCodeWrong):
        join(secret=secret, code=right, at=make.AT)
    assert not Member.objects.exists()


def test_a_code_ends_after_ten_minutes():
    secret = begin()

    with pytest.raises(JoinCodeWrong):
        join(secret=secret, code=code(), at=make.AT + LATER)


def test_an_invitation_cannot_be_made_up_or_kept(monkeypatch):
    text = selectors.invite(actor=make.clerk())
    for broken in ("", "x", text[:-2], signing.dumps([1, 1, None], key="other", salt="members.join")):
        with pytest.raises(InvitationOver):
            selectors.invitation_of(broken)
    real = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: real() + 13 * 3600)
    with pytest.raises(InvitationOver):
        selectors.invitation_of(text)


def test_only_who_may_add_members_invites():
    with pytest.raises(NotPermitted):
        selectors.invite(actor=make.stranger())
    with pytest.raises(MemberUnknown):
        selectors.invite(actor=make.clerk(), referrer_number="M99999999")


@pytest.mark.parametrize("facts", [{"agreed": False}, {"phone": "123"}, {"name": " "}])
def test_nothing_is_kept_of_a_refused_request(facts):
    wanted = JoinIn(**({"name": "周小雨", "phone": "13912340000", "agreed": True} | facts))

    with pytest.raises(Invalid):
        services.begin_joining(invitation=selectors.invite(actor=make.clerk()), wanted=wanted, at=make.AT)
    assert not JoinRequest.objects.exists()


def test_the_outbox_knows_neither_phone_nor_code():
    begin()

    assert set(OutboxEvent.objects.get(name="members.join_code_wanted").facts) == {"request_id"}


def page(member, operation=None):
    return services.make_card_page(actor=make.HOUSE, operation=operation or make.key(), member_id=member.pk, at=make.AT)


def test_a_card_page_shows_little_and_is_kept_as_a_digest():
    member = make.member()
    secret = page(member)

    own = selectors.own_card(secret, at=make.AT)

    assert own.name == "陈**"
    assert secret not in CardPage.objects.get().digest
    with pytest.raises(CardPageGone):
        selectors.own_card("guess", at=make.AT)


def test_a_card_page_ends_by_time_by_a_newer_one_and_by_hand():
    member, key = make.member(), make.key()
    first = page(member, key)
    assert page(member, key) == first
    with pytest.raises(CardPageGone):
        selectors.own_card(first, at=make.AT + timedelta(days=366))

    second = page(member)
    assert selectors.member_of_page(first, at=make.AT) is None
    services.revoke_card_page(actor=make.HOUSE, operation=make.key(), member_id=member.pk, at=make.AT)
    assert selectors.member_of_page(second, at=make.AT) is None


def test_another_clerk_makes_no_card_page():
    member = make.member(clerk=make.staff("clerk1"))

    with pytest.raises(NotPermitted):
        services.make_card_page(actor=make.clerk("clerk2"), operation=make.key(), member_id=member.pk, at=make.AT)
    assert not CardPage.objects.exists()


def test_a_member_takes_her_consent_back_herself():
    secret = join(secret=begin(), code=code(), at=make.AT).card_page
    services.withdraw_own_consent(secret=secret, channel=ConsentChannel.SMS, at=make.AT)

    assert selectors.own_card(secret, at=make.AT).consents == ()
    assert Consent.objects.count() == 2
