"""What could have been sold and was not: asked for in vain, or sold out. Pure. Source: R128, R331."""

from facet.kernel.money import BASIS, divide_half_away

LOOKED_BACK = 90  # days
MOST_BP = 5_000  # what was lost never adds more than half of what is expected


def lost_e6(*, demand_e6: int, days: int, asked: int, out_bp: int) -> int:
    """What to add to the demand of `days` for sales that were lost. Units: millionths of a piece.

    `asked`: times it was asked for in vain in the last ninety days. `out_bp`: the share of store days of those
    ninety on which there was none; what a store sells on a day with goods it would have sold on a day without.
    A sale that was lost may stand in both, so the larger counts. Goods nobody ever bought may be asked for: then
    there is nothing to measure by, and what was asked for counts as it is.
    """
    by_asking = divide_half_away(asked * days * 1_000_000, LOOKED_BACK)
    short = min(out_bp, BASIS - 1)
    by_absence = divide_half_away(demand_e6 * short, BASIS - short)
    found = max(by_asking, by_absence)
    return min(found, divide_half_away(demand_e6 * MOST_BP, BASIS)) if demand_e6 else by_asking


def out_share_bp(*, days_out: int, stores: int) -> int:
    """The share of the last ninety days' store days that passed without any goods. Units: basis points."""
    return min(BASIS, divide_half_away(days_out * BASIS, LOOKED_BACK * stores)) if stores else 0
