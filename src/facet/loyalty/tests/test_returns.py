"""Claw-back: exactly what was earned, in any partition, whatever changed since. Source: F28, P1, T12."""

from datetime import date

import pytest
from django.db.models import Sum
from hypothesis import given
from hypothesis import strategies as st

from facet.loyalty import services
from facet.loyalty.errors import MoreReturned, NothingEarned
from facet.loyalty.models import EarnedLine, GradeChange, PointsEntry, PointsLot
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors.books import points_books
from facet.loyalty.services import ReturnedLine
from facet.loyalty.services.programme import Rules
from facet.loyalty.tests import factories as make

pytestmark = pytest.mark.django_db


def back(document="d1", line_no=1, returned=1, whole=1):
    return ReturnedLine(document=document, line_no=line_no, returned=returned, whole=whole)


def test_the_gold_line_of_the_seed_comes_back_and_the_bonus_stays():
    make.programme("demo")
    member = make.member(grade="gold")
    lines = [EarningLine(1, "diamond", 800_000, is_new_product=True), EarningLine(2, "gold", 300_000)]
    make.earn(member, *lines, on=date(2026, 12, 24), document="d1")

    taken = make.give_back(member, back(line_no=2))

    assert (taken.points, taken.line_points, taken.available) == (9_000, {("d1", 2): 9_000}, 48_100)
    entry = PointsEntry.objects.get(kind="clawed_back")
    assert (entry.points, entry.owed_delta, entry.lifetime_delta, entry.reverses.kind) == (-9_000, 0, -9_000, "earned")


def test_thirds_add_up_to_the_whole():
    make.programme()
    member = make.member()
    make.earn(member, EarningLine(1, "gold", 10_000), document="d1")

    parts = [make.give_back(member, back(returned=part, whole=3)).points for part in (1, 2, 3)]

    assert (parts, make.account(member).available) == ([33, 34, 33], 0)
    assert EarnedLine.objects.aggregate(base=Sum("base_cents"), points=Sum("points")) == {"base": 0, "points": 0}


def test_nothing_is_counted_again_when_grade_and_rules_have_changed():
    make.programme()
    member = make.member()
    make.earn(member, document="d1")  # 3 000 points at × 1, and now gold
    rules, ladder = TEMPLATES["seed"]
    draft = services.save_draft(
        actor=make.HOUSE, wanted=Rules(rules=rules | {"rates": {"gold": 90_000}}, ladder=ladder), at=make.AT
    )
    services.publish_rule_version(actor=make.HOUSE, number=draft.number, effective_on=make.ON, at=make.AT)

    assert make.give_back(member, back()).points == 3_000


def test_the_upgrade_it_caused_is_undone():
    make.programme()
    member = make.member()
    make.earn(member, EarningLine(1, "gold", 99_900), document="d0")
    make.earn(member, document="d1")

    taken = make.give_back(member, back())

    assert (taken.grade_before, taken.grade_after) == ("gold", "ordinary")
    assert make.standing(member).grade_code == "ordinary"
    assert list(GradeChange.objects.order_by("id").values_list("cause", "after")) == [
        ("earned", "gold"),
        ("clawed_back", "ordinary"),
    ]


def test_a_grade_that_the_points_never_carried_stays():
    make.programme()
    member = make.member(grade="diamond")
    make.earn(member, EarningLine(1, "gold", 10_000), document="d1")

    assert make.give_back(member, back()).grade_after == "diamond"


def test_points_come_from_their_own_lot_then_the_earliest_then_are_owed():
    make.programme()
    member = make.member()
    make.earn(member, EarningLine(1, "gold", 50_000), on=date(2025, 5, 1), document="old")
    make.earn(member, EarningLine(1, "gold", 30_000), document="d1")
    make.earn(member, EarningLine(1, "gold", 20_000), document="d2")
    make.adjust(member, -400)  # leaves 100 of the old ones

    def lots():
        return dict(PointsLot.objects.values_list("entry__document", "remaining"))

    assert (make.give_back(member, back("d2")).owed, lots()) == (0, {"old": 100, "d1": 300, "d2": 0})
    assert (make.give_back(member, back("old")).owed, lots()) == (100, {"old": 0, "d1": 0, "d2": 0})
    last = make.give_back(member, back("d1"))
    assert (last.points, last.available, last.owed) == (300, 0, 400)
    assert points_books() == []


def test_one_return_may_take_from_two_sales():
    make.programme()
    member = make.member()
    make.earn(member, document="d1")
    make.earn(member, document="d2")

    taken = make.give_back(member, back("d1"), back("d2"))

    assert (taken.points, taken.available, taken.lifetime) == (7_500, 0, 0)
    assert PointsEntry.objects.filter(kind="clawed_back").count() == 2


def test_a_line_that_earned_nothing_goes_back_without_an_entry():
    make.programme()
    member = make.member()
    make.earn(member, EarningLine(1, "bar", 500_000, earns=False), document="d1")

    assert make.give_back(member, back()).points == 0
    assert not PointsEntry.objects.exists()


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (back("unknown"), NothingEarned),
        (back(line_no=9), NothingEarned),
        (back(returned=4, whole=3), MoreReturned),
        (back(returned=0, whole=3), MoreReturned),
        (back(returned=1, whole=3), MoreReturned),  # less than the two thirds that came back before
    ],
)
def test_a_wrong_return_is_refused_and_writes_nothing(line, refusal):
    make.programme()
    member = make.member()
    make.earn(member, document="d1")
    make.give_back(member, back(returned=2, whole=3))
    before = PointsEntry.objects.count(), EarnedLine.objects.count(), make.account(member).available

    with pytest.raises(refusal):
        make.give_back(member, line)

    assert before == (PointsEntry.objects.count(), EarnedLine.objects.count(), make.account(member).available)


def test_a_stranger_s_sale_cannot_be_returned():
    make.programme()
    make.earn(make.member(), document="d1")

    with pytest.raises(NothingEarned):
        make.give_back(make.member(), back())


PARTS = st.lists(st.integers(1, 5), min_size=1, max_size=5)
LINE = st.builds(
    lambda points_class, base, new: EarningLine(1, points_class, base, is_new_product=new),
    st.sampled_from(["diamond", "gold", "platinum", "craft"]), st.integers(1, 3_000_000), st.booleans(),
)  # fmt: skip


@given(
    line=LINE,
    parts=PARTS,
    spent=st.integers(0, 5_000),
    grade=st.sampled_from(["ordinary", "gold", "diamond"]),
    data=st.data(),
)
@pytest.mark.proof
def test_what_is_clawed_is_what_was_earned(line, parts, spent, grade, data):
    """T12: any partition, any order, after regrading, new rules and points spent."""
    make.programme()
    member = make.member(grade=grade)
    document = f"d{member.pk}"
    earned = make.earn(member, line, document=document)
    make.earn(member, EarningLine(1, "gold", data.draw(st.integers(0, 2_000_000))))  # may lift the grade
    if spent and make.account(member).available:
        make.adjust(member, -min(spent, make.account(member).available))

    whole, taken, so_far = sum(parts), 0, 0
    for part in parts:
        so_far += part
        taken += make.give_back(member, back(document, returned=so_far, whole=whole)).points

    assert taken == earned.points
    account = make.account(member)
    sums = account.entries.aggregate(available=Sum("points"), owed=Sum("owed_delta"), lifetime=Sum("lifetime_delta"))
    assert {name: value or 0 for name, value in sums.items()} == {
        "available": account.available, "owed": account.owed, "lifetime": account.lifetime,
    }  # fmt: skip
