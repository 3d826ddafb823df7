"""Gifts once, points that wait, notices, transfers and grants to many. Source: R071–R075, R350, P6, §4.4."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from facet.kernel.errors import ApprovalNeeded, Invalid, NotPermitted
from facet.loyalty import flows, services
from facet.loyalty.errors import GiftGiven, GrantNotReady, NoHousehold, PointsShort, TransferOff
from facet.loyalty.models import Award, ExpiryNotice, Grant
from facet.loyalty.rules.grant import Conditions
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors.books import points_books
from facet.loyalty.services import ReturnedLine
from facet.loyalty.tests import factories as make

pytestmark = pytest.mark.django_db


def rules(**sections):
    """The seed's rules with other sections, in force."""
    base, ladder = TEMPLATES["seed"]
    TEMPLATES["rewards"] = (base | sections, ladder)
    try:
        make.programme("rewards")
    finally:
        del TEMPLATES["rewards"]


def test_points_wait_until_the_window_is_over_and_returns_take_them_first():
    rules(pending={"days": 7})
    member = make.member()
    earned = make.earn(member, document="d1")
    assert (earned.entry_id, make.account(member).available, make.account(member).pending) == (None, 0, 3_000)
    assert make.standing(member).grade_code == "ordinary"

    taken = make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=1, whole=3))
    assert (taken.points, make.account(member).pending, make.account(member).owed) == (1_000, 2_000, 0)
    assert points_books() == []

    last = make.ON + timedelta(days=7)
    assert flows.release_points_of_everybody(actor=make.HOUSE, at=make.AT, on=last) == 0
    assert flows.release_points_of_everybody(actor=make.HOUSE, at=make.AT, on=last + timedelta(days=1)) == 2_000
    account = make.account(member)
    assert (account.available, account.pending, account.lifetime) == (2_000, 0, 2_000)
    assert make.standing(member).grade_code == "silver"
    assert account.lots.get().expires_on == date(2027, 12, 31)

    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=3, whole=3))
    assert (make.account(member).available, make.account(member).owed, make.account(member).lifetime) == (0, 0, 0)
    assert points_books() == []


def test_a_whole_return_while_points_wait_leaves_nothing():
    rules(pending={"days": 7})
    member = make.member()
    make.earn(member, document="d1")
    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=1, whole=1))

    assert flows.release_points_of_everybody(actor=make.HOUSE, at=make.AT, on=make.ON + timedelta(days=30)) == 0
    assert not make.account(member).entries.exists()
    assert points_books() == []


def test_joining_brings_welcome_points_once():
    make.programme()
    member = make.member()
    given = [flows.welcome(actor=make.HOUSE, member_id=member.pk, at=make.AT, on=make.ON) for _ in range(2)]
    assert given == [100, 0]
    assert (make.account(member).available, make.account(member).lifetime) == (100, 0)


def test_an_occasion_gives_everybody_of_the_group_once():
    occasion = {"name": "店庆", "begins": "2026-11-20", "until": "2026-11-23", "points": 88}
    rules(rewards={"occasions": [occasion]})
    members = [make.member() for _ in range(3)]
    flow = {"actor": make.HOUSE, "at": make.AT}

    assert flows.give_gifts_of_day(**flow, on=date(2026, 11, 19)) == 0
    assert flows.give_gifts_of_day(**flow, on=date(2026, 11, 20)) == 264
    assert flows.give_gifts_of_day(**flow, on=date(2026, 11, 20)) == 0
    assert flows.give_gifts_of_day(**flow, on=date(2026, 11, 22)) == 0
    assert make.account(members[0]).available == 88


def test_a_first_purchase_brings_its_points_once_and_loses_them_with_the_goods():
    rules(rewards={"first_purchase": 66})
    member = make.member()
    for document in ("d1", "d2"):
        make.earn(member, document=document, act=None)
        _settle(document)
    assert [award.points for award in Award.objects.filter(kind="first_purchase")] == [66]

    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=1, whole=1))
    _settle("d1")
    found = Award.objects.filter(kind="first_purchase").order_by("pk")
    assert [(row.document, row.taken_back) for row in found] == [("d1", 66), ("d2", 0)]
    assert points_books() == []


def _settle(document):
    from facet.loyalty.models import EarnedLine

    source = EarnedLine.objects.filter(document=document).order_by("-pk").first().operation_id
    services.settle_purchase(actor=make.HOUSE, source=source, at=make.AT)


def test_a_survey_counts_once():
    make.programme()
    member, clerk = make.member(), make.actor("loyalty.adjust_points")
    ask = {"actor": clerk, "member_id": member.pk, "survey": "售后", "at": make.AT, "on": make.ON}
    assert services.give_survey_points(**ask, operation=make.key()) == 50
    with pytest.raises(GiftGiven):
        services.give_survey_points(**ask, operation=make.key())
    with pytest.raises(NotPermitted):
        services.give_survey_points(**ask | {"actor": make.actor()}, operation=make.key())
    assert make.account(member).available == 50


@pytest.mark.parametrize(("days", "window"), [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (0, 7)])
def test_each_lot_is_announced_once_in_each_window(days, window):
    make.programme()
    member = make.member()
    make.earn(member)  # ends on 31 December 2027
    on = date(2027, 12, 31) - timedelta(days=days)
    noted = [flows.note_expiry_of_everybody(actor=make.HOUSE, at=make.AT, on=on) for _ in range(2)]
    assert noted == ([1, 0] if window else [0, 0])
    assert list(ExpiryNotice.objects.values_list("days", "points")) == ([(window, 3_000)] if window else [])
    assert apps.get_model("organisation", "Task").objects.filter(kind="loyalty.points_expiring").count() == sum(noted)


