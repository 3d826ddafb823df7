"""Programs take back what sold lines earned, by stored entries and once. Source: issue 3 `reverse_points`, F28."""

from uuid import uuid4

import pytest

from facet.loyalty.models import PointsEntry
from facet.loyalty.selectors.books import points_books
from facet.loyalty.tests import factories as make
from facet.organisation.tests import factories as organisation

pytestmark = pytest.mark.django_db
PATH = "/loyalty/points/reversals"


def clerk(**facts):
    return make.actor("loyalty.adjust_points", "loyalty.view_points", **facts)


@pytest.fixture
def member():
    make.programme()
    row = make.member()
    make.earn(row, document="shop.order:7")
    return row


def body(member, *, returned=1, whole=2, line_no=1, **more):
    line = {"document": "shop.order:7", "line_no": line_no, "returned": returned, "whole": whole}
    return {"member_id": member.pk, "lines": [line], "reason": "网店退货"} | more


def test_half_a_line_goes_back_once_and_then_the_other_half(call, member):
    key = uuid4()
    for _ in range(2):  # the same request again
        answer = call(clerk(), "POST", PATH, body(member), key)
        assert (answer.status_code, answer.json()) == (200, {"members": 1, "points": 1_500})
    assert call(clerk(), "POST", PATH, body(member, returned=2)).json()["points"] == 1_500

    assert (make.account(member).available, make.standing(member).points_available) == (0, 0)
    assert PointsEntry.objects.filter(kind="clawed_back").count() == 2
    assert points_books() == []


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"line_no": 9}, 409), ({"returned": 3}, 409), ({"reason": " "}, 422), ({"grant_id": 1}, 422),
        ({"lines": []}, 422),
    ],
)  # fmt: skip
def test_what_is_refused_moves_nothing(call, member, facts, status):
    answer = call(clerk(), "POST", PATH, body(member, **facts))
    assert answer.status_code == status, answer.json()
    assert PointsEntry.objects.count() == 1


def test_a_member_beyond_reach_is_unknown_and_without_the_right_nothing_goes(call, member):
    far = clerk(stores=[organisation.store("S88").pk])
    assert call(far, "POST", PATH, body(member)).status_code == 404
    assert call(make.actor("loyalty.view_points"), "POST", PATH, body(member)).status_code == 403
    assert PointsEntry.objects.count() == 1
