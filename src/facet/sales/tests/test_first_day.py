"""Deposits and metal accounts of an older system come in with the members, or nothing does. R312."""

import io

import openpyxl
import pytest

from facet.inventory.models import MetalAccount
from facet.inventory.selectors.books import metal_unlike_entries, metal_with_one_side
from facet.members.errors import SheetsWrong, TotalsDiffer
from facet.members.flows import opening_book
from facet.members.models import Member
from facet.members.tests import factories as make
from facet.organisation.models import Partner
from facet.sales.models import Deposit
from facet.sales.selectors.deposit_books import balances_that_differ, tickets_that_differ

SHEETS = {
    "会员": [["姓名", "手机", "卡号", "门店"], ["陈雅琴", "13800135678", "88001", "S01"]],
    "订金": [["会员卡号", "类型", "商品说明", "商品总价", "余额"],
           ["88001", "定金", "足金手镯 30 克", "18000.00", "3000.00"],
           ["88001", "预付款", "钻戒改圈", "9000.00", "4500.00"]],
    "金料": [["账户", "往来单位", "会员卡号", "金属", "折纯克重"], ["供应商", "SUP01", "", "黄金", "126.350"],
           ["精炼厂", "SUP01", "", "黄金", "20.5"], ["顾客", "", "88001", "黄金", "8.888"]],
    "合计": [["名称", "合计"], ["会员数", "1"], ["订金余额", "7500.00"], ["应付折纯克重", "135.238"],
           ["应收折纯克重", "20.5"]],
}  # fmt: skip


@pytest.fixture(autouse=True)
def _house(db):
    make.store("S01")
    Partner.objects.create(code="SUP01", name="金伯利", kind="supplier")


def _book(**changes):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (SHEETS | changes).items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _take_in(content):
    return opening_book.take_in(make.headquarters(), make.key(), content, at=make.AT)


def test_deposits_and_metal_come_in_and_tie():
    dry = opening_book.read_book(make.headquarters(), _book(), at=make.AT)
    assert dry.is_ready, (dry.errors, dry.ties)
    assert not Deposit.objects.exists()

    _take_in(_book())

    member = Member.objects.get()
    kept = Deposit.objects.filter(member=member).order_by("number").values_list("number", "kind", "balance_cents")
    assert list(kept) == [("S01-D00001", "earnest", 300_000), ("S01-D00002", "prepayment", 450_000)]
    metal = MetalAccount.objects.exclude(partner=None, member=None).values_list("owner", "fine_mg")
    assert sorted(metal) == [("customer", -8_888), ("refiner", 20_500), ("supplier", -126_350)]
    for check in (balances_that_differ, tickets_that_differ, metal_unlike_entries, metal_with_one_side):
        assert not check()


@pytest.mark.parametrize(
    ("sheet", "rows", "where"),
    [
        ("订金", [SHEETS["订金"][0], ["88001", "定金", "手镯", "100.00", "100.01"]], ("订金", 2, "balance")),
        ("金料", [SHEETS["金料"][0], ["供应商", "NOBODY", "", "黄金", "1"]], ("金料", 2, "partner")),
        ("金料", [SHEETS["金料"][0], ["顾客", "", "", "黄金", "1"]], ("金料", 2, "card")),
        ("金料", [SHEETS["金料"][0], ["顾客", "", "99999", "黄金", "1"]], ("金料", 2, "card")),
        ("维修", [["单号", "内容"], ["R1", "改圈"]], ("维修", 1, "")),
    ],
)
def test_a_sheet_that_cannot_come_in_is_told_and_nothing_is_written(sheet, rows, where):
    content = _book(**{sheet: rows})
    told = [(name, error.line, error.column) for name, error in _read(content).errors]
    assert where in told
    with pytest.raises(SheetsWrong):
        _take_in(content)
    assert (Member.objects.count(), Deposit.objects.count(), MetalAccount.objects.count()) == (0, 0, 0)


def _read(content):
    return opening_book.read_book(make.headquarters(), content, at=make.AT)


def test_a_total_of_grams_that_differs_keeps_everything_out():
    totals = [*SHEETS["合计"][:3], ["应付折纯克重", "135.239"], ["应收折纯克重", "20.5"]]
    with pytest.raises(TotalsDiffer):
        _take_in(_book(合计=totals))
    assert not Member.objects.exists()