def test_who_was_told_is_ticked_off_and_nobody_elses():
    make.programme()
    member = make.member()
    make.earn(member)
    flows.note_expiry_of_everybody(actor=make.HOUSE, at=make.AT, on=date(2027, 12, 1))
    notice = ExpiryNotice.objects.get()
    from facet.kernel.errors import NotFound

    with pytest.raises(NotFound):
        services.tell_expiry(actor=make.actor("loyalty.view_points", stores=[0]), notice_ids=[notice.pk], at=make.AT)
    for told in (1, 0):
        who = make.actor("loyalty.view_points")
        assert services.tell_expiry(actor=who, notice_ids=[notice.pk], at=make.AT) == told
    assert not apps.get_model("organisation", "Task").objects.filter(done_at=None).exists()


def test_one_to_do_tells_of_all_members_and_ends_with_the_last_of_them():
    make.programme()
    for member in (make.member(), make.member()):
        make.earn(member)
    flows.note_expiry_of_everybody(actor=make.HOUSE, at=make.AT, on=date(2027, 12, 1))
    to_do = apps.get_model("organisation", "Task").objects.get(kind="loyalty.points_expiring")

    for notice, still_open in zip(ExpiryNotice.objects.order_by("pk"), (True, False), strict=True):
        services.tell_expiry(actor=make.actor("loyalty.view_points"), notice_ids=[notice.pk], at=make.AT)
        to_do.refresh_from_db()
        assert (to_do.done_at is None) is still_open


def household(*members):
    home = apps.get_model("members", "Household").objects.create(head=members[0], created_at=make.AT)
    for each in members:
        row = {"household": home, "member": each, "joined_at": make.AT}
        apps.get_model("members", "HouseholdMember").objects.create(**row)


def transfer(one, other, points, by=None):
    wanted = services.TransferIn(from_id=one.pk, to_id=other.pk, points=points)
    who = by or make.actor("loyalty.redeem")
    return services.transfer_points(actor=who, operation=make.key(), request=wanted, at=make.AT, on=make.ON)


def test_points_go_to_the_household_with_their_last_days(monkeypatch):
    rules(transfer={"in_household": True})
    monkeypatch.setattr("facet.loyalty.services.handing.take_proof_if_asked", lambda **_: None)
    one, other, stranger = make.member(), make.member(), make.member()
    household(one, other)
    make.earn(one, on=date(2025, 6, 1))
    make.earn(one)

    done = transfer(one, other, 4_000)

    assert (done.from_available, done.to_available) == (3_500, 4_000)
    assert list(make.account(other).lots.order_by("pk").values_list("expires_on", "remaining")) == [
        (date(2026, 12, 31), 3_000),
        (date(2027, 12, 31), 1_000),
    ]
    assert (make.account(other).lifetime, make.standing(other).grade_code) == (0, "ordinary")
    assert points_books() == []
    with pytest.raises(PointsShort):
        transfer(one, other, 3_501)
    with pytest.raises(NoHousehold):
        transfer(one, stranger, 1)
    with pytest.raises(NotPermitted):
        transfer(one, other, 1, by=make.actor())


def test_without_the_switch_nobody_gives_points_away():
    make.programme()
    one, other = make.member(), make.member()
    household(one, other)
    with pytest.raises(TransferOff):
        transfer(one, other, 1)


def grant(by=None, **fields):
    wanted = services.GrantIn(**{"reason": "老客回馈", "points": 500, "conditions": Conditions(spend_from=1)} | fields)
    who = by or make.actor("loyalty.adjust_points", limits={"points_adjust": 10_000})
    return services.grant_points(actor=who, operation=make.key(), request=wanted, at=make.AT, on=make.ON)


def run(grant_id):
    flows.run_grant(actor=make.HOUSE, grant_id=grant_id, at=make.AT)
    flows.run_grant(actor=make.HOUSE, grant_id=grant_id, at=make.AT)


def test_a_grant_reaches_who_meets_the_condition_and_goes_back_whole():
    make.programme()
    rich, poor, spender = make.member(), make.member(), make.member()
    make.stand(rich, spend_cents=100)
    make.stand(spender, spend_cents=100)

    grant_id = grant()
    run(grant_id)
    make.adjust(spender, -200)

    assert (make.account(rich).available, make.account(rich).lifetime) == (500, 0)
    assert not poor.pk or not Award.objects.filter(account__member=poor).exists()
    row = Grant.objects.get(pk=grant_id)
    assert (row.state, row.members, row.done) == ("done", 2, 2)

    undo = {"actor": make.HOUSE, "grant_id": grant_id, "at": make.AT, "on": make.ON}
    assert services.undo_grant(**undo, operation=make.key()) == 2
    assert make.account(rich).available == 0
    assert (make.account(spender).available, make.account(spender).owed) == (0, 200)
    assert points_books() == []
    with pytest.raises(GrantNotReady):
        services.undo_grant(**undo, operation=make.key())


def test_above_the_limit_a_second_person_is_needed():
    make.programme()
    make.stand(make.member(), spend_cents=100)
    with pytest.raises(ApprovalNeeded):
        grant(by=make.actor("loyalty.adjust_points", limits={"points_adjust": 499}))
    assert not Grant.objects.exists()


@pytest.mark.parametrize(
    "fields",
    [
        {"conditions": Conditions()},
        {"points": 0},
        {"coupon": "X"},
        {"reason": " "},
        {"conditions": Conditions(tag="none")},
    ],
)
def test_a_grant_that_says_too_little_is_refused(fields):
    make.programme()
    with pytest.raises(Invalid):
        grant(**fields)
    with pytest.raises(NotPermitted):
        grant(by=make.actor(), **fields)
    assert not Grant.objects.exists()
