"""What each promotion gave and brought, and what each class of goods earns. Pure. Source: R054, R077.

A window's extra points are those above what the line earns on a plain day: its product less the
product with the factor at 1. Returns come as negative lines and take off the same share.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from facet.kernel.money import BASIS, divide_half_away
from facet.loyalty.rules.programme import NO_FACTOR, Worth


class SoldLine(NamedTuple):
    """One stored line, or its return (negative), with what of its lot is used: `used` of `opened`."""

    document: str
    points_class: str
    base_cents: int
    points: int
    bonus: int
    factor_bp: int
    trace: Mapping[str, Any]
    opened: int
    remaining: int


@dataclass(slots=True)
class PromotionEffect:
    """One window, member day, group or bonus: extra points, how many of them are used, tickets and sales under it."""

    name: str
    points: int = 0
    used: int = 0
    sales_cents: int = 0
    documents: set[str] = field(default_factory=set)

    @property
    def tickets(self) -> int:
        return len(self.documents)


@dataclass(slots=True)
class ClassEffect:
    """One class of goods: sales to members and the points they earned."""

    points_class: str
    sales_cents: int = 0
    points: int = 0

    @property
    def rate_bp(self) -> int:
        """Points per yuan, in basis points of a point."""
        return divide_half_away(self.points * 100 * BASIS, self.sales_cents) if self.sales_cents > 0 else 0

    def cost_bp(self, worth: Worth) -> int:
        """What the points cost of the sales, in basis points, by their worth and expected use."""
        if self.sales_cents <= 0:
            return 0
        return divide_half_away(self.points * worth.cents * worth.expected_bp, worth.points * self.sales_cents)


def effects(lines: Iterable[SoldLine]) -> tuple[Sequence[PromotionEffect], Sequence[ClassEffect]]:
    """By promotion and by class, those with most points first."""
    promotions: dict[str, PromotionEffect] = {}
    classes: dict[str, ClassEffect] = {}
    for line in lines:
        found = classes.setdefault(line.points_class, ClassEffect(line.points_class))
        found.sales_cents += line.base_cents
        found.points += line.points
        for name, points in _extra(line):
            effect = promotions.setdefault(name, PromotionEffect(name))
            effect.points += points
            effect.used += points * (line.opened - line.remaining) // line.opened if line.opened else 0
            effect.sales_cents += line.base_cents
            effect.documents.add(line.document)
    most = sorted(promotions.values(), key=lambda each: (-each.points, each.name))
    return most, sorted(classes.values(), key=lambda each: (-each.points, each.points_class))


def _extra(line: SoldLine) -> list[tuple[str, int]]:
    product, found = line.points - line.bonus, []
    if line.trace.get("window") and line.factor_bp != NO_FACTOR:
        found.append((line.trace["window"], product - divide_half_away(product * NO_FACTOR, line.factor_bp)))
    given = line.trace.get("bonuses", ())
    whole = sum(points for _name, points in given)
    found.extend((name, divide_half_away(points * line.bonus, whole)) for name, points in given if whole)
    return found
