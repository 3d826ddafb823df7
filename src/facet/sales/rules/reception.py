"""Who came in and how it ended, and what was asked for and was not there: words, bands, figures. Pure.

Source: R331; docs/algorithms/reception.md. Units: cents, mg.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import BASIS, divide_half_away


class Outcome(StrEnum):
    """How a visit ended."""

    SOLD = "sold"
    LEFT = "left"
    ASKED = "asked"  # wanted what was not there


OUTCOME_LABELS: dict[str, str] = {
    Outcome.SOLD: gettext_noop("Bought something"),
    Outcome.LEFT: gettext_noop("Left without buying"),
    Outcome.ASKED: gettext_noop("Asked for something missing"),
}

WEIGHT_BANDS: dict[str, tuple[int, int | None]] = {
    "0-3": (0, 3_000), "3-5": (3_000, 5_000), "5-10": (5_000, 10_000), "10-20": (10_000, 20_000),
    "20-50": (20_000, 50_000), "50+": (50_000, None),
}  # fmt: skip
PRICE_BANDS: dict[str, tuple[int, int | None]] = {
    "0-2000": (0, 200_000), "2000-5000": (200_000, 500_000), "5000-10000": (500_000, 1_000_000),
    "10000-20000": (1_000_000, 2_000_000), "20000-50000": (2_000_000, 5_000_000), "50000+": (5_000_000, None),
}  # fmt: skip
MOST_PARTY = 50


@dataclass(frozen=True, slots=True)
class Footfall:
    """Visits of some days by how they ended."""

    visits: int
    people: int
    sold: int
    asked: int

    @property
    def left(self) -> int:
        return self.visits - self.sold - self.asked

    @property
    def conversion_bp(self) -> int | None:
        """Visits that ended in a sale, in basis points; None without visits."""
        return divide_half_away(self.sold * BASIS, self.visits) if self.visits else None


def footfall(rows: Sequence[tuple[str, int, int]]) -> Footfall:
    """(outcome, visits, people) summed up."""
    visits = {outcome: 0 for outcome in OUTCOME_LABELS}
    people = 0
    for outcome, count, party in rows:
        visits[outcome] += count
        people += party
    return Footfall(sum(visits.values()), people, visits[Outcome.SOLD], visits[Outcome.ASKED])


def check_visit(*, outcome: str, party: int) -> None:
    """Raises: Invalid."""
    if outcome not in OUTCOME_LABELS:
        raise Invalid(field="outcome", reason=gettext_noop("Choose one of the list."))
    if not 1 <= party <= MOST_PARTY:
        raise Invalid(field="party", reason=gettext_noop("Between 1 and 50 people come in together."))


def check_wish(*, category: str, style: str, weight_band: str, price_band: str) -> None:
    """Something must be named, and bands are the house's. Raises: Invalid."""
    if not category and not style:
        raise Invalid(field="category", reason=gettext_noop("Name the category or the style that was asked for."))
    if weight_band and weight_band not in WEIGHT_BANDS:
        raise Invalid(field="weight_band", reason=gettext_noop("Choose one of the list."))
    if price_band and price_band not in PRICE_BANDS:
        raise Invalid(field="price_band", reason=gettext_noop("Choose one of the list."))
