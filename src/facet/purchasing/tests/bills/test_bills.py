"""Bills: the table of docs/algorithms/purchasing.md §5, matched with receipts, allowed by a second person."""

from dataclasses import replace
from datetime import date

import pytest

from facet.kernel.errors import ApprovalNeeded, Invalid, NotPermitted
from facet.purchasing import services
from facet.purchasing.errors import BillEntered, BillNotOpen, OrderUnknown
from facet.purchasing.models import SupplierBill, SupplierBillLine
from facet.purchasing.rules.bills import Expected, Paper, deductible_cents, deduction_bp, mismatch, part_of
from facet.purchasing.services import BillIn, BillLineIn, FixingIn
from facet.purchasing.tests import factories as make
from facet.purchasing.tests.factories import AT, actor, key, receive, sent

PAPER = Paper(
    billed_on=date(2026, 11, 20), channel="member", gold_use="non_investment", invoice_kind="ordinary",
    net_cents=10_000_000, tax_cents=0,
)  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "rate", "deducted"),
    [
        ({}, 600, 600_000),
        ({"billed_on": date(2025, 10, 31)}, 0, 0),
        ({"gold_use": "investment"}, 0, 0),
        ({"channel": "trade"}, 0, 0),
        ({"channel": "trade", "gold_use": "no_gold", "invoice_kind": "special", "tax_cents": 1_300_000}, 0, 1_300_000),
        ({"invoice_kind": "none"}, 0, 0),
    ],
)
def test_what_is_deducted(changes, rate, deducted):
    paper = replace(PAPER, **changes)
    assert (deduction_bp(paper), deductible_cents(paper)) == (rate, deducted)


@pytest.mark.parametrize(
    ("expected", "billed", "found"),
    [
        (Expected(2, 20_500, 1_667_096), (2, 20_500, 1_667_096), None),
        (Expected(2, 20_500, 1_667_096), (2, 20_520, 1_668_763), None),  # 20 mg and 16.67 yuan: 0.1 %
        (Expected(2, 20_500, 1_667_096), (2, 20_500, 1_668_764), "price"),
        (Expected(2, 20_500, 1_667_096), (2, 20_521, 1_667_096), "weight"),
        (Expected(2, 20_500, 1_667_096), (3, 20_500, 1_667_096), "quantity"),
        (Expected(0, 0, 0), (1, 0, 900), "not_received"),
        (Expected(0, 0, 0, billed_before=True), (1, 0, 900), "billed_twice"),
        (Expected(3, 0, 2_700), (3, 0, 2_799), None),  # a yuan is the least tolerance
    ],
)
def test_each_difference_by_its_name(expected, billed, found):
    quantity, weight_mg, cents = billed
    assert mismatch(expected, quantity=quantity, weight_mg=weight_mg, cents=cents) == found


def test_a_part_of_a_line_by_its_grams():
    assert part_of(Expected(2, 20_500, 1_667_096), quantity=1, weight_mg=10_250) == 833_548
    assert part_of(Expected(3, 0, 2_700), quantity=1, weight_mg=0) == 900
    assert part_of(Expected(2, 20_500, 1_667_096), quantity=2, weight_mg=20_600) == 1_667_096


@pytest.fixture
def came(db):
    make.store()
    make.goods.catalogue()
    make.supplier(payment_days=30)
    number = sent()
    receive(number, ("G1", 10_250), ("G2", 10_250))
    return number


def bill(number, *lines, who=None, **facts):
    rows = tuple(BillLineIn(order=number, line_no=1, quantity=q, weight_mg=mg, net_cents=c) for q, mg, c in lines)
    wanted = BillIn(**{"supplier": "SP01", "bill_number": "N1", "billed_on": make.TODAY, "lines": rows, **facts})
    return services.enter_supplier_bill(actor=who or actor(), operation=key(), wanted=wanted, at=AT)


def test_a_bill_that_agrees_is_due_after_the_agreed_days(came):
    bill(came, (1, 10_250, 833_548))
    bill(came, (1, 10_250, 833_548), bill_number="N2")
    first, second = SupplierBill.objects.order_by("pk")
    assert (first.state, first.pay_by, second.state) == ("matched", date(2026, 12, 21), "matched")
    bill(came, (1, 10_250, 833_548), bill_number="N3")
    assert SupplierBillLine.objects.get(bill__bill_number="N3").mismatch == "billed_twice"


def test_a_difference_needs_a_second_person_within_the_limit(came):
    number = bill(came, (2, 20_500, 1_867_096))
    row = SupplierBill.objects.get()
    assert (row.state, row.difference_cents) == ("differs", 200_000)

    def approve(**facts):
        who = actor(**{"key": "staff:8", "limits": {"bill_cents": 10_000_000}, **facts})
        return services.approve_supplier_bill(actor=who, operation=key(), number=number, at=AT)

    for refusal, facts in [(Invalid, {"key": "staff:7"}), (ApprovalNeeded, {"limits": {"bill_cents": 199_999}}),
                           (NotPermitted, {"permissions": ["purchasing.enter_bills"]})]:  # fmt: skip
        with pytest.raises(refusal):
            approve(**facts)
    assert approve() == "approved"
    with pytest.raises(BillNotOpen):
        approve()


def test_unpriced_gold_is_billed_at_its_fixed_price_only(came):
    number = sent(priced_later=True)
    receive(number, ("G3", 10_250), ("G4", 10_250))
    bill(number, (2, 20_500, 24_600))  # labour alone agrees before a price is fixed
    wanted = FixingIn(supplier="SP01", metal="gold", fine_mg=20_480, cents_per_gram=82_000)
    services.fix_purchase_price(actor=actor(), operation=key(), wanted=wanted, at=AT)
    bill(number, (0, 0, 1_679_360), bill_number="N2")
    assert list(SupplierBill.objects.order_by("pk").values_list("state", "difference_cents")) == [
        ("matched", 0), ("differs", 0),
    ]  # fmt: skip


def test_refusals_write_nothing(came):
    bill(came, (1, 10_250, 833_548))
    with pytest.raises(BillEntered):
        bill(came, (1, 10_250, 833_548))
    for refusal, facts in [
        (OrderUnknown, {"number": "PO-0000-0001"}), (Invalid, {"bill_number": " "}),
        (Invalid, {"tax_cents": 100}),
        (Invalid, {"gold_use": "investment", "invoice_kind": "special", "channel": "trade"}),
        (NotPermitted, {"who": actor(permissions=["purchasing.view_orders"])}),
    ]:  # fmt: skip
        with pytest.raises(refusal):
            bill(facts.pop("number", came), (1, 10_250, 833_548), **{"bill_number": "N9", **facts})
    assert SupplierBill.objects.count() == 1
