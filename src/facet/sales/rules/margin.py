"""What goods leave when the tax and their cost are taken off. Pure. Source: F40."""

from facet.catalog.rules.tax import before_tax
from facet.kernel.money import divide_half_away

BASIS = 10_000


def margin_cents(net_cents: int, cost_cents: int) -> int:
    """Net sales without value-added tax, less the cost; rounded once, half away from zero.

    Consumption tax is the tax books' business and is not taken off here.
    """
    return before_tax(net_cents) - cost_cents


def margin_bp(net_cents: int, cost_cents: int) -> int:
    """The margin of 10,000 parts of the sales without tax; 0 where nothing was sold."""
    net = before_tax(net_cents)
    return divide_half_away((net - cost_cents) * BASIS, net) if net > 0 else 0
