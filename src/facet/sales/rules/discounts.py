"""Which discounts a line may take, and how much of it a role may give alone. Pure.

Gold by weight: percent only on labour, yuan per gram on metal. Fixed-price and set pieces:
percent of the price. Investment bars: none. Source: decisions.md §4.7, P27.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Iterator
from dataclasses import asdict, dataclass, replace

from facet.catalog.rules.pricing import LineDiscount, PriceBasis
from facet.kernel.errors import gettext_noop
from facet.members.rules.cards import Benefits
from facet.sales.errors import DiscountNotAllowed


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing that was asked off a line: the limit that governs it and how much it is."""

    limit: str  # name of the limit in Actor.limits
    what: str
    wanted: int


_FIXED = Wish("discount_bp", gettext_noop("Percent off the price"), 0)
_LABOUR = Wish("labour_discount_bp", gettext_noop("Percent off labour"), 0)
_GRAM = Wish("gram_discount_cents", gettext_noop("Yuan off per gram"), 0)


def wishes(discount: LineDiscount) -> Iterator[Wish]:
    """What `discount` asks for, one wish per limit."""
    if discount.fixed_bp:
        yield Wish(_FIXED.limit, _FIXED.what, discount.fixed_bp)
    if discount.labour_bp:
        yield Wish(_LABOUR.limit, _LABOUR.what, discount.labour_bp)
    if discount.gram_cents:
        yield Wish(_GRAM.limit, _GRAM.what, discount.gram_cents)


def check_allowed(discount: LineDiscount, *, code: str, price_basis: str, allows_discount: bool) -> None:
    """Refuse a discount of a kind that these goods never take. Raises: DiscountNotAllowed."""
    if not any(wishes(discount)):
        return
    if not allows_discount:
        raise DiscountNotAllowed(
            code=code, reason=gettext_noop("Investment bars and goods of this category take no discount.")
        )
    by_weight = price_basis == "by_weight"
    if by_weight and discount.fixed_bp:
        raise DiscountNotAllowed(
            code=code,
            reason=gettext_noop("Goods by weight take a percent off labour or yuan off per gram, not off the price."),
        )
    if not by_weight and (discount.labour_bp or discount.gram_cents):
        raise DiscountNotAllowed(
            code=code, reason=gettext_noop("Fixed-price and set pieces take a percent off the price only.")
        )


def with_card(
    asked: LineDiscount, card: Benefits, *, price_basis: str, path: Collection[str], allows_discount: bool,
    board_cents: int,
) -> LineDiscount:  # fmt: skip
    """The discount that holds: of each kind the card's where it is more than what was given (R047, R075).

    `path` are the category codes from the root down; yuan per gram never exceed the board.
    """
    if not card.lowers_prices or not allows_discount:
        return asked
    if card.categories and not set(card.categories) & set(path):
        return asked
    if price_basis != PriceBasis.BY_WEIGHT:
        return replace(asked, fixed_bp=max(asked.fixed_bp, card.fixed_bp))
    return replace(
        asked, labour_bp=max(asked.labour_bp, card.labour_discount_bp),
        gram_cents=max(asked.gram_cents, min(card.gram_cents, board_cents)),
    )  # fmt: skip


def beyond_limit(discount: LineDiscount, limit_of: Callable[[str], int]) -> Wish | None:
    """The first wish of `discount` that exceeds the limit its role has, or None."""
    return next((wish for wish in wishes(discount) if wish.wanted > limit_of(wish.limit)), None)


def discount_digest(*, store_id: int, code: str, discount: LineDiscount) -> str:
    """What an approval is bound to: these goods, this store, exactly this discount (P27)."""
    text = json.dumps({"store": store_id, "code": code, **asdict(discount)}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
