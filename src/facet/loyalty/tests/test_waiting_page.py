"""What waits and what ends, on the member's page: the parts add up to the balance, and released points are explained.

Source: P6, R053, D6.
"""

from datetime import timedelta

import pytest

from facet.loyalty import flows, selectors, services
from facet.loyalty.models import EarnedLine
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.services import ReturnedLine
from facet.loyalty.tests import factories as make
from facet.loyalty.tests import rewarding
from facet.loyalty.web.panels import points_tab

pytestmark = pytest.mark.django_db
VIEWER = make.actor("loyalty.view_points", "loyalty.redeem", "loyalty.adjust_points")
RING, CHAIN = EarningLine(1, "diamond", 80_000, label="戒指"), EarningLine(2, "gold", 50_000, label="项链")


def page(member, on=make.ON):
    return selectors.member_points(VIEWER, member_id=member.pk, on=on)


def test_what_ends_adds_up_to_the_balance_and_what_waits_to_the_pending():
    rewarding.rules(pending={"days": 7})
    near, buyer = rewarding.chain(2)
    make.adjust(near, 120)
    make.earn(near, document="own")
    make.earn(buyer, document="d1")
    services.settle_purchase(actor=make.HOUSE, source=EarnedLine.objects.get(document="d1").operation_id, at=make.AT)
    make.give_back(near, ReturnedLine(document="own", line_no=1, returned=1, whole=3))

    file = page(near)

    assert sum(each.points for each in file.endings) == file.balance.available == 420
    assert [(each.label, each.points) for each in file.waiting] == [
        ("Points from a purchase", 2_000),
        ("For bringing a member", 200),
    ]
    assert sum(each.points for each in file.waiting) == file.pending
    assert {each.due_on for each in file.waiting} == {make.ON + timedelta(days=7)}


def test_released_points_are_told_by_the_lines_of_their_ticket():
    rewarding.rules(pending={"days": 7})
    member = make.member()
    make.earn(member, RING, CHAIN, document="d1")
    make.give_back(member, ReturnedLine(document="d1", line_no=2, returned=1, whole=2))
    later = make.ON + timedelta(days=8)
    flows.release_points_of_everybody(actor=make.HOUSE, at=make.AT, on=later)

    (entry,) = page(member, later).entries

    assert (entry.points, entry.counted) == (1_850, 1_850)
    assert [(line.label, line.points) for line in entry.lines] == [("戒指", 1_600), ("项链", 500), ("项链", -250)]

    make.give_back(member, ReturnedLine(document="d1", line_no=1, returned=1, whole=1), on=later)
    back, released = page(member, later).entries
    assert [line.points for line in back.lines] == [-1_600]
    assert sum(line.points for line in released.lines) == released.points == 1_850


def test_the_page_asks_as_often_for_one_waiting_as_for_three(django_assert_num_queries):
    rewarding.rules(pending={"days": 7})
    members = [make.member(), make.member()]
    for member, times in zip(members, (1, 3), strict=True):
        for number in range(times):
            make.earn(member, document=f"{member.pk}.{number}")
        with django_assert_num_queries(7):
            assert len(page(member).waiting) == times


@pytest.mark.parametrize("on", [True, False])
def test_giving_and_surveys_are_offered_where_the_rules_have_them(on):
    rewarding.rules(transfer={"in_household": on}, rewards={"survey": 50 if on else 0})
    member = make.member()
    tab = points_tab(VIEWER, member.pk, make.AT)
    assert (tab["file"].transfers, tab["file"].surveys, tab["may_transfer"]) == (on, on, True)
    assert not points_tab(make.actor("loyalty.view_points"), member.pk, make.AT)["may_transfer"]
