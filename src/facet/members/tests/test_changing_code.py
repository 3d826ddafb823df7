"""The member's changing QR: good for half a minute, once, for one member. Source: R317."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from facet.kernel import sealed
from facet.members import selectors, services
from facet.members.errors import ChangingCodeUsed, ChangingCodeWrong
from facet.members.rules import changing_code as rules
from facet.members.tests import factories as make

pytestmark = pytest.mark.django_db
AT = make.AT.replace(second=0)


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


def check(code, at):
    return services.prove_by_code(actor=make.HOUSE, code=code, at=at)


def shown(member, at=AT):
    return selectors.changing_code_of(member.pk, at=at)


def test_the_code_names_its_member_and_nothing_else():
    member = make.member()
    code = shown(member)

    assert rules.looks_changing(code)
    assert member.number not in code
    assert check(code, AT) == member.pk


def test_a_code_works_once():
    code = shown(make.member())
    check(code, AT)

    with pytest.raises(ChangingCodeUsed):
        check(code, AT + timedelta(seconds=5))


@pytest.mark.parametrize("seconds", [-30, 0, 30, 59])
def test_the_steps_beside_are_good(seconds):
    member = make.member()

    assert check(shown(member), AT + timedelta(seconds=seconds)) == member.pk


@pytest.mark.parametrize("seconds", [-31, 60, 3600])
def test_older_and_later_steps_are_not(seconds):
    with pytest.raises(ChangingCodeWrong):
        check(shown(make.member()), AT + timedelta(seconds=seconds))


def test_a_code_of_one_member_is_not_anothers():
    one, other = make.member(), make.member("王芳", "13900001111")
    _, mac = rules.taken_apart(shown(one))
    forged = rules.code_of(other.pk, 0, mac=lambda _step: mac)

    with pytest.raises(ChangingCodeWrong):
        check(forged, AT)


@pytest.mark.parametrize("text", ["", "M", "M00000001", "M" + "A" * 21, "M" + "1" * 21, "碼" * 22, "M" + "=" * 21])
def test_guesses_and_broken_texts_are_refused(text):
    with pytest.raises(ChangingCodeWrong):
        check(text, AT)


def test_an_archived_member_has_no_code():
    member = make.member()
    code = shown(member)
    services.archive_member(actor=make.HOUSE, operation=make.key(), member_id=member.pk, reason="gone away", at=AT)

    with pytest.raises(ChangingCodeWrong):
        check(code, AT)


def test_another_ring_of_keys_makes_other_codes(monkeypatch):
    member = make.member()
    code = shown(member)
    monkeypatch.setattr(sealed, "token", lambda purpose, text: b"\0" * 16)

    with pytest.raises(ChangingCodeWrong):
        check(code, AT)
