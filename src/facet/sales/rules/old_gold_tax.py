"""Tax on gold jewelry that is exchanged: on what was received, not on the full price. Pure. Source: F38, F39."""

from dataclasses import dataclass

from facet.catalog.rules.tax import VAT_BP, before_tax
from facet.kernel.money import BASIS, divide_half_away

CONSUMPTION_BP = 500


@dataclass(frozen=True, slots=True)
class RetailTax:
    """Units: cents. Consumption tax is borne inside the price."""

    net_cents: int
    vat_cents: int
    consumption_cents: int


def retail_tax(received_cents: int) -> RetailTax:
    """The taxes in an amount that was received, both inside it. A refund is the exact negative."""
    net = before_tax(received_cents)
    return RetailTax(net, received_cents - net, divide_half_away(received_cents * BASIS * CONSUMPTION_BP,
                                                                   (BASIS + VAT_BP) * BASIS))  # fmt: skip
