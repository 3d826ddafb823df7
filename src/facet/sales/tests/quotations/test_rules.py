"""How long a quote holds, what it covers, and both prices of a line. Source: docs/algorithms/quotes.md."""

from datetime import UTC, date, datetime

import pytest

from facet.catalog.rules.pricing import LineDiscount, price_fixed
from facet.sales.rules.basis_request import BasisRequest
from facet.sales.rules.quotations import Promised, last_day, moved, state_at, valid_until
from facet.sales.rules.request import LineRequest

UNTIL = datetime(2026, 11, 24, 16, 0, tzinfo=UTC)  # midnight after the 24th in Shanghai
TAG = LineRequest(tag="D1")
BULK = LineRequest(sku="B1", quantity=3, weight_mg=9_000)


def test_a_quote_holds_through_its_last_day_until_midnight() -> None:
    assert valid_until(date(2026, 11, 21), days=3, zone="Asia/Shanghai") == UNTIL
    assert last_day(UNTIL, zone="Asia/Shanghai") == date(2026, 11, 24)
    assert valid_until(date(2026, 11, 21), days=1, zone="Asia/Shanghai") == datetime(2026, 11, 22, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "at", "shown"),
    [
        ("open", datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC), "open"),
        ("open", UNTIL, "expired"),
        ("used", UNTIL, "used"),
        ("withdrawn", UNTIL, "withdrawn"),
    ],
)
def test_an_open_quote_expires_at_its_bound_and_a_closed_one_never(state: str, at: datetime, shown: str) -> None:
    assert state_at(state, valid_until=UNTIL, at=at) == shown


@pytest.mark.parametrize(
    ("line", "covered"),
    [
        (TAG, True),
        (LineRequest(tag="D1", discount=LineDiscount(fixed_bp=1)), False),
        (LineRequest(tag="D1", basis=BasisRequest(price_basis="by_weight", why="tag")), False),
        (BULK, True),
        (LineRequest(sku="B1", quantity=4, weight_mg=9_000), False),
        (LineRequest(sku="B1", quantity=3, weight_mg=9_001), False),
    ],
)
def test_a_promise_covers_the_quoted_goods_and_nothing_that_is_asked_on_top(line: LineRequest, covered: bool) -> None:
    promised = Promised(
        number="Q1", code=line.code, quantity=3, weight_mg=9_000, price_basis="fixed", board=None,
        priced=price_fixed(tag_price_cents=100),
    )  # fmt: skip
    assert promised.covers(line) is covered


def test_both_prices_stand_side_by_side_and_an_unknown_one_moves_nothing() -> None:
    rows = moved({"A": 100, "B": 200}, {"A": 130, "B": 150}, codes=["B", "A", "C"])
    assert [(row.code, row.before_cents, row.now_cents, row.by_cents) for row in rows] == [
        ("B", 200, 150, -50), ("A", 100, 130, 30), ("C", None, None, 0),
    ]  # fmt: skip
