"""The tables of docs/algorithms/purchasing.md: what goods cost, how late an order is, how a supplier delivers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.purchasing.errors import OrderNotPossible
from facet.purchasing.rules.orders import Act, Price, allow, cost, days_late, open_quantity, will_be_late
from facet.purchasing.rules.suppliers import Delivered, LabourPrice, evaluate, labour_on

DUE = date(2026, 12, 5)


@pytest.mark.parametrize(
    ("price", "net_mg", "fineness", "quantity", "parts"),
    [
        (Price(metal_cents_per_gram=80_200, labour_cents=1_200), 10_250, 9_990, 1, (10_240, 821_248, 12_300, 0)),
        (Price(metal_cents_per_gram=70_000, labour_cents=1_200), 10_250, 9_990, 1, (10_240, 716_800, 12_300, 0)),
        (Price(metal_cents_per_gram=80_200, labour_per="per_piece", labour_cents=4_500, other_cents=130_000),
         6_420, 7_500, 2, (4_815, 386_163, 9_000, 260_000)),
        (Price(labour_per="per_piece", labour_cents=900), 0, 0, 3, (0, 0, 2_700, 0)),
    ],
)  # fmt: skip
def test_what_goods_cost(price, net_mg, fineness, quantity, parts):
    found = cost(price, net_mg=net_mg, fineness_e4=fineness, quantity=quantity)
    assert (found.fine_mg, found.metal_cents, found.labour_cents, found.other_cents) == parts


def test_the_cost_of_f40_to_the_fen():
    found = cost(Price(metal_cents_per_gram=80_200, labour_cents=1_200), net_mg=10_250, fineness_e4=9_990)
    assert found.cents == 833_548


@pytest.mark.parametrize(
    ("state", "promised", "on", "late", "will"),
    [
        ("sent", None, date(2026, 12, 5), 0, False),
        ("sent", None, date(2026, 12, 9), 4, False),
        ("confirmed", date(2026, 12, 8), date(2026, 12, 1), 0, True),
        ("confirmed", date(2026, 12, 8), date(2026, 12, 7), 2, False),
        ("closed", None, date(2026, 12, 30), 0, False),
        ("draft", None, date(2026, 12, 30), 0, False),
    ],
)
def test_how_late(state, promised, on, late, will):
    assert days_late(state, due_on=DUE, promised_on=promised, on=on) == late
    assert will_be_late(state, due_on=DUE, promised_on=promised, on=on) is will


def test_what_a_state_allows():
    allow("approved", Act.SEND, number="PO-1")
    for state, act in [
        ("draft", Act.SEND),
        ("closed", Act.CANCEL),
        ("partly", Act.CONFIRM),
        ("cancelled", Act.RECEIVE),
    ]:
        with pytest.raises(OrderNotPossible):
            allow(state, act, number="PO-1")


@given(st.integers(0, 500), st.integers(0, 700), st.integers(0, 500))
def test_never_less_than_nothing_is_to_come(quantity, received, cancelled):
    left = open_quantity(quantity=quantity, received=received, cancelled=cancelled)
    assert left >= 0
    assert left == 0 or left + received + cancelled == quantity


def test_a_supplier_by_what_he_delivered():
    orders = [
        Delivered(ordered=20, received=20, rejected=0, lead_days=10, late_days=0, is_closed=True),
        Delivered(ordered=30, received=27, rejected=3, lead_days=14, late_days=2, is_closed=True),
        Delivered(ordered=10, received=4, rejected=1, lead_days=12, late_days=0, is_closed=False),
        Delivered(ordered=5, received=0, rejected=0, lead_days=None, late_days=9, is_closed=False),
    ]
    found = evaluate(orders)
    assert (found.orders, found.on_time_bp, found.short_bp, found.rejected_bp) == (4, 6_667, 600, 727)
    assert (found.lead_days, found.lead_days_long) == (12, 14)
    assert evaluate([]).on_time_bp is None


def test_which_price_counts():
    prices = [
        LabourPrice(1, None, "per_gram", 900, date(2026, 1, 1), 1),
        LabourPrice(2, None, "per_gram", 1_200, date(2026, 1, 1), 2),
        LabourPrice(2, None, "per_gram", 1_300, date(2026, 6, 1), 3),
        LabourPrice(2, None, "per_gram", 1_500, date(2027, 1, 1), 4),
        LabourPrice(None, 9, "per_piece", 6_000, date(2026, 3, 1), 5),
    ]

    def cents(style, on, *categories):
        found = labour_on(prices, category_ids=categories, style_id=style, on=on)
        return found and found.labour_cents

    assert cents(None, date(2026, 12, 1), 2, 1) == 1_300  # the newest of its own category
    assert cents(9, date(2026, 12, 1), 2, 1) == 6_000  # a style's own price before its category's
    assert cents(9, date(2026, 2, 1), 2, 1) == 1_200  # before the style had one
    assert cents(None, date(2026, 12, 1), 3, 1) == 900  # the branch above
    assert cents(None, date(2025, 1, 1), 2, 1) is None
