"""What each kind of promotion takes off which line, from amounts as they stand. Pure.

Gold by weight gives percent and amounts on its labour only and yuan per gram on its metal; a bar gives
nothing (decisions.md §4.7). Whole amounts are spread by largest remainder (F10).
Source: R093–R095, R328; docs/algorithms/promotions.md.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from facet.kernel.money import basis_points_of, divide_half_away, split_by_largest_remainder
from facet.promotions.rules.cart import CartLine
from facet.promotions.rules.conditions import Why
from facet.promotions.rules.matching import matched
from facet.promotions.rules.terms import Kind, Left, Scope, Terms

MG_PER_GRAM = 1_000
METAL, LABOUR, PRICE = "metal", "labour", "price"


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a promotion gives: fen off by line code, sets by line code, gifts, and what the next step still needs."""

    off: Mapping[str, int] = field(default_factory=dict)
    sets: Mapping[str, int] = field(default_factory=dict)
    gifts: int = 0
    coupons: int = 0
    factor_bp: int = 0
    lines: tuple[str, ...] = ()  # that it rests on
    more: int = 0  # to the next step, in fen
    cut: bool = False  # a floor stopped part of it

    @property
    def total(self) -> int:
        return sum(self.off.values())

    @property
    def gives(self) -> bool:
        return bool(self.total or self.gifts or self.coupons or self.factor_bp)


class Nothing(NamedTuple):
    """A promotion that gives nothing on this cart, and what is missing. Units by `why`: fen, pieces, mg."""

    why: Why
    more: int = 0


Found = Benefit | Nothing


def part_of(terms: Terms, line: CartLine) -> str:
    """Which part of a line's price a promotion lowers."""
    if terms.kind == Kind.GRAM:
        return METAL
    return LABOUR if line.by_weight else PRICE


def base_of(terms: Terms, line: CartLine) -> int:
    """How much of a line a promotion may lower at most, fen. Goods that take no discount give nothing."""
    if not line.takes_discount:
        return 0
    if terms.kind == Kind.GRAM:
        return max(min(line.metal_cents, line.net_cents), 0) if line.by_weight else 0
    if terms.kind == Kind.LABOUR and not line.by_weight:
        return 0
    whole = line.labour_cents if line.by_weight else line.net_cents
    return max(min(whole, line.net_cents), 0)


def fitting(scope: Scope, cart: Sequence[CartLine]) -> list[CartLine]:
    """The lines that `scope` means."""
    return [line for line in cart if scope.fits(code=line.code, style=line.style, path=line.path)]


def benefit_of(terms: Terms, cart: Sequence[CartLine], *, left: Left) -> Found:
    """What `terms` give on `cart`, whose lines come in the order of their codes."""
    meant = fitting(terms.scope, cart)
    lines = [line for line in meant if terms.with_manual or not line.by_hand]
    if not lines:
        return Nothing(Why.BY_HAND if meant else Why.GOODS)
    spent = sum(line.net_cents for line in lines)
    if spent < terms.from_cents:
        return Nothing(Why.SPEND, terms.from_cents - spent)
    found = _KINDS[terms.kind](terms, lines, cart)
    if isinstance(found, Benefit):
        found = replace(found, more=_to_next_step(terms, spent), lines=found.lines or tuple(found.off))
        if left.gifts is not None and found.gifts > left.gifts:
            return Nothing(Why.GIFTS)
        if left.coupons is not None and found.coupons > left.coupons:
            return Nothing(Why.COUPONS)
        if not found.gives:
            return Nothing(Why.GOODS)
    return found


def times_of(terms: Terms, spent_cents: int) -> int:
    """How often a promotion counts: once, or for each full step."""
    if not terms.steps or not terms.from_cents:
        return 1
    times = spent_cents // terms.from_cents
    return min(times, terms.most_steps) if terms.most_steps else times


def _to_next_step(terms: Terms, spent: int) -> int:
    if not terms.steps or not terms.from_cents:
        return 0
    times = spent // terms.from_cents
    return 0 if terms.most_steps and times >= terms.most_steps else (times + 1) * terms.from_cents - spent


def _percent(terms: Terms, lines: Sequence[CartLine], _cart: Sequence[CartLine]) -> Found:
    return Benefit({line.code: basis_points_of(base_of(terms, line), terms.value) for line in lines})


def _pieces(terms: Terms, lines: Sequence[CartLine], cart: Sequence[CartLine]) -> Found:
    giving = [line for line in lines if base_of(terms, line)]
    count = sum(line.quantity for line in giving)
    if count < terms.pieces:
        return Nothing(Why.PIECES, terms.pieces - count) if giving else Nothing(Why.GOODS)
    return _percent(terms, giving, cart)


def _amount(terms: Terms, lines: Sequence[CartLine], _cart: Sequence[CartLine]) -> Found:
    bases = {line.code: base_of(terms, line) for line in lines}
    whole = sum(bases.values())
    if not whole:
        return Nothing(Why.GOODS)
    off = min(terms.value * times_of(terms, sum(line.net_cents for line in lines)), whole)
    return Benefit(spread(off, bases), lines=tuple(bases))


