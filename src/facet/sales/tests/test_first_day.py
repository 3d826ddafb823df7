"""Deposits, layaways, services and metal of an older system come in with the members, or nothing does. R312."""

import io
from datetime import date, timedelta

import openpyxl
import pytest

from facet.inventory.models import MetalAccount, Reservation
from facet.inventory.selectors.books import metal_unlike_entries, metal_with_one_side
from facet.inventory.tests import factories as inventory
from facet.members.errors import SheetsWrong, TotalsDiffer
from facet.members.flows import opening_book
from facet.members.models import Member
from facet.members.selectors.open_matters import open_matters
from facet.members.tests import factories as make
from facet.organisation.models import Partner
from facet.sales.errors import ServiceUnpaid
from facet.sales.models import Deposit, Payable, ServiceJob
from facet.sales.selectors.deposit_books import balances_that_differ, tickets_that_differ
from facet.sales.services.jobs import JobStepIn, advance_job

SHEETS = {
    "会员": [["姓名", "手机", "卡号", "门店"], ["陈雅琴", "13800135678", "88001", "S01"]],
    "订金": [["会员卡号", "类型", "商品说明", "商品总价", "余额", "剩余期数", "下期日期", "留货条码"],
           ["88001", "定金", "足金手镯 30 克", "18000.00", "3000.00", "", "", ""],
           ["88001", "预付款", "钻戒改圈", "9000.00", "4500.00", "", "", ""],
           ["88001", "分期留货", "翡翠挂件", "10000.00", "4000.00", "3", "2026-12-31", "J1"]],
    "维修": [["会员卡号", "门店", "取件单号", "服务", "品类编码", "货品与要求", "收货克重", "进度", "加工厂",
            "约定取件日", "待收金额"],
           ["88001", "S01", "w2025-7", "维修", "gold-bangle", "足金手镯，扣头断", "4.820", "外加工", "城西金工",
            "2026-11-01", "120.00"],
           ["", "S01", "", "清洗", "gold-bangle", "旧手镯", "30.5", "可取件", "", "2026-12-01", "50"]],
    "金料": [["账户", "往来单位", "会员卡号", "金属", "折纯克重"], ["供应商", "SUP01", "", "黄金", "126.350"],
           ["精炼厂", "SUP01", "", "黄金", "20.5"], ["顾客", "", "88001", "黄金", "8.888"]],
    "合计": [["名称", "合计"], ["会员数", "1"], ["订金余额", "11500.00"], ["分期待付", "6000.00"],
           ["维修件数", "2"], ["维修收货克重", "35.32"], ["维修待收", "170"], ["应付折纯克重", "135.238"],
           ["应收折纯克重", "20.5"]],
}  # fmt: skip

LAID, JOB = SHEETS["订金"][0], SHEETS["维修"][0]
LAYAWAY = ("88001", "分期留货", "挂件")
WRITTEN = (Member, Deposit, ServiceJob, Payable, Reservation, MetalAccount)


