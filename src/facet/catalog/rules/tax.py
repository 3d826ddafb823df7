"""The value-added tax inside a price. Pure. Source: F38, decisions.md §4.7."""

from facet.kernel.money import BASIS, divide_half_away

VAT_BP = 1_300


def before_tax(cents: int) -> int:
    """What is left of an amount with the tax inside when the tax is taken off, rounded once. Units: fen."""
    return divide_half_away(cents * BASIS, BASIS + VAT_BP)