def _gram(terms: Terms, lines: Sequence[CartLine], _cart: Sequence[CartLine]) -> Found:
    gold = {line.code: line for line in lines if base_of(terms, line)}
    weight = sum(line.weight_mg for line in gold.values())
    if not weight:
        return Nothing(Why.GOODS)
    if not terms.excess_over_mg:
        off = {code: divide_half_away(line.weight_mg * terms.value, MG_PER_GRAM) for code, line in gold.items()}
    elif weight <= terms.excess_over_mg:
        return Nothing(Why.WEIGHT, terms.excess_over_mg - weight)
    else:
        whole = divide_half_away((weight - terms.excess_over_mg) * terms.value, MG_PER_GRAM)
        off = spread(whole, {code: line.weight_mg for code, line in gold.items()})
    return Benefit({code: min(cents, base_of(terms, gold[code])) for code, cents in off.items()})


def _second(terms: Terms, lines: Sequence[CartLine], _cart: Sequence[CartLine]) -> Found:
    """Of the dearest two the cheaper is reduced, then of the next two; the pair shares what is taken off."""
    units = _units(terms, lines)
    if len(units) < 2:
        return Nothing(Why.PIECES, 2 - len(units)) if units else Nothing(Why.GOODS)
    off: dict[str, int] = {}
    sets: dict[str, int] = {}
    for pair in range(len(units) // 2):
        dear, cheap = units[2 * pair : 2 * pair + 2]
        shares = split_by_largest_remainder(basis_points_of(cheap[1], terms.value), [dear[1], cheap[1]])
        for (code, _base), cents in zip((dear, cheap), shares, strict=True):
            off[code] = off.get(code, 0) + cents
            sets.setdefault(code, pair + 1)
    return Benefit(off, sets)


def _add_on(terms: Terms, lines: Sequence[CartLine], cart: Sequence[CartLine]) -> Found:
    """Goods of `target` at `value` each, once the others come to `from_cents`; the dearest first."""
    targets = {line.code for line in fitting(terms.target, cart) if terms.with_manual or not line.by_hand}
    rest = [line for line in lines if line.code not in targets]
    spent = sum(line.net_cents for line in rest)
    if not rest or spent < terms.from_cents:
        return Nothing(Why.SPEND, terms.from_cents - spent) if rest else Nothing(Why.GOODS)
    units = _units(terms, [line for line in cart if line.code in targets and not line.by_weight])
    if not units:
        return Nothing(Why.ADD_ON)
    off: dict[str, int] = {}
    for code, base in units[: times_of(terms, spent)]:
        off[code] = off.get(code, 0) + max(base - terms.value, 0)
    return Benefit(off, dict.fromkeys(off, 1), lines=(*(line.code for line in rest), *off))


def _bundle(terms: Terms, lines: Sequence[CartLine], _cart: Sequence[CartLine]) -> Found:
    """`value` off each complete set, shared by its pieces; returning one piece breaks the set."""
    pieces = {line.code: line for line in lines if line.quantity == 1 and base_of(terms, line)}
    off: dict[str, int] = {}
    sets: dict[str, int] = {}
    while not terms.most_steps or len(set(sets.values())) < terms.most_steps:
        free = [line for code, line in pieces.items() if code not in sets]
        chosen = matched(terms.parts, sorted(free, key=lambda line: (-base_of(terms, line), line.code)))
        if len(chosen) < len(terms.parts):
            missing = len(terms.parts) - len(chosen)
            break
        bases = {line.code: base_of(terms, line) for line in sorted(chosen, key=lambda line: line.code)}
        off |= spread(min(terms.value, sum(bases.values())), bases)
        sets |= dict.fromkeys(bases, max(sets.values(), default=0) + 1)
    return Benefit(off, sets) if sets else Nothing(Why.SET, missing)


def _gift(terms: Terms, lines: Sequence[CartLine], _cart: Sequence[CartLine]) -> Found:
    times = times_of(terms, sum(line.net_cents for line in lines))
    return Benefit(gifts=terms.gift_quantity * times, lines=tuple(line.code for line in lines))


def _coupon(terms: Terms, lines: Sequence[CartLine], _cart: Sequence[CartLine]) -> Found:
    times = times_of(terms, sum(line.net_cents for line in lines))
    return Benefit(coupons=terms.coupon_quantity * times, lines=tuple(line.code for line in lines))


def _points(terms: Terms, lines: Sequence[CartLine], _cart: Sequence[CartLine]) -> Found:
    return Benefit(factor_bp=terms.value, lines=tuple(line.code for line in lines))


def spread(total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """`total` in proportion to `weights`, to the fen, without the lines that give nothing."""
    parts = split_by_largest_remainder(total, list(weights.values()))
    return {code: part for code, part in zip(weights, parts, strict=True) if part}


def _units(terms: Terms, lines: Sequence[CartLine]) -> list[tuple[str, int]]:
    """Every single piece with what it can give, the dearest first."""
    units = []
    for line in lines:
        if base := base_of(terms, line):
            units += [(line.code, each) for each in split_by_largest_remainder(base, [1] * line.quantity)]
    return sorted(units, key=lambda unit: (-unit[1], unit[0]))


_KINDS: Mapping[str, Callable[[Terms, Sequence[CartLine], Sequence[CartLine]], Found]] = {
    Kind.PERCENT: _percent, Kind.LABOUR: _percent, Kind.PIECES: _pieces, Kind.AMOUNT: _amount,
    Kind.SPEND_SAVE: _amount, Kind.GRAM: _gram, Kind.SECOND_PIECE: _second, Kind.ADD_ON: _add_on,
    Kind.BUNDLE: _bundle, Kind.GIFT: _gift, Kind.POINTS: _points, Kind.COUPON: _coupon,
}  # fmt: skip
