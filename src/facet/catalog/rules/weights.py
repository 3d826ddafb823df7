"""What a piece weighs in metal, and when a tag tells the truth. Pure.

Source: docs/algorithms/weights.md; F1, F2, F4; decisions.md §3.9.
"""

from collections.abc import Sequence
from enum import StrEnum

from facet.catalog.errors import WeightImpossible
from facet.kernel.errors import gettext_noop
from facet.kernel.money import divide_half_away

MCT_PER_MG = 5  # one carat is 0.2 g, so five thousandths of a carat weigh one milligram
FINENESS_WHOLE = 10_000


class Metal(StrEnum):
    """The metals that the purity table and the price items know."""

    GOLD = "gold"
    PLATINUM = "platinum"
    PALLADIUM = "palladium"
    SILVER = "silver"


METAL_LABELS: dict[str, str] = {
    Metal.GOLD: gettext_noop("gold"),
    Metal.PLATINUM: gettext_noop("platinum"),
    Metal.PALLADIUM: gettext_noop("palladium"),
    Metal.SILVER: gettext_noop("silver"),
}

# How far a piece may be lighter than its tag. The law names gold and silver; the other
# precious metals follow gold, the stricter of the two.
TOLERANCE_MG: dict[str, int] = {Metal.SILVER: 100}
STRICT_TOLERANCE_MG = 10


def stones_weight_mg(carats_mct: Sequence[int]) -> int:
    """What stones of these thousandths of a carat weigh together, rounded once. Units: mg."""
    return divide_half_away(sum(carats_mct), MCT_PER_MG)


def net_metal_weight_mg(*, gross_mg: int, stones_mct: Sequence[int] = (), other_parts_mg: int = 0) -> int:
    """The metal in a piece: the whole, less its stones and other parts. Units: mg.

    Raises: WeightImpossible. Source: F1.
    """
    other = stones_weight_mg(stones_mct) + other_parts_mg
    if gross_mg < other or gross_mg <= 0:
        raise WeightImpossible(gross_mg=gross_mg, other_mg=other)
    return gross_mg - other


def fine_weight_mg(*, net_mg: int, fineness_e4: int) -> int:
    """The pure metal in a net weight, rounded once to the milligram. Source: F2."""
    return divide_half_away(net_mg * fineness_e4, FINENESS_WHOLE)


def tolerance_mg(metal: str) -> int:
    """How far a piece of `metal` may be lighter than its tag. Units: mg. Source: F4."""
    return TOLERANCE_MG.get(metal, STRICT_TOLERANCE_MG)


def tag_tolerance_ok(metal: str, *, tag_mg: int, weighed_mg: int) -> bool:
    """Whether a piece may be sold under its tag; a heavier one always may. Source: F4."""
    return weighed_mg >= tag_mg - tolerance_mg(metal)