@pytest.fixture(autouse=True)
def _house(db):
    store = make.store("S01")
    inventory.in_work(lambda: inventory.places_of_store(store_id=store.pk))
    inventory.piece("J1", store)
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
    assert list(kept) == [
        ("S01-D00001", "earnest", 300_000), ("S01-D00002", "prepayment", 450_000), ("S01-D00003", "layaway", 400_000)
    ]  # fmt: skip
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
        ("优惠券", [["券号", "内容"], ["C1", "满减"]], ("优惠券", 1, "")),
        (
            "订金",
            [LAID, [*LAYAWAY, "100.00", "100.00", "2", "2026-12-01", ""]],
            ("订金", 2, "balance"),
        ),
        ("订金", [LAID, [*LAYAWAY, "100.00", "40.00", "", "", ""]], ("订金", 2, "next_on")),
        ("订金", [LAID, ["88001", "预付款", "挂件", "100.00", "40.00", "2", "", ""]], ("订金", 2, "instalments")),
        (
            "订金",
            [LAID, [*LAYAWAY, "100.00", "40.00", "2", "2026-12-01", "J9"]],
            ("订金", 2, "piece"),
        ),
        (
            "订金",
            [LAID, *[[*LAYAWAY, "9.00", "4.00", "2", "2026-12-01", "J1"]] * 2],
            ("订金", 3, "piece"),
        ),
        (
            "维修",
            [JOB, ["88001", "S9", "A", "清洗", "gold-bangle", "手镯", "1", "已收件", "", "2026-12-01", ""]],
            ("维修", 2, "store"),
        ),
        (
            "维修",
            [JOB, ["88001", "S01", "A", "清洗", "none", "手镯", "1", "已收件", "", "2026-12-01", ""]],
            ("维修", 2, "category"),
        ),
        (
            "维修",
            [JOB, ["88001", "S01", "A", "清洗", "gold-bangle", "手镯", "1", "外加工", "", "2026-12-01", ""]],
            ("维修", 2, "workshop"),
        ),
        (
            "维修",
            [JOB, ["99", "S01", "A", "清洗", "gold-bangle", "手镯", "1", "已收件", "", "2026-12-01", ""]],
            ("维修", 2, "card"),
        ),
    ],
)
def test_a_sheet_that_cannot_come_in_is_told_and_nothing_is_written(sheet, rows, where):
    content = _book(**{sheet: rows})
    told = [(name, error.line, error.column) for name, error in _read(content).errors]
    assert where in told
    with pytest.raises(SheetsWrong):
        _take_in(content)
    assert not any(
        model.objects.exists() for model in (Member, Deposit, ServiceJob, Payable, Reservation, MetalAccount)
    )


def _read(content):
    return opening_book.read_book(make.headquarters(), content, at=make.AT)


def test_a_total_of_grams_that_differs_keeps_everything_out():
    totals = [row for row in SHEETS["合计"] if row[0] != "应付折纯克重"] + [["应付折纯克重", "135.239"]]
    with pytest.raises(TotalsDiffer):
        _take_in(_book(合计=totals))
    assert not Member.objects.exists()


@pytest.mark.parametrize(("name", "value"), [("分期待付", "5999.99"), ("维修件数", "3"), ("维修收货克重", "35.321")])
def test_a_layaway_or_a_service_that_the_totals_do_not_know_keeps_everything_out(name, value):
    totals = [row for row in SHEETS["合计"] if row[0] != name] + [[name, value]]
    with pytest.raises(TotalsDiffer):
        _take_in(_book(合计=totals))
    assert not any(model.objects.exists() for model in (Member, Deposit, ServiceJob))


def test_a_layaway_goes_on_where_it_stood():
    _take_in(_book())
    row = Deposit.objects.get(kind="layaway")
    dues = list(row.instalments.values_list("due_on", "amount_cents"))
    months = [date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]
    assert dues == [(day, 200_000) for day in months]
    assert (row.piece.tag, row.held_until) == ("J1", months[-1] + timedelta(days=15))
    kept = Reservation.objects.get(released_at=None)
    assert (kept.piece_id, kept.holder) == (row.piece_id, f"deposit:{row.number}")


def test_a_service_goes_on_where_it_stood_and_the_old_slip_fetches_it():
    _take_in(_book())
    outside, ready = ServiceJob.objects.order_by("number")
    assert (outside.state, outside.workshop, outside.claim_code) == ("sent", "城西金工", "W2025-7")
    assert list(outside.steps.values_list("from_state", "to_state")) == [("", "received"), ("received", "sent")]
    assert (ready.member, ready.weight_out_mg, ready.payable.amount_cents, ready.payable.sale) == (
        None, 30_500, 5_000, None
    )  # fmt: skip
    assert len(open_matters(outside.member_id)) >= 2  # her deposits and her piece
    step = JobStepIn(number=ready.number, state="handed_back", claim=ready.claim_code)
    with pytest.raises(ServiceUnpaid):
        advance_job(actor=make.HOUSE, operation=make.key(), wanted=step, at=make.AT)
