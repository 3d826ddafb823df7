"""Where a customer's metal is while her piece is in service: grams in = grams out. Pure.

Source: F19, F22; docs/algorithms/services.md.
"""

from dataclasses import dataclass

from facet.inventory.rules.metal import fine_of


@dataclass(frozen=True, slots=True)
class Metal:
    """An alloy's weight and the pure metal in it, signed. Units: mg."""

    net_mg: int
    fine_mg: int


@dataclass(frozen=True, slots=True)
class ServiceMetal:
    """The four movements of one service: in + added = out + lost, to the milligram, in alloy and in fine metal.

    `out` holds what was removed, too: it is the customer's. `lost` is above zero for a loss. Units: mg.
    """

    brought: Metal
    added: Metal
    lost: Metal

    @property
    def out(self) -> Metal:
        """What goes back to the customer."""
        return Metal(
            self.brought.net_mg + self.added.net_mg - self.lost.net_mg,
            self.brought.fine_mg + self.added.fine_mg - self.lost.fine_mg,
        )


def service_metal(*, in_mg: int, added_mg: int, removed_mg: int, out_mg: int, fineness_e4: int) -> ServiceMetal:
    """The movements of a service that was weighed again; each share of fine metal is rounded once (F2, F22)."""
    lost = in_mg + added_mg - removed_mg - out_mg
    return ServiceMetal(
        brought=Metal(in_mg, fine_of(in_mg, fineness_e4)),
        added=Metal(added_mg, fine_of(added_mg, fineness_e4)),
        lost=Metal(lost, fine_of(lost, fineness_e4)),
    )
