"""The doors of loyalty for programs: one happy path, the refusals, the forbidden. Source: D13."""

from datetime import date
from uuid import uuid4

import pytest

from facet.kernel import clock
from facet.loyalty.models import PointsEntry, RuleVersion
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.tests import factories as make

pytestmark = pytest.mark.django_db
VIEWER = make.actor("loyalty.view_points", "loyalty.view_programme")
MANAGER = make.actor("loyalty.view_programme", "loyalty.manage_programme")
ADJUSTER = make.actor("loyalty.adjust_points", limits={"points_adjust": 500})
RULES, LADDER = TEMPLATES["seed"]
DRAFT = {
    "rules": RULES | {"rates": {"gold": 12_000}},
    "ladder": [
        {"code": g.code, "name": g.name, "threshold": g.threshold, "coefficient_bp": g.coefficient_bp} for g in LADDER
    ],
}


def test_a_member_s_points(call):
    make.programme()
    member = make.member(grade="gold")
    make.earn(member, EarningLine(1, "gold", 10_000, label="足金项链"), document="d1")

    answer = call(VIEWER, "get", f"/members/{member.pk}/points")

    body = answer.json()
    assert (answer.status_code, body["available"], body["lifetime"], body["grade"]["code"], body["missing"]) == (
        200,
        150,
        150,
        "gold",
        5_851,
    )
    assert body["endings"] == [{"points": 150, "expires_on": "2027-12-31"}]
    assert body["entries"][0]["lines"][0] | {"bonuses": []} == {
        "document": "d1", "line_no": 1, "label": "足金项链", "points_class": "gold",
        "base_cents": 10_000, "base": "paid", "rate_bp": 10_000,
        "coefficient_bp": 15_000, "factor_bp": 10_000, "step_bp": 10_000, "window": "", "bonuses": [], "points": 150,
    }  # fmt: skip


