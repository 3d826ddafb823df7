"""What differs between a delivery and its order, by name. Pure. Source: docs/algorithms/purchasing.md §2."""

from dataclasses import dataclass
from enum import StrEnum

from facet.kernel.errors import gettext_noop
from facet.kernel.money import basis_points_of

WEIGHT_BP = 200  # by how much a line's grams may differ from the order's before it is pointed out


class Difference(StrEnum):
    """How a line stands after a delivery."""

    SHORT = "short"
    OVER = "over"
    REJECTED = "rejected"
    LIGHT = "light"
    HEAVY = "heavy"


DIFFERENCE_WORDS = {
    Difference.SHORT: gettext_noop("fewer pieces than ordered"),
    Difference.OVER: gettext_noop("more pieces than ordered"),
    Difference.REJECTED: gettext_noop("pieces refused"),
    Difference.LIGHT: gettext_noop("lighter than ordered"),
    Difference.HEAVY: gettext_noop("heavier than ordered"),
}


@dataclass(frozen=True, slots=True)
class LineStand:
    """A line after a delivery. Units: pieces, mg."""

    quantity: int
    weight_mg: int
    received: int
    received_mg: int
    rejected: int
    cancelled: int


def differences(line: LineStand) -> list[Difference]:
    """Everything that differs, the pieces first. The weight of what came is compared with its share of the order's."""
    found = []
    if line.received + line.cancelled < line.quantity:
        found.append(Difference.SHORT)
    if line.received > line.quantity - line.cancelled:
        found.append(Difference.OVER)
    if line.rejected:
        found.append(Difference.REJECTED)
    if line.weight_mg and line.received:
        expected = line.weight_mg * line.received // line.quantity
        band = basis_points_of(expected, WEIGHT_BP)
        if line.received_mg < expected - band:
            found.append(Difference.LIGHT)
        elif line.received_mg > expected + band:
            found.append(Difference.HEAVY)
    return found
