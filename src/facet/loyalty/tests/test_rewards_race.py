"""Referral, transfers and grants by many at once: each thing once, nothing lost, no deadlock. Source: T03, T11, P22."""

import pytest
from django.apps import apps
from django.db import connection

from facet.kernel.errors import StillWorking
from facet.loyalty import flows, services
from facet.loyalty.errors import PointsShort
from facet.loyalty.models import Award, EarnedLine, Grant, PointsEntry
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.grant import PAGE, Conditions
from facet.loyalty.selectors.books import points_books
from facet.loyalty.services import ReturnedLine
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import rewarding
from facet.loyalty.tests.test_spending_race import together

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT = 8


def settle(source):
    return services.settle_purchase(actor=make.HOUSE, source=source, at=make.AT)


def bad(answers, *expected):
    """What went wrong and is not `expected`."""
    return [each for each in answers if isinstance(each, Exception) and not isinstance(each, expected)]


def test_one_event_heard_by_eight_at_once_is_settled_once():
    make.programme()
    near, buyer = rewarding.chain(2)
    make.earn(buyer, document="d1")
    source = EarnedLine.objects.get().operation_id

    answers = together(EIGHT, lambda number: settle(source))

    assert bad(answers, StillWorking) == []
    assert Award.objects.filter(kind="referred").count() == 1
    assert (make.account(near).available, make.account(near).pending) == (300, 200)
    assert points_books() == []


def test_the_sale_and_its_returns_heard_at_once_end_in_the_same_books():
    make.programme()
    _, upper, near, buyer = rewarding.chain(4)
    make.earn(buyer, EarningLine(1, "gold", 200_000), document="d1")
    for back in range(1, 4):
        make.give_back(buyer, ReturnedLine(document="d1", line_no=1, returned=back, whole=4))
    sources = list(EarnedLine.objects.order_by("pk").values_list("operation_id", flat=True)) * 2

    answers = together(len(sources), lambda number: settle(sources[number]))

    assert bad(answers, StillWorking) == []
    assert [make.account(each).available for each in (near, upper)] == [50, 15]
    assert points_books() == []


def test_friends_who_buy_at_once_share_with_one_referrer():
    make.programme()
    near = make.member()
    friends = [rewarding.bring(near) for _ in range(EIGHT)]
    sources = []
    for number, friend in enumerate(friends):
        make.earn(friend, EarningLine(1, "gold", 100_000), document=f"d{number}")
        sources.append(EarnedLine.objects.get(document=f"d{number}").operation_id)

    answers = together(EIGHT, lambda number: settle(sources[number]))

    assert bad(answers) == []
    assert (make.account(near).available, make.account(near).pending) == (EIGHT * 100, EIGHT * 200)
    assert points_books() == []


def test_two_who_give_to_each_other_at_once_keep_the_sum(monkeypatch):
    rewarding.rules(transfer={"in_household": True})
    monkeypatch.setattr("facet.loyalty.services.handing.take_proof_if_asked", lambda **_: None)
    one, other = make.member(), make.member()
    rewarding.household(one, other)
    for each in (one, other):
        make.adjust(each, 1_000)
    pairs = [(one, other), (other, one)] * 6

    answers = together(len(pairs), lambda number: rewarding.transfer(*pairs[number], 300))

    assert bad(answers, PointsShort) == []
    assert make.account(one).available + make.account(other).available == 2_000
    assert points_books() == []


def test_two_workers_give_a_grant_once(monkeypatch):
    monkeypatch.setattr("facet.loyalty.rules.grant.PAGE", 7)
    make.programme()
    members = [make.member() for _ in range(20)]
    wanted = services.GrantIn(reason="回馈", points=10, conditions=Conditions(member_ids=tuple(m.pk for m in members)))
    who = {"actor": make.HOUSE, "operation": make.key(), "at": make.AT, "on": make.ON}
    grant_id = services.grant_points(**who, request=wanted)

    answers = together(2, lambda number: flows.run_grant(actor=make.HOUSE, grant_id=grant_id, at=make.AT))

    grant = Grant.objects.get(pk=grant_id)
    assert (bad(answers), grant.state, grant.done, PAGE) == ([], "done", 20, 200)
    assert {make.account(member).available for member in members} == {10}
    assert points_books() == []


def test_an_undo_while_a_worker_gives_leaves_nothing(monkeypatch):
    monkeypatch.setattr("facet.loyalty.rules.grant.PAGE", 3)
    make.programme()
    members = [make.member() for _ in range(12)]
    wanted = services.GrantIn(reason="回馈", points=10, conditions=Conditions(member_ids=tuple(m.pk for m in members)))
    who = {"actor": make.HOUSE, "at": make.AT, "on": make.ON}
    grant_id = services.grant_points(**who, operation=make.key(), request=wanted)
    works = (
        lambda: flows.run_grant(actor=make.HOUSE, grant_id=grant_id, at=make.AT),
        lambda: services.undo_grant(**who, operation=make.key(), grant_id=grant_id),
    )

    answers = together(2, lambda number: works[number]())

    assert bad(answers) == []
    assert Grant.objects.get(pk=grant_id).state == "undone"
    assert sum(PointsEntry.objects.values_list("points", flat=True)) == 0
    assert points_books() == []


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite writes one at a time")
def test_sales_returns_and_shares_of_two_who_brought_each_other_do_not_deadlock():
    make.programme()
    one = make.member()
    other = rewarding.bring(one)
    apps.get_model("members", "Member").objects.filter(pk=one.pk).update(referrer=other)  # as an older system left it
    sources = []
    for number, buyer in enumerate([one, other] * 6):
        make.earn(buyer, EarningLine(1, "gold", 100_000), document=f"d{number}")
        sources.append(EarnedLine.objects.get(document=f"d{number}").operation_id)

    answers = together(12, lambda number: settle(sources[number]))

    assert (bad(answers), connection.vendor) == ([], "postgresql")
    assert Award.objects.filter(kind="referred").count() == 12
    assert points_books() == []
