"""When a gold price is believable, and when a second person must agree to it. Pure.

Source: decisions.md §4.13; docs/algorithms/pricing.md §6.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from facet.catalog.errors import PriceNotReasonable
from facet.kernel.errors import gettext_noop
from facet.kernel.money import BASIS, divide_half_away

LARGE_CHANGE_BP = 300


@dataclass(frozen=True, slots=True)
class Quote:
    """The three prices of one item, in cents per gram. None: the house does not do that with this metal."""

    retail: int
    exchange: int | None
    buy_back: int | None

    def pairs(self, newer: "Quote") -> Iterable[tuple[int, int]]:
        """Old and new of each price that both quotes have."""
        sides = ((self.retail, newer.retail), (self.exchange, newer.exchange), (self.buy_back, newer.buy_back))
        return [(old, new) for old, new in sides if old is not None and new is not None]


def check_quote(quote: Quote, *, item: str) -> None:
    """Refuse prices that would lose money on a typing mistake. Raises: PriceNotReasonable."""
    if quote.retail <= 0:
        raise PriceNotReasonable(item=item, reason=gettext_noop("the retail price must be more than nothing"))
    for price in (quote.exchange, quote.buy_back):
        if price is not None and price <= 0:
            raise PriceNotReasonable(item=item, reason=gettext_noop("leave a price empty rather than 0"))
    if quote.exchange is not None and quote.exchange > quote.retail:
        raise PriceNotReasonable(item=item, reason=gettext_noop("the exchange price must not exceed the retail price"))
    if quote.buy_back is not None and quote.buy_back > quote.retail:
        raise PriceNotReasonable(item=item, reason=gettext_noop("the buy-back price must not exceed the retail price"))


def change_bp(old: int, new: int) -> int:
    """The signed change from `old` to `new`. Units: basis points, rounded once."""
    return divide_half_away((new - old) * BASIS, old)


def largest_change_bp(current: Quote, newer: Quote) -> int:
    """The largest change of any of the three prices, without its sign. Units: basis points."""
    return max((abs(change_bp(old, new)) for old, new in current.pairs(newer)), default=0)


def is_large_change(current: Quote, newer: Quote, *, limit_bp: int = LARGE_CHANGE_BP) -> bool:
    """Whether any of the three prices moves by more than `limit_bp`: exactly the limit is not large."""
    return any(abs(new - old) * BASIS > limit_bp * old for old, new in current.pairs(newer))
