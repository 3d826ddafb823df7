"""The opening import: an older system comes in whole when its totals tie, or nothing is written. R312."""

import io
from datetime import date

import openpyxl
import pytest

from facet.kernel.errors import NotPermitted
from facet.loyalty.models import Grade, GradeChange, PointsEntry, PointsLot, RuleVersion, StoredValueAccount
from facet.loyalty.rules.grade import Held, safe_until
from facet.loyalty.selectors.books import points_books
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.tests import factories as loyalty
from facet.members.errors import NotEmpty, SheetsWrong, TotalsDiffer
from facet.members.flows import opening_book
from facet.members.models import CreditAccount, Member, OpeningRun, Standing
from facet.members.permissions import MembersPermission
from facet.members.selectors.books import standing_agrees_with_events
from facet.members.tests import factories as make

AT = make.AT
SHEETS = {
    "会员": [["姓名", "手机", "卡号", "门店", "累计消费", "到店次数"],
           ["陈雅琴", "13800135678", "88001", "S01", "1000.00", "2"],
           ["林知夏", "13800135679", "88002", "S01", "0", "0"]],
    "积分": [["会员卡号", "积分", "到期日"], ["88001", 500, "2027-01-31"], ["88001", 300, "2027-12-31"],
           ["88002", 40, "2027-06-30"]],
    "储值": [["会员卡号", "本金", "赠送"], ["88002", "2000.00", "100.00"]],
    "挂账": [["会员卡号", "欠款", "额度"], ["88001", "350.50", "5000"]],
    "消费记录": [["会员卡号", "日期", "金额", "件数"], ["88002", "2025-05-20", "888.00", 1]],
    "合计": [["名称", "合计"], ["会员数", "2"], ["积分", "840"], ["储值本金", "2000.00"], ["储值赠送", "100.00"],
           ["挂账", "350.50"],
           ["消费金额", "888.00"]],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _house(db):
    make.store("S01")


def _book(**changes):
    """The workbook with sheets replaced."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (SHEETS | changes).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _nothing_written():
    return (Member.objects.count(), PointsEntry.objects.count(), OpeningRun.objects.count()) == (0, 0, 0)


def _take_in(content, who=None):
    return opening_book.take_in(who or make.headquarters(), make.key(), content, at=AT)


def test_everything_comes_in_and_ties():
    dry = opening_book.read_book(make.headquarters(), _book(), at=AT)
    assert dry.is_ready, (dry.errors, dry.ties)
    assert _nothing_written()

    _take_in(_book())

    first, second = (Standing.objects.get(member__cards__number=number) for number in ("88001", "88002"))
    assert (first.points_available, second.points_available) == (800, 40)
    assert list(
        PointsLot.objects.filter(account__member=first.pk).order_by("expires_on").values_list("remaining", flat=True)
    ) == [500, 300]
    assert (first.spend_cents, second.spend_cents, second.visits) == (100_000, 88_800, 1)
    assert first.credit_open_cents == CreditAccount.objects.get(member=first.pk).open_cents == 35_050
    card = StoredValueAccount.objects.get()
    assert (card.member_id, card.principal_cents, card.bonus_cents) == (second.pk, 200_000, 10_000)
    assert {tie["key"]: tie["found"] for tie in OpeningRun.objects.get().totals}["points"] == 840
    assert list(standing_agrees_with_events()) == []


@pytest.mark.parametrize("name", ["会员数", "积分", "储值本金", "储值赠送", "挂账", "消费金额"])
def test_a_wrong_total_refuses_and_nothing_is_written(name):
    totals = [[row[0], "7" if row[0] == name else row[1]] for row in SHEETS["合计"]]

    with pytest.raises(TotalsDiffer):
        _take_in(_book(合计=totals))

    assert _nothing_written()


def test_a_missing_total_does_not_tie():
    book = opening_book.read_book(make.headquarters(), _book(合计=SHEETS["合计"][:3]), at=AT)

    assert not book.is_ready
    with pytest.raises(TotalsDiffer):
        _take_in(_book(合计=SHEETS["合计"][:3]))


@pytest.mark.parametrize("changes", [
    {"积分": [["会员卡号", "积分", "到期日"], ["99999", 840, "2027-01-31"]]},
    {"积分": [["会员卡号", "积分", "到期日"], ["88001", "many", "2027-01-31"]]},
    {"等级": [["会员卡号", "等级"], ["88001", "no-such-grade"]]},
    {"合计": [["名称", "合计"], ["无此合计", "2"]]},
])  # fmt: skip
def test_mistakes_are_named_by_sheet_and_nothing_is_written(changes):
    book = opening_book.read_book(make.headquarters(), _book(**changes), at=AT)
    assert next(iter(changes)) in {sheet for sheet, _ in book.errors}

    with pytest.raises(SheetsWrong):
        _take_in(_book(**changes))

    assert _nothing_written()


def test_grades_come_with_their_sheet():
    loyalty.programme()
    grade = Grade.objects.order_by("pk").last()
    _take_in(_book(等级=[["会员卡号", "等级"], ["88001", grade.name]]))

    assert Standing.objects.get(member__cards__number="88001").grade_code == grade.code


@pytest.fixture
def protecting():
    """A ladder whose grades are protected for ninety days."""
    version = loyalty.programme()
    RuleVersion.objects.filter(pk=version.pk).update(
        rules=version.rules | {"basis": {"kind": "lifetime", "downgrade": True, "protection_days": 90}}
    )
    return Grade.objects.order_by("threshold").last()


def _graded(lifetime="9000", through="2026-12-31", grade="diamond"):
    return {
        "等级": [["会员卡号", "等级", "累计积分", "保级至"], ["88001", grade, lifetime, through]],
        "合计": [*SHEETS["合计"], ["累计积分", "9000"]],
    }


def test_points_ever_and_protection_come_with_the_grade(protecting):
    _take_in(_book(**_graded()))

    standing = Standing.objects.get(member__cards__number="88001")
    assert (standing.grade_code, standing.points_lifetime, standing.points_available) == (protecting.code, 9_000, 800)
    change = GradeChange.objects.get()
    assert (change.cause, change.on) == ("opening", date(2026, 10, 3))
    held = Held(change.after, change.on)
    basis = programme_on(AT.date()).basis
    assert safe_until(held, basis=basis) == date(2027, 1, 1)  # through the last day of the sheet
    assert points_books() == []


@pytest.mark.parametrize("changes", [{"lifetime": "8999"}, {"through": "2029-12-31"}])
def test_points_ever_that_do_not_tie_and_protection_beyond_the_ladder_write_nothing(protecting, changes):
    with pytest.raises((TotalsDiffer, SheetsWrong)):
        _take_in(_book(**_graded(**changes)))
    assert _nothing_written()
    assert not GradeChange.objects.exists()


def test_protection_that_no_ladder_gives_is_named():
    loyalty.programme()
    book = opening_book.read_book(make.headquarters(), _book(**_graded()), at=AT)
    assert "等级" in {sheet for sheet, _ in book.errors}


def test_only_into_an_empty_chain_and_only_once():
    _take_in(_book())

    with pytest.raises((NotEmpty, SheetsWrong)):
        _take_in(_book())
    assert Member.objects.count() == 2


def test_who_may():
    with pytest.raises(NotPermitted):
        opening_book.read_book(make.clerk(), _book(), at=AT)
    assert MembersPermission.OPEN_BOOKS in make.headquarters().grants
