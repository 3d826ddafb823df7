"""Quotes: prices that are promised for some days, line by line. Pure.

A quote promises what a line came to; it keeps no goods. Its lines are sold at exactly these sums while it holds.
Source: R332 and the quote of pitfalls.md §3.Z; docs/algorithms/quotes.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from facet.catalog.rules.pricing import NO_DISCOUNT, Priced
from facet.kernel.clock import local_date, start_of_day
from facet.kernel.errors import gettext_noop
from facet.organisation.rules.policies import Setting
from facet.sales.rules.pricing import Board, Goods
from facet.sales.rules.request import LineRequest

VALID_DAYS = Setting(
    key="sales.quotation_days", title=gettext_noop("Days a quote holds"),
    hint=gettext_noop("Counted from the day after it was written; its prices hold through the last day, 24:00."),
    kind="int", default=3, low=1, high=30, per_store=True, group=gettext_noop("Quotes"), order=0,
)  # fmt: skip


class QuotationState(StrEnum):
    """What became of a quote; that its days are over is reckoned, not stored."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"


EXPIRED = "expired"
STATE_WORDS: Mapping[str, str] = {
    QuotationState.OPEN: gettext_noop("Quote holds"),
    EXPIRED: gettext_noop("Quote expired"),
    QuotationState.USED: gettext_noop("Quote sold"),
    QuotationState.WITHDRAWN: gettext_noop("Quote withdrawn"),
}


def state_at(state: str, *, valid_until: datetime, at: datetime) -> str:
    """How the quote stands at `at`: an open one whose days are over is expired."""
    return EXPIRED if state == QuotationState.OPEN and at >= valid_until else state


def valid_until(on: date, *, days: int, zone: str) -> datetime:
    """The moment a quote of the local day `on` ends: the midnight after its last day (half-open)."""
    return start_of_day(on + timedelta(days=days + 1), zone)


def last_day(until: datetime, *, zone: str) -> date:
    """The last local day before the bound, on which the prices hold through 24:00."""
    return local_date(until - timedelta(microseconds=1), zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promised:
    """One line as it was quoted: what it was and what it came to. Units: mg, cents."""

    number: str
    code: str
    quantity: int
    weight_mg: int
    price_basis: str
    board: Board | None
    priced: Priced

    def covers(self, line: LineRequest) -> bool:
        """Whether the line is the quoted one: the same goods in the same quantity, nothing more asked of it."""
        if line.discount != NO_DISCOUNT or line.basis is not None:
            return False
        return bool(line.tag) or (line.quantity == self.quantity and line.weight_mg == self.weight_mg)

    def as_goods(self, goods: Goods) -> Goods:
        """The goods as they were quoted; their cost and place are today's."""
        return replace(goods, price_basis=self.price_basis)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What one line came to before and would come to now, in cents; None where it cannot be priced."""

    code: str
    before_cents: int | None
    now_cents: int | None

    @property
    def by_cents(self) -> int:
        """How much more it costs now; 0 where one of the two cannot be told."""
        if self.now_cents is None or self.before_cents is None:
            return 0
        return self.now_cents - self.before_cents


def moved(before: Mapping[str, int], now: Mapping[str, int], *, codes: Sequence[str]) -> list[Moved]:
    """Both prices of every line, in the order of `codes`."""
    return [Moved(code=code, before_cents=before.get(code), now_cents=now.get(code)) for code in codes]