def test_unknown_and_foreign_members_look_the_same(call):
    make.programme()
    member = make.member()
    foreign = make.actor("loyalty.view_points", stores=[-1])

    answers = [call(foreign, "get", f"/members/{each}/points") for each in (member.pk, 999_999)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert [answer.json()["code"] for answer in answers] == ["members.member_unknown"] * 2
    assert call(make.actor(), "get", f"/members/{member.pk}/points").status_code == 403


def test_points_by_hand(call):
    make.programme()
    member, key = make.member(), uuid4()
    path, body = f"/members/{member.pk}/points/adjustments", {"points": 300, "reason": "补录"}

    answers = [call(ADJUSTER, "post", path, body, key) for _ in range(2)]

    assert [(each.status_code, each.json()["available"]) for each in answers] == [(201, 300), (201, 300)]
    assert PointsEntry.objects.count() == 1
    assert call(ADJUSTER, "post", path, body | {"points": 501}).json()["code"] == "approval_needed"
    assert call(ADJUSTER, "post", path, body | {"points": -301}).json()["facts"] == {"available": 300, "wanted": 301}
    assert call(VIEWER, "post", path, body).status_code == 403
    assert call(ADJUSTER, "post", path, body | {"reason": ""}).status_code == 422
    assert PointsEntry.objects.count() == 1


def test_the_rules_and_the_ladder(call):
    make.programme()

    programme = call(VIEWER, "get", "/loyalty/programme").json()

    assert (programme["number"], programme["rules"], len(programme["ladder"])) == (1, RULES, 4)
    assert call(VIEWER, "get", "/loyalty/grades").json()[3]["threshold"] == 6_001
    assert call(make.actor(), "get", "/loyalty/programme").status_code == 403


def test_a_house_without_rules_has_no_programme(call):
    assert call(VIEWER, "get", "/loyalty/programme").status_code == 404
    assert call(VIEWER, "get", "/loyalty/grades").json() == []


def test_a_simulation_is_the_example_of_the_seed(call):
    make.programme()
    lines = [
        {"points_class": "diamond", "base_cents": 800_000, "is_new_product": True},
        {"points_class": "gold", "base_cents": 300_000},
    ]

    answer = call(VIEWER, "post", "/loyalty/simulate", {"grade": "gold", "on": "2026-12-24", "lines": lines})

    body = answer.json()
    assert (answer.status_code, body["total"], body["rules_number"], body["grade"]["coefficient_bp"]) == (
        200,
        57_100,
        1,
        15_000,
    )
    assert [(line["points"], line["bonus"], line["window"]) for line in body["lines"]] == [
        (48_100, 100, "圣诞"),
        (9_000, 0, "圣诞"),
    ]


@pytest.mark.parametrize(("change", "status"), [
    ({"grade": "unknown"}, 422), ({"draft": True}, 404), ({"member_id": 999_999}, 404), ({"on": "1999-01-01"}, 409),
    ({"lines": []}, 422), ({"surprise": 1}, 422), ({"lines": [{"points_class": "cheese", "base_cents": 1}]}, 422),
])  # fmt: skip
def test_a_wrong_simulation_is_refused(call, change, status):
    make.programme()
    body = {"lines": [{"points_class": "gold", "base_cents": 100}]}

    assert call(VIEWER, "post", "/loyalty/simulate", body | change).status_code == status


def test_a_draft_with_another_base_counts_on_what_the_line_tells(call):
    make.programme()
    call(MANAGER, "put", "/loyalty/programme/draft", DRAFT | {"rules": DRAFT["rules"] | {"earning_base": "gross"}})
    line = {"points_class": "gold", "base_cents": 8_000, "gross_cents": 10_000, "discounted_cents": 9_000}

    found = call(VIEWER, "post", "/loyalty/simulate", {"lines": [line], "draft": True}).json()["lines"][0]

    assert (found["base"], found["base_cents"], found["points"]) == ("gross", 10_000, 120)


def test_a_draft_is_saved_tried_published_and_then_fixed(call):
    make.programme()
    line = {"lines": [{"points_class": "gold", "base_cents": 10_000}], "draft": True}

    assert call(MANAGER, "put", "/loyalty/programme/draft", DRAFT).json() == {
        "number": 2,
        "state": "draft",
        "effective_on": None,
    }
    assert call(MANAGER, "post", "/loyalty/simulate", line).json()["total"] == 120
    person, day = make.drafter(), {"effective_on": "2999-01-01"}
    alone = call(person, "post", "/loyalty/programme/2/publish", day)
    assert (alone.status_code, alone.json()["code"]) == (409, "approval_needed")
    asked = call(person, "post", "/loyalty/programme/draft/approvals", day | {"reason": "黄金多一点"})
    assert asked.status_code == 201
    make.allow(asked.json()["approval_id"], at=clock.now())
    published = call(person, "post", "/loyalty/programme/2/publish", day)
    assert (published.status_code, published.json()["state"]) == (200, "published")
    again = call(person, "post", "/loyalty/programme/2/publish", day)
    assert (again.status_code, again.json()["code"]) == (409, "loyalty.programme_fixed")
    rows = call(VIEWER, "get", "/loyalty/programme/versions").json()
    assert [(row["number"], row["state"]) for row in rows] == [(2, "coming"), (1, "in_force")]


def test_rules_are_stopped_by_program(call):
    make.programme(effective_on=date(2020, 1, 1))
    assert call(MANAGER, "post", "/loyalty/programme/1/stop", {}).json()["code"] == "loyalty.nothing_to_stop"
    assert call(VIEWER, "post", "/loyalty/programme/1/stop", {}).status_code == 403


def test_wrong_rules_are_not_drafted(call):
    wrong = DRAFT | {"ladder": DRAFT["ladder"][1:]}

    answer = call(MANAGER, "put", "/loyalty/programme/draft", wrong)

    assert (answer.status_code, answer.json()["code"]) == (422, "loyalty.programme_invalid")
    assert call(VIEWER, "put", "/loyalty/programme/draft", DRAFT).status_code == 403
    assert not RuleVersion.objects.exists()


def test_regrading(call):
    make.programme()

    assert call(MANAGER, "post", "/loyalty/regradings").json() == {"changed": 0}
    assert call(VIEWER, "post", "/loyalty/regradings").status_code == 403


def test_a_replay_and_a_grade_by_program(call):
    make.programme()
    member = make.member()
    make.earn(member, EarningLine(1, "gold", 100_000))
    days = {"number": 1, "since": "2026-11-01", "until": "2026-12-01"}

    asked = call(VIEWER, "post", "/loyalty/replays", days)
    assert (asked.status_code, asked.json()["state"], asked.json()["lines_total"]) == (202, "waiting", 1)
    assert call(VIEWER, "get", f"/loyalty/replays/{asked.json()['id']}").json()["number"] == 1
    assert call(VIEWER, "post", "/loyalty/replays", days | {"until": "2026-11-01"}).status_code == 422
    assert call(make.actor(), "post", "/loyalty/replays", days).status_code == 403
    assert call(VIEWER, "get", "/loyalty/replays/999999").status_code == 404

    found = call(VIEWER, "get", f"/members/{member.pk}/grade").json()
    assert (found["grade"]["code"], found["basis"]) == ("silver", "lifetime")
    assert (found["figure"], found["missing"]) == (1_000, 1_001)
    assert [(step["before"], step["after"]) for step in found["history"]] == [("ordinary", "silver")]
    foreign = make.actor("loyalty.view_points", stores=[-1])
    assert call(foreign, "get", f"/members/{member.pk}/grade").status_code == 404
    assert call(make.actor(), "get", f"/members/{member.pk}/grade").status_code == 403
