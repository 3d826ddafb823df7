"""Points by hand, expiry and regrading: each once, each refused where it must be. Source: R074, P6, F30."""

from datetime import date, timedelta

import pytest
from django.apps import apps

from facet.kernel.errors import ApprovalNeeded, Invalid, NotPermitted, OperationConflict
from facet.loyalty import flows, services, tasks
from facet.loyalty.errors import PointsShort
from facet.loyalty.models import GradeChange, PointsEntry, PointsLot
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors import jobs
from facet.loyalty.selectors.books import points_books
from facet.loyalty.services.programme import Rules
from facet.loyalty.tests import factories as make
from facet.loyalty.web.panels import wish_to_adjust
from facet.members.errors import MemberUnknown
from facet.organisation import services as organisation_services
from facet.organisation.errors import ApprovalDecided, ApprovalDiffers
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db
ADJUST = "loyalty.adjust_points"


def gold(yuan, line_no=1):
    return EarningLine(line_no, "gold", yuan * 100)


def test_given_points_are_available_and_do_not_lift_the_grade():
    make.programme()
    member = make.member()

    done = make.adjust(member, 5_000)

    assert (done.available, make.account(member).lifetime, make.standing(member).grade_code) == (5_000, 0, "ordinary")
    assert make.standing(member).points_available == 5_000
    assert PointsEntry.objects.get().reason == "周年庆补偿"
    event = apps.get_model("audit", "Event").objects.get(action="loyalty.points_adjusted")
    assert (event.subject_label, event.facts["points"]) == (member.number, 5_000)


def test_taken_points_leave_the_lot_that_ends_first():
    make.programme()
    member = make.member()
    make.earn(member, gold(500))
    make.earn(member, gold(300), on=date(2025, 6, 1))

    make.adjust(member, -400)

    assert dict(PointsLot.objects.values_list("expires_on", "remaining")) == {
        date(2026, 12, 31): 0,
        date(2027, 12, 31): 400,
    }


def test_the_same_adjustment_twice_counts_once():
    make.programme()
    member, operation = make.member(), make.key({"points": 50})

    first = make.adjust(member, 50, operation=operation)

    assert make.adjust(member, 50, operation=operation) == first
    assert (PointsEntry.objects.count(), make.account(member).available) == (1, 50)
    with pytest.raises(OperationConflict):
        make.adjust(member, 50, operation=type(operation)(operation.id, "another body"))


@pytest.mark.parametrize(
    ("by", "points", "refusal"),
    [
        (make.actor("loyalty.view_points", limits={"points_adjust": 500}), 50, NotPermitted),
        (make.actor(ADJUST, limits={"points_adjust": 49}), 50, ApprovalNeeded),
        (make.actor(ADJUST, limits={"points_adjust": 49}), -50, ApprovalNeeded),
        (make.actor(ADJUST, stores=[-1], limits={"points_adjust": 500}), 50, MemberUnknown),
        (make.actor(ADJUST, own=True, staff_id=1, limits={"points_adjust": 500}), 50, MemberUnknown),
        (make.actor(ADJUST, limits={"points_adjust": 500}), -101, PointsShort),
        (make.actor(ADJUST, limits={"points_adjust": 500}), 0, Invalid),
        (make.HOUSE, 10_000_001, Invalid),
    ],
)
def test_an_adjustment_is_refused_and_writes_nothing(by, points, refusal):
    make.programme()
    member = make.member()
    make.earn(member, gold(100))

    with pytest.raises(refusal):
        make.adjust(member, points, by=by)

    assert (PointsEntry.objects.count(), make.account(member).available) == (1, 100)


def test_a_limit_is_enough_for_exactly_itself():
    make.programme()

    assert make.adjust(make.member(), 50, by=make.actor(ADJUST, limits={"points_adjust": 50})).available == 50


def test_a_reason_is_needed():
    make.programme()
    wanted = services.Adjustment(member_id=make.member().pk, points=5, reason="  ")

    with pytest.raises(Invalid):
        services.adjust_points(actor=make.HOUSE, operation=make.key(), request=wanted, at=make.AT, on=make.ON)


def expire(on):
    return flows.expire_points_of_everybody(actor=make.HOUSE, at=make.AT, on=on)


def test_points_end_with_their_last_day_one_entry_for_each_lot():
    make.programme()
    member = make.member()
    make.earn(member, gold(500), on=date(2024, 3, 1))
    make.earn(member, gold(200), on=date(2024, 9, 1))
    make.earn(member, gold(300), on=date(2025, 3, 1))

    assert expire(date(2025, 12, 31)) == 0
    assert expire(date(2026, 1, 1)) == 700
    assert expire(date(2026, 1, 1)) == 0
    assert expire(date(2026, 1, 2)) == 0
    assert list(PointsEntry.objects.filter(kind="expired").order_by("id").values_list("line_no", "points")) == [
        (1, -500),
        (2, -200),
    ]
    account = make.account(member)
    assert (account.available, account.lifetime, make.standing(member).points_available) == (300, 1_000, 300)
    assert points_books() == []


def test_only_the_house_and_marketing_expire_points():
    member = make.member()

    with pytest.raises(NotPermitted):
        services.expire_points(actor=make.actor(ADJUST), member_id=member.pk, at=make.AT, on=make.ON)


