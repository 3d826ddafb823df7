"""Eight at once on one member: every act counts once and the law holds. Source: T11, P22, R091."""

import threading
from uuid import uuid4

import pytest
from django.db import connections

from facet.kernel.errors import StillWorking
from facet.kernel.operations import OperationKey
from facet.loyalty.errors import PointsShort
from facet.loyalty.models import PointsAccount, PointsEntry, RuleVersion
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors.books import points_books
from facet.loyalty.services import ReturnedLine, Rules, save_draft
from facet.loyalty.tests import factories as make

AT_ONCE = 8


def together(work):
    """`work(number)` in eight threads that start at one moment; their answers or refusals."""
    answers, gate = [None] * AT_ONCE, threading.Barrier(AT_ONCE, timeout=30)

    def one(number):
        try:
            gate.wait()
            answers[number] = work(number)
        except Exception as refusal:  # the test judges it
            answers[number] = refusal
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.fixture
def member(transactional_db):
    make.programme("demo")
    return make.member()


def test_first_purchases_at_eight_tills_open_one_account(member):
    answers = together(lambda number: make.earn(member, EarningLine(1, "gold", 10_000)).points)

    assert answers == [100] * AT_ONCE
    assert (PointsAccount.objects.count(), make.account(member).available) == (1, 800)
    assert sorted(PointsEntry.objects.values_list("available_after", flat=True)) == list(range(100, 900, 100))
    assert points_books() == []


def test_a_hundred_points_are_taken_once_by_eight(member):
    make.adjust(member, 100)

    answers = together(lambda number: make.adjust(member, -100))

    refused = [answer for answer in answers if isinstance(answer, PointsShort)]
    assert (len(refused), make.account(member).available) == (AT_ONCE - 1, 0)
    assert points_books() == []


def test_one_key_sent_eight_times_counts_once(member):
    operation = OperationKey(uuid4(), "")

    answers = together(lambda number: make.adjust(member, 70, operation=operation))

    done = [answer for answer in answers if not isinstance(answer, StillWorking)]
    assert len({answer.entry_id for answer in done}) == 1
    assert (PointsEntry.objects.count(), make.account(member).available) == (1, 70)


def test_earning_returning_and_adjusting_at_once_keep_the_law(member):
    for number in range(AT_ONCE):
        make.earn(member, EarningLine(1, "gold", 10_000), document=f"d{number}")

    def work(number):
        if number % 2:
            back = ReturnedLine(document=f"d{number}", line_no=1, returned=1, whole=1)
            return make.give_back(member, back).points
        return make.adjust(member, -150).points

    answers = together(work)

    refused = sum(isinstance(answer, PointsShort) for answer in answers)
    assert [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, PointsShort)] == []
    account = make.account(member)
    assert account.lifetime == 400
    assert account.available - account.owed == 800 - 400 - 150 * (4 - refused)
    assert points_books() == []


def test_eight_drafters_leave_one_draft(member):
    rules, ladder = TEMPLATES["seed"]

    answers = together(
        lambda number: save_draft(actor=make.HOUSE, wanted=Rules(rules=rules, ladder=ladder), at=make.AT).number
    )

    assert answers == [2] * AT_ONCE
    assert RuleVersion.objects.get(state="draft").grades.count() == 4
