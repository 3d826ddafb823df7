"""Earning: the ledger, the lots, the grade and the standing of a purchase. Source: F27, R043–R058, R091."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from facet.kernel.permissions import house
from facet.kernel.transactions import unit_of_work
from facet.loyalty import services
from facet.loyalty.errors import ProgrammeMissing
from facet.loyalty.models import EarnedLine, GradeChange, LotMove, PointsEntry, PointsLot
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.selectors.books import points_books
from facet.loyalty.tests import factories as make

pytestmark = pytest.mark.django_db
CHRISTMAS_EVE = date(2026, 12, 24)
RING = EarningLine(1, "diamond", 800_000, is_new_product=True, label="18K金钻石戒指")
NECKLACE = EarningLine(2, "gold", 300_000, label="足金项链")


def test_the_seed_ticket_is_booked_whole():
    make.programme("demo")
    member = make.member(grade="gold")

    earned = make.earn(member, RING, NECKLACE, on=CHRISTMAS_EVE, document="sales.sale:1")

    assert (earned.points, earned.line_points, earned.available, earned.owed) == (
        57_100,
        {1: 48_100, 2: 9_000},
        57_100,
        0,
    )
    entry = PointsEntry.objects.get()
    assert (entry.kind, entry.points, entry.available_after, entry.lifetime_delta) == ("earned", 57_100, 57_100, 57_100)
    assert (entry.line_no, entry.document, entry.rule_version.number) == (0, "sales.sale:1", 1)
    lot = PointsLot.objects.get()
    assert (lot.opened, lot.remaining, lot.expires_on, lot.entry_id) == (57_100, 57_100, date(2027, 12, 31), entry.pk)
    assert LotMove.objects.get().points == 57_100
    lines = EarnedLine.objects.order_by("line_no").values_list(
        "base_cents", "rate_bp", "coefficient_bp", "factor_bp", "bonus", "points"
    )
    assert list(lines) == [(800_000, 20_000, 15_000, 20_000, 100, 48_100), (300_000, 10_000, 15_000, 20_000, 0, 9_000)]


def test_the_standing_is_a_copy_of_the_account():
    make.programme()
    member = make.member()

    make.earn(member)

    standing = make.standing(member)
    assert (standing.points_available, standing.points_owed, standing.points_lifetime) == (3_000, 0, 3_000)
    assert standing.grade_code == "gold"


@pytest.mark.parametrize(
    ("yuan", "grade"),
    [(999, "ordinary"), (1_000, "silver"), (2_000, "silver"), (2_001, "gold"), (6_000, "gold"), (6_001, "diamond")],
)
def test_the_grade_follows_the_points_of_the_sale(yuan, grade):
    make.programme()
    member = make.member()

    earned = make.earn(member, EarningLine(1, "gold", yuan * 100))

    assert (earned.points, earned.grade_before, earned.grade_after) == (yuan, "ordinary", grade)
    assert GradeChange.objects.count() == (grade != "ordinary")


def test_the_grade_before_the_sale_applies_to_it():
    make.programme()
    member = make.member()

    first, second = make.earn(member), make.earn(member)

    assert (first.points, first.grade_after, second.points) == (3_000, "gold", 4_500)


def test_a_change_of_grade_is_recorded_with_day_and_cause():
    make.programme()
    member = make.member()

    earned = make.earn(member)

    change = GradeChange.objects.get()
    assert (change.before, change.after, change.cause, change.on, change.lifetime) == (
        "ordinary",
        "gold",
        "earned",
        make.ON,
        3_000,
    )
    assert change.entry_id == earned.entry_id
    event = member.events.get()
    assert event.kind == "grade"
    assert event.facts == {"before": "普通卡", "before_en": "Ordinary", "after": "金卡", "after_en": "Gold"}


def test_a_ticket_that_earns_nothing_leaves_lines_and_no_entry():
    make.programme()
    member = make.member()

    earned = make.earn(member, EarningLine(1, "bar", 500_000, earns=False))

    assert (earned.points, earned.entry_id, PointsEntry.objects.count()) == (0, None, 0)
    assert EarnedLine.objects.get().points == 0


def test_earning_while_owing_repays_first():
    make.programme()
    member = make.member()
    first = make.earn(member, document="d1")
    make.adjust(member, -2_000)
    make.give_back(member, services.ReturnedLine(document="d1", line_no=1, returned=1, whole=1))
    assert make.account(member).owed == 2_000

    earned = make.earn(member, EarningLine(1, "gold", 500_000))

    assert first.points == 3_000
    assert (earned.points, earned.available, earned.owed, earned.lifetime) == (5_000, 3_000, 0, 5_000)
    last = PointsEntry.objects.order_by("-id")[:2]
    assert [(row.kind, row.points, row.owed_delta) for row in last] == [
        ("repaid", -2_000, -2_000),
        ("earned", 5_000, 0),
    ]
    assert points_books() == []


def test_points_are_not_counted_without_rules():
    member = make.member()

    with pytest.raises(ProgrammeMissing):
        make.earn(member)

    assert not EarnedLine.objects.exists()


def test_earning_needs_the_sale_s_transaction():
    with pytest.raises(RuntimeError, match="unit of work"):
        services.earn_points(actor=house("t"), standing=None, lines=[])


def statements(member, *lines):
    """The statements of one earning, without those of the sale around it."""
    from facet.kernel import operations
    from facet.members import services as members_services

    @unit_of_work
    def run():
        act = make.key()
        operations.begin(act, kind="tests.sale", actor=make.HOUSE, at=make.AT)
        standing = members_services.lock_standing(member.pk)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            services.earn_points(
                actor=make.HOUSE, act_id=act.id, member_id=member.pk, standing=standing, lines=lines,
                document=f"d:{act.id}", at=make.AT, on=make.ON, store_id=None,
            )  # fmt: skip
        return len(caught)

    return run()


@pytest.mark.parametrize(("lines", "grade", "first", "expected"), [
    (1, "diamond", False, 7), (2, "diamond", False, 7), (20, "diamond", False, 7),
    (2, "diamond", True, 8), (2, "ordinary", True, 13),
])  # fmt: skip
def test_an_earning_costs_seven_statements(lines, grade, first, expected):
    make.programme()
    member = make.member(grade=grade)
    if not first:
        make.earn(member)

    assert statements(member, *[EarningLine(number, "gold", 300_000) for number in range(1, lines + 1)]) == expected