def new_ladder(template="demo"):
    rules, ladder = TEMPLATES[template]
    draft = services.save_draft(actor=make.HOUSE, wanted=Rules(rules=rules, ladder=ladder), at=make.AT)
    services.publish_rule_version(actor=make.HOUSE, number=draft.number, effective_on=make.ON, at=make.AT)


def test_a_new_ladder_lifts_and_never_lowers():
    make.programme("demo")
    low, high, empty = make.member(), make.member(), make.member()
    make.earn(low, gold(1_500))
    make.earn(high, gold(10_000))
    assert (make.standing(low).grade_code, make.standing(high).grade_code) == ("ordinary", "silver")

    new_ladder("seed")

    assert [(move.before, move.after, move.members) for move in jobs.regrade_preview(make.ON)] == [
        ("silver", "diamond", 1), ("ordinary", "silver", 1),
    ]  # fmt: skip
    assert flows.regrade_everybody(actor=make.HOUSE, at=make.AT, on=make.ON) == 2
    assert flows.regrade_everybody(actor=make.HOUSE, at=make.AT, on=make.ON) == 0
    assert [make.standing(each).grade_code for each in (low, high, empty)] == ["silver", "diamond", "ordinary"]
    assert GradeChange.objects.filter(cause="regraded").count() == 2
    new_ladder("demo")
    assert flows.regrade_everybody(actor=make.HOUSE, at=make.AT, on=make.ON + timedelta(days=1)) == 0


def test_the_jobs_work_in_pages():
    make.programme("demo")
    members = [make.member() for _ in range(5)]
    for member in members:
        make.earn(member, gold(1_500), on=date(2024, 5, 1))
    new_ladder("seed")

    assert jobs.members_to_regrade(make.ON, size=2) == [members[0].pk, members[1].pk]
    assert jobs.members_to_regrade(make.ON, after=members[1].pk, size=2) == [members[2].pk, members[3].pk]
    assert jobs.members_with_ended_lots(date(2026, 1, 1), after=members[3].pk) == [members[4].pk]


def test_expiring_again_on_the_same_day_is_the_same_act():
    make.programme()
    member = make.member()
    make.earn(member, gold(500), on=date(2024, 3, 1))
    act = {"actor": make.HOUSE, "member_id": member.pk, "at": make.AT, "on": date(2026, 1, 1)}

    assert [services.expire_points(**act), services.expire_points(**act)] == [500, 0]
    assert PointsEntry.objects.filter(kind="expired").count() == 1


def test_the_nightly_jobs_run():
    make.programme()
    member = make.member()
    make.earn(member, gold(500), on=date(2020, 3, 1))

    tasks.expire_points()
    tasks.regrade()

    assert make.account(member).available == 0


def second_person(clerk, boss, wanted):
    """A clerk asks for what is above her limit, a manager says yes; gives the approval's id."""
    wish = wish_to_adjust(clerk, None, wanted, make.AT)
    approval_id = organisation_services.request_approval(
        actor=clerk,
        operation=make.key(),
        kind="loyalty.adjust_points",
        store_id=None,
        wish=wish,
        reason="补录",
        at=make.AT,
    )
    organisation_services.decide_approval(actor=boss, approval_id=approval_id, approve=True, note="", at=make.AT)
    return approval_id


def test_a_second_person_allows_what_is_above_the_limit_once():
    make.programme()
    member = make.member()
    clerk_row, boss_row = organisation.staff("clerk"), organisation.staff("boss")
    clerk = make.actor(ADJUST, staff_id=clerk_row.pk, limits={"points_adjust": 100})
    boss = make.actor("organisation.approve", staff_id=boss_row.pk, limits={"points_adjust": 5_000})
    approval_id = second_person(clerk, boss, {"member_id": member.pk, "points": 900, "reason": "补录"})

    def adjust(points):
        wanted = services.Adjustment(member_id=member.pk, points=points, reason="补录", approval_id=approval_id)
        return services.adjust_points(actor=clerk, operation=make.key(), request=wanted, at=make.AT, on=make.ON)

    with pytest.raises(ApprovalDiffers):
        adjust(901)
    assert adjust(900).available == 900
    with pytest.raises(ApprovalDecided):
        adjust(900)
    assert PointsEntry.objects.count() == 1


@pytest.mark.parametrize("payload", [
    {}, {"member_id": "1", "points": 5, "reason": "x"}, {"member_id": 1, "points": 0, "reason": "x"},
    {"member_id": 1, "points": 5, "reason": " "}, {"member_id": 1, "points": 10_000_001, "reason": "x"},
])  # fmt: skip
def test_a_wish_must_say_what_is_wanted(payload):
    with pytest.raises(Invalid):
        wish_to_adjust(make.actor(ADJUST), None, payload, make.AT)


def test_regrading_a_member_by_name_never_lowers_her():
    make.programme()
    kept, low = make.member(grade="diamond"), make.member()
    make.earn(kept, gold(10))
    act = {"actor": make.HOUSE, "member_ids": [kept.pk, low.pk], "at": make.AT, "on": make.ON}

    assert services.regrade_members(**act) == 0
    assert make.standing(kept).grade_code == "diamond"
