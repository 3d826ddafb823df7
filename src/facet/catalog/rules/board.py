"""When a gold price is believable, and when a second person must agree to it. Pure.

Source: decisions.md §4.13; docs/algorithms/pricing.md §6.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from facet.catalog.errors import PriceNotReasonable
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.formats import shown, typed
from facet.kernel.money import BASIS, divide_half_away

LARGE_CHANGE_BP = 300
GROUP, BEGINS = gettext_noop("Price group"), gettext_noop("Valid from")
SLASH, NOTHING = " / ", "–"


@dataclass(frozen=True, slots=True)
class Quote:
    """The three prices of one item, in cents per gram. None: the house does not do that with this metal."""

    retail: int
    exchange: int | None
    buy_back: int | None

    def __iter__(self) -> Iterator[int | None]:
        return iter((self.retail, self.exchange, self.buy_back))

    def pairs(self, newer: "Quote") -> Iterable[tuple[int, int]]:
        """Old and new of each price that both quotes have."""
        return [(old, new) for old, new in zip(self, newer, strict=True) if old is not None and new is not None]


def check_quote(quote: Quote, *, item: str) -> None:
    """Refuse prices that would lose money on a typing mistake. Raises: PriceNotReasonable."""
    if quote.retail <= 0:
        raise PriceNotReasonable(item=item, reason=gettext_noop("the retail price must be more than nothing"))
    for price in (quote.exchange, quote.buy_back):
        if price is not None and price <= 0:
            raise PriceNotReasonable(item=item, reason=gettext_noop("leave a price empty rather than 0"))
    if quote.exchange is not None and quote.exchange > quote.retail:
        raise PriceNotReasonable(item=item, reason=gettext_noop("the trade-in price must not exceed the retail price"))
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


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One item's new prices, as somebody wants to publish them."""

    item: str  # code of the price item
    quote: Quote


@dataclass(frozen=True, slots=True)
class BoardRequest:
    """A batch of prices for one price group; `valid_from` None means from now on."""

    price_group: str  # code
    lines: tuple[PriceLine, ...]
    valid_from: datetime | None = None
    note: str = ""

    def plain(self) -> dict[str, Any]:
        """The request as JSON: what an approval keeps, and what its digest is made of."""
        return {
            "price_group": self.price_group,
            "valid_from": self.valid_from.astimezone(UTC).isoformat() if self.valid_from else None,
            "lines": [
                [line.item, line.quote.retail, line.quote.exchange, line.quote.buy_back]
                for line in sorted(self.lines, key=lambda line: line.item)
            ],
        }

    def facts(self) -> dict[str, str]:
        """The request in words that a second person reads, and from which it can be made again."""
        begins = self.valid_from.isoformat(sep=" ") if self.valid_from else NOTHING
        lines = {line.item: SLASH.join(map(_written, line.quote)) for line in self.lines}
        return {GROUP: self.price_group, BEGINS: begins} | lines

    @classmethod
    def of_facts(cls, facts: Mapping[str, str]) -> "BoardRequest":
        """The request that `facts` wrote down; the note is not part of it. Raises: Invalid."""
        prices = {item: text for item, text in facts.items() if item not in {GROUP, BEGINS}}
        begins = facts.get(BEGINS, NOTHING)
        return cls(
            price_group=facts.get(GROUP, ""),
            lines=tuple(PriceLine(item, _quote(text)) for item, text in prices.items()),
            valid_from=datetime.fromisoformat(begins) if begins != NOTHING else None,
        )

    def digest(self) -> str:
        """What a second person's consent is bound to; the note may still be corrected."""
        return hashlib.sha256(json.dumps(self.plain(), sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _written(cents: int | None) -> str:
    return shown(cents, "yuan") if cents is not None else NOTHING


def _quote(text: str) -> Quote:
    prices = [typed(part, "yuan") if part != NOTHING else None for part in text.split(SLASH)]
    if len(prices) != 3 or prices[0] is None:
        raise Invalid(field="lines", reason=gettext_noop("is not a line of prices"))
    return Quote(prices[0], prices[1], prices[2])


def check_request(request: BoardRequest, *, known: Collection[str]) -> None:
    """Refuse an empty, repeated, unknown or unbelievable line. Raises: Invalid, NotFound, PriceNotReasonable."""
    codes = [line.item for line in request.lines]
    if not codes:
        raise Invalid(field="lines", reason=gettext_noop("give at least one price"))
    if len(set(codes)) < len(codes):
        raise Invalid(field="lines", reason=gettext_noop("each item may stand there once"))
    for line in request.lines:
        if line.item not in known:
            raise NotFound(key=line.item)
        check_quote(line.quote, item=line.item)


def largest_change_of(request: BoardRequest, current: Mapping[str, Quote]) -> int:
    """The largest change of any price in a batch; a first price changes nothing. Units: basis points."""
    return max(
        (largest_change_bp(current[line.item], line.quote) for line in request.lines if line.item in current), default=0
    )


def is_large_batch(request: BoardRequest, current: Mapping[str, Quote], *, limit_bp: int = LARGE_CHANGE_BP) -> bool:
    """Whether any price of a batch moves by more than `limit_bp`."""
    lines = [line for line in request.lines if line.item in current]
    return any(is_large_change(current[line.item], line.quote, limit_bp=limit_bp) for line in lines)


def written_changes(request: BoardRequest, current: Mapping[str, Quote], *, names: Mapping[str, str]) -> str:
    """What moves, for a person who must decide: 足金 980.00 → 1,020.00. An item without a name keeps its code."""
    lines = [line for line in request.lines if line.item in current and current[line.item].retail != line.quote.retail]
    return ", ".join(
        f"{names.get(line.item, line.item)} {shown(current[line.item].retail, 'yuan')}"
        f" → {shown(line.quote.retail, 'yuan')}"
        for line in lines
    )


@dataclass(frozen=True, slots=True)
class Review:
    """One line of a batch as it would change.

    `change_bp` is the largest change of its prices, signed; None for a first price.
    """

    item: str
    old: Quote | None
    new: Quote
    change_bp: int | None
    is_large: bool


def reviewed(request: BoardRequest, current: Mapping[str, Quote], *, limit_bp: int) -> list[Review]:
    """What a batch would change, line by line, for the person who is about to publish it."""
    return [_review(line, current.get(line.item), limit_bp) for line in request.lines]


def _review(line: PriceLine, old: Quote | None, limit_bp: int) -> Review:
    if old is None:
        return Review(line.item, None, line.quote, None, is_large=False)
    changes = [change_bp(before, after) for before, after in old.pairs(line.quote)]
    return Review(
        line.item,
        old,
        line.quote,
        max(changes, key=abs),
        is_large=is_large_change(old, line.quote, limit_bp=limit_bp),
    )
