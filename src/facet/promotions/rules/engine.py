"""All promotions on one ticket, worked out from nothing each time. Pure.

Candidates → of each exclusive group the one with the highest priority, then the one that gives most, then the
first by code → one after another, on what the goods cost by then. Lines and offers are put in the order of their
codes first, so that the order in which they were scanned or written cannot matter (P24).
Source: R098, R102, P24; docs/algorithms/promotions.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from facet.kernel.money import BASIS, divide_half_away
from facet.promotions.rules.benefits import LABOUR, METAL, Benefit, Nothing, benefit_of, part_of
from facet.promotions.rules.cart import CartLine, Context
from facet.promotions.rules.conditions import Why, refused, used_up
from facet.promotions.rules.terms import STAGES, Guard, Kind, Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one promotion takes off one line. `part` is metal, labour or price; `set_no` 0 stands alone."""

    code: str
    cents: int
    part: str
    set_no: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """A promotion that counts. `more` fen lead to its next step; `lines` are what it rests on."""

    offer: Offer
    taken: tuple[Taken, ...] = ()
    gifts: int = 0
    coupons: int = 0
    factor_bp: int = 0
    lines: tuple[str, ...] = ()
    more: int = 0
    cut: bool = False

    @property
    def cents(self) -> int:
        return sum(each.cents for each in self.taken)


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A promotion that does not count: why, how much is missing (by `why`), or which one counts instead."""

    offer: Offer
    why: str
    more: int = 0
    other: str = ""
    cents: int = 0  # what it would have given in place of the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a ticket's promotions come to, with the whole reasoning."""

    applied: tuple[Applied, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def cents(self) -> int:
        return sum(each.cents for each in self.applied)

    def taken_of(self, code: str) -> list[tuple[Applied, Taken]]:
        """What was taken off one line, in the order it was taken."""
        return [(each, part) for each in self.applied for part in each.taken if part.code == code]

    def factor_of(self, code: str) -> int:
        """The highest points factor for one line, 0 for none."""
        return max((each.factor_bp for each in self.applied if code in each.lines), default=0)


def evaluate(cart: Sequence[CartLine], offers: Sequence[Offer], *, context: Context) -> Result:
    """Every promotion that counts on `cart`, and why the others do not."""
    lines = {line.code: line for line in sorted(cart, key=lambda line: line.code)}
    skipped: list[Skipped] = []
    standing: list[tuple[Offer, Benefit]] = []
    for offer in sorted(offers, key=lambda each: (each.code, each.id)):
        why = refused(offer.terms.conditions, context) or _nobody(offer, context) or used_up(offer.left)
        found = Nothing(why) if why else _benefit(offer, lines)
        if isinstance(found, Nothing):
            skipped.append(Skipped(offer=offer, why=found.why, more=found.more))
        else:
            standing.append((offer, found))
    chosen, beaten = _by_group(standing)
    applied = []
    for offer in sorted(chosen, key=lambda each: (-each.terms.priority, STAGES[each.terms.kind], each.code, each.id)):
        found = _benefit(offer, lines)  # on what the goods cost by now
        if isinstance(found, Nothing):
            skipped.append(Skipped(offer=offer, why=found.why, more=found.more))
            continue
        applied.append(_applied(offer, found, lines))
        lines |= {part.code: _lowered(lines[part.code], part) for part in applied[-1].taken}
    ordered = sorted((*skipped, *beaten), key=lambda each: (each.offer.code, each.offer.id))
    return Result(applied=tuple(applied), skipped=tuple(ordered))


def _nobody(offer: Offer, context: Context) -> Why | None:
    """A coupon for next time belongs to somebody."""
    return Why.MEMBERS if offer.terms.kind == Kind.COUPON and context.buyer is None else None


def _benefit(offer: Offer, lines: Mapping[str, CartLine]) -> Benefit | Nothing:
    """What `offer` gives on `lines`, its floor and its budget kept."""
    found = benefit_of(offer.terms, list(lines.values()), left=offer.left)
    if isinstance(found, Nothing) or not found.off:
        return found
    off = {code: min(cents, _room(lines[code], offer.terms.guard)) for code, cents in found.off.items()}
    if not any(off.values()):
        return Nothing(Why.FLOOR)
    kept = replace(found, off={code: cents for code, cents in off.items() if cents}, cut=off != dict(found.off))
    if offer.left.budget_cents is not None and kept.total > offer.left.budget_cents:
        return Nothing(Why.BUDGET)
    return kept


def _by_group(standing: Sequence[tuple[Offer, Benefit]]) -> tuple[list[Offer], list[Skipped]]:
    """The best of each exclusive group, and those that give way to it."""
    groups: dict[str, list[tuple[Offer, Benefit]]] = {}
    for offer, found in standing:
        groups.setdefault(offer.terms.group or f"\0{offer.id}", []).append((offer, found))
    chosen, beaten = [], []
    for rivals in groups.values():
        best, *others = sorted(rivals, key=lambda each: (-each[0].terms.priority, -each[1].total, each[0].code))
        chosen.append(best[0])
        beaten += [
            Skipped(offer=offer, why=Why.OTHER, other=best[0].name, cents=found.total) for offer, found in others
        ]
    return chosen, beaten


def _applied(offer: Offer, found: Benefit, lines: Mapping[str, CartLine]) -> Applied:
    taken = tuple(
        Taken(code=code, cents=cents, part=part_of(offer.terms, lines[code]), set_no=found.sets.get(code, 0))
        for code, cents in sorted(found.off.items())
    )
    return Applied(
        offer=offer, taken=taken, gifts=found.gifts, coupons=found.coupons, factor_bp=found.factor_bp,
        lines=tuple(sorted(found.lines)), more=found.more, cut=found.cut,
    )  # fmt: skip


def _room(line: CartLine, guard: Guard) -> int:
    """How far a line may still fall, fen."""
    floor = divide_half_away(line.list_cents * guard.floor_bp, BASIS)
    if guard.margin_bp is not None:
        floor = max(floor, divide_half_away(line.cost_cents * (BASIS + guard.margin_bp), BASIS))
    return max(line.net_cents - floor, 0)


def _lowered(line: CartLine, taken: Taken) -> CartLine:
    return replace(
        line,
        net_cents=line.net_cents - taken.cents,
        metal_cents=line.metal_cents - (taken.cents if taken.part == METAL else 0),
        labour_cents=line.labour_cents - (taken.cents if taken.part == LABOUR else 0),
    )
