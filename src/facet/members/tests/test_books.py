"""The books of members, and the next step."""

from datetime import date, timedelta

import pytest

from facet.kernel import registry
from facet.members.models import Standing
from facet.members.permissions import LABELS, MembersPermission
from facet.members.rules import next_step
from facet.members.selectors.books import standing_agrees_with_events
from facet.members.tests import factories

TODAY = date(2026, 11, 21)


@pytest.mark.django_db
def test_books_agree_for_a_new_member_and_name_a_corrupted_one(django_assert_num_queries):
    members = [factories.member("王芳", f"1390000111{n}") for n in range(3)]
    with django_assert_num_queries(2):
        assert standing_agrees_with_events() == []
    Standing.objects.filter(pk=members[1].pk).update(spend_cents=5, visits=1)
    Standing.objects.filter(pk=members[2].pk).delete()
    assert standing_agrees_with_events() == [
        "M00000002: standing says 5 cents and 1 visits, the timeline 0 and 0",
        "M00000003: no standing",
    ]


def test_every_right_has_its_words_and_is_offered():
    assert set(LABELS) == set(MembersPermission)
    for code in MembersPermission:
        assert registry.offered("permission", code.value).label == LABELS[code]


@pytest.mark.parametrize(
    ("born", "is_lunar", "weight"),
    [
        (date(1990, 11, 21), False, 100),
        (date(1990, 11, 24), False, 87),
        (date(1990, 12, 5), False, 76),
        (date(1990, 12, 6), False, None),
        (date(1984, 11, 5), True, 100),  # lunar 10-13, which is 2026-11-21
        (None, False, None),
    ],
)
def test_a_birthday_weighs_more_the_nearer_it_is(born, is_lunar, weight):
    step = next_step.birthday_step(born, is_lunar=is_lunar, today=TODAY)
    assert (step.weight if step else None) == weight


@pytest.mark.parametrize(
    ("silent", "gap", "speaks"),
    [
        (None, None, False),
        (89, None, False),
        (90, None, True),
        (29, 10, False),
        (44, 30, False),
        (45, 30, True),
        (100, 90, False),
    ],
)
def test_silence_is_measured_by_the_members_own_habit(silent, gap, speaks):
    assert (next_step.silence_step(silent, gap) is not None) is speaks


def test_the_heaviest_step_is_shown():
    near = next_step.birthday_step(TODAY - timedelta(days=365 * 30 + 8), is_lunar=False, today=TODAY)
    silent = next_step.silence_step(400, None)
    assert next_step.heaviest([None, silent, near]) in (near, silent)
    assert next_step.heaviest([None, silent]) is silent
    assert next_step.heaviest([None]) is None
