"""Coupons on a ticket: a discount that lands on lines by largest remainder and is stored with them. Pure.

Source: decisions.md §3.5, §4.7, F10; docs/algorithms/ticket.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from facet.catalog.rules.pricing import Step
from facet.kernel.formats import shown
from facet.loyalty.rules.cash import CashLine
from facet.loyalty.rules.coupon import CouponLine
from facet.sales.rules.pricing import PricedLine


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponOff:
    """What one coupon takes off the ticket: cents by line number, or a gift."""

    code: str  # as it may be shown
    name: str
    off: Mapping[int, int]
    gift: str = ""

    @property
    def cents(self) -> int:
        return sum(self.off.values())


def as_coupon_lines(lines: Sequence[PricedLine]) -> list[CouponLine]:
    """The ticket's lines as coupons see them, by code: in which order they were scanned cannot matter."""
    return [
        CouponLine(
            line_no=line.line_no, due_cents=line.net_cents, points_class=line.points_class,
            labour_cents=min(line.priced.labour_cents, line.net_cents), price_kind=line.price_kind,
        )
        for line in sorted(lines, key=lambda line: line.goods.code)
    ]  # fmt: skip


def as_cash_lines(lines: Sequence[PricedLine]) -> list[CashLine]:
    """The ticket's lines as points-as-cash sees them."""
    return [
        CashLine(
            due_cents=line.net_cents, labour_cents=min(line.priced.labour_cents, line.net_cents),
            price_kind=line.price_kind,
        )
        for line in lines
    ]  # fmt: skip


def with_coupon(lines: Sequence[PricedLine], coupon: CouponOff) -> list[PricedLine]:
    """The lines after `coupon`: less net, more discount, one more step in the formula."""
    return [
        _less(line, coupon.off[line.line_no], coupon.name) if coupon.off.get(line.line_no) else line for line in lines
    ]


def _less(line: PricedLine, cents: int, name: str) -> PricedLine:
    priced = line.priced
    step = Step(name=name, terms=(("op", "−"), ("yuan", shown(cents, "yuan"))), amount_cents=-cents)
    cut = replace(
        priced, discount_cents=priced.discount_cents + cents, net_cents=priced.net_cents - cents,
        steps=(*priced.steps, step),
    )  # fmt: skip
    return replace(line, priced=cut, coupon_cents=line.coupon_cents + cents)
