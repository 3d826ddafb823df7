"""On what amount of a line points are counted: the programme chooses one of four. Pure.

Source: decisions.md §4.2, P3, docs/algorithms/points.md §2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from facet.catalog.rules.tax import before_tax
from facet.kernel.errors import gettext_noop
from facet.loyalty.errors import AmountUnknown

STORED = "amounts"  # where a line's trace keeps them


class EarningBase(StrEnum):
    """The amount of a line that rates multiply, tax included but for the last."""

    PAID = "paid"  # less discounts, coupons, points, given value and old gold
    DISCOUNTED = "discounted"  # less discounts only
    GROSS = "gross"
    UNTAXED = "untaxed"  # as PAID, without value-added tax

    @property
    def label(self) -> str:
        """What it is, in English for gettext."""
        return EARNING_BASE_LABELS[self]


EARNING_BASE_LABELS = {
    EarningBase.PAID: gettext_noop("amount paid, tax included"),
    EarningBase.DISCOUNTED: gettext_noop("price after discounts, however it is paid"),
    EarningBase.GROSS: gettext_noop("price before discounts"),
    EarningBase.UNTAXED: gettext_noop("amount paid, without tax"),
}


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a line cost, seen in four ways. Units: fen."""

    gross_cents: int
    discounted_cents: int
    paid_cents: int
    untaxed_cents: int

    @classmethod
    def of(cls, paid_cents: int, *, gross_cents: int | None = None, discounted_cents: int | None = None) -> "Amounts":
        """All four; what is not told is as large as the next smaller one."""
        discounted = paid_cents if discounted_cents is None else discounted_cents
        gross = discounted if gross_cents is None else gross_cents
        return cls(gross, discounted, paid_cents, before_tax(paid_cents))

    @classmethod
    def stored(cls, trace: Mapping[str, Any]) -> "Amounts | None":
        """Those of a line's trace; None for a line that was sold before they were kept."""
        return cls(*trace[STORED]) if STORED in trace else None

    @property
    def as_stored(self) -> list[int]:
        return [self.gross_cents, self.discounted_cents, self.paid_cents, self.untaxed_cents]

    def on(self, base: EarningBase) -> int:
        """The one that `base` names."""
        return int(getattr(self, f"{base.value}_cents"))


def amount_on(base: EarningBase, *, paid_cents: int, amounts: Amounts | None, line_no: int) -> int:
    """What a line earns on. Raises: AmountUnknown where `base` asks for an amount nobody kept."""
    if amounts is not None:
        return amounts.on(base)
    if base != EarningBase.PAID:
        raise AmountUnknown(line=line_no)
    return paid_cents
