"""What stock costs and brings: averages of bulk goods, F47 and F48, what to do with what lies too long. Pure.

Measures are computed unrounded and rounded once for display. Source: domain.md F11, F47, F48;
docs/algorithms/costing.md, whose tables are this file's tests.
"""

from dataclasses import dataclass
from enum import StrEnum

from facet.kernel.errors import gettext_noop
from facet.kernel.money import BASIS, basis_points_of, divide_half_away

YEAR = 365


def moving_average(*, held_mg: int, cents_per_gram: int | None, come_mg: int, come_cents: int) -> int:
    """What a gram costs after a delivery: what was held at its average, and what came, together.

    With nothing held, or at no known cost, the delivery alone says it. Units: mg, cents, cents per gram.
    """
    held = held_mg if cents_per_gram is not None and held_mg > 0 else 0
    whole = held * (cents_per_gram or 0) + come_cents * 1_000
    return divide_half_away(whole, held + come_mg)


@dataclass(frozen=True, slots=True)
class Measures:
    """F47 of one part of the stock over `days`. Units: cents at cost; margin without tax, None: not known."""

    average_cents: int
    sold_cents: int
    margin_cents: int | None = None
    days: int = YEAR

    @property
    def gmroi_bp(self) -> int | None:
        """Margin ÷ average stock; 7000 is 0.70."""
        if self.margin_cents is None or self.average_cents <= 0:
            return None
        return divide_half_away(self.margin_cents * BASIS * YEAR, self.average_cents * self.days)

    @property
    def turns_bp(self) -> int | None:
        """Cost of sales ÷ average stock, a year; 16333 is 1.63 times."""
        if self.average_cents <= 0:
            return None
        return divide_half_away(self.sold_cents * BASIS * YEAR, self.average_cents * self.days)

    @property
    def days_tenths(self) -> int | None:
        """How long the stock lasts: 365 ÷ turns, in tenths of a day. None when nothing was sold."""
        if self.sold_cents <= 0:
            return None
        return divide_half_away(self.average_cents * self.days * 10, self.sold_cents)


def holding_cents(average_cents: int, *bp_a_year: int, days: int = YEAR) -> int:
    """What holding the average stock costs: the shares of a year together. Source: F48."""
    return divide_half_away(basis_points_of(average_cents, sum(bp_a_year)) * days, YEAR)


class AgeStep(StrEnum):
    """What is proposed for a piece that lies."""

    NONE = ""
    SPIFF = "spiff"
    MARKDOWN = "markdown"
    MOVE = "move"


STEP_WORDS = {
    AgeStep.NONE: gettext_noop("wait"),
    AgeStep.SPIFF: gettext_noop("Bonus for who sells it"),
    AgeStep.MARKDOWN: gettext_noop("Lower the tag price"),
    AgeStep.MOVE: gettext_noop("Offer it in another store, or melt it"),
}


@dataclass(frozen=True, slots=True)
class AgePolicy:
    """From which day what is proposed. Units: days, basis points."""

    spiff_days: int
    spiff_bp: int
    markdown_days: int
    markdown_bp: int


@dataclass(frozen=True, slots=True)
class AgeProposal:
    """What is proposed, and its amount: the bonus, or the new tag price. Units: cents."""

    step: AgeStep
    cents: int | None = None


def age_proposal(*, days: int, tag_cents: int | None, cost_cents: int | None, policy: AgePolicy) -> AgeProposal:
    """F11: a bonus first, later a lower price; goods by weight have no tag price to lower."""
    if tag_cents is None:
        return AgeProposal(AgeStep.MOVE if days >= policy.markdown_days else AgeStep.NONE)
    if days >= policy.markdown_days:
        return AgeProposal(AgeStep.MARKDOWN, tag_cents - basis_points_of(tag_cents, policy.markdown_bp))
    if days >= policy.spiff_days:
        profit = max(0, tag_cents - cost_cents) if cost_cents is not None else None
        return AgeProposal(AgeStep.SPIFF, None if profit is None else basis_points_of(profit, policy.spiff_bp))
    return AgeProposal(AgeStep.NONE)
