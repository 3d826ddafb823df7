"""The four totals of a ticket, defined once, and rounding off. Pure.

gross       what the goods cost before any discount
net         what they cost after discounts: revenue, tax included
due         what the customer pays: net plus the rounding line
tax base    net plus rounding, while no line of another kind changes it

Source: decisions.md §3.5, §3.8; P14–P16; docs/algorithms/ticket.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from facet.kernel.errors import Invalid, gettext_noop

ROUND_OFF_UNITS = {"": 1, "jiao": 10, "yuan": 100}


class Priceable(Protocol):
    """One priced line, as far as totals care. Units: cents."""

    @property
    def list_cents(self) -> int: ...

    @property
    def net_cents(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Totals:
    """What a ticket comes to. `rounding_cents` is zero or negative."""

    gross_cents: int
    net_cents: int
    rounding_cents: int

    @property
    def discount_cents(self) -> int:
        return self.gross_cents - self.net_cents

    @property
    def due_cents(self) -> int:
        return self.net_cents + self.rounding_cents

    @property
    def tax_base_cents(self) -> int:
        return self.due_cents


def totals_of(lines: Sequence[Priceable], *, round_off: str = "") -> Totals:
    """The totals of `lines`; rounding off cuts down to the jiao or the yuan.

    Raises: Invalid for an unknown unit.
    """
    if round_off not in ROUND_OFF_UNITS:
        raise Invalid(field="round_off", reason=gettext_noop("Write jiao, yuan, or leave it empty."))
    net = sum(line.net_cents for line in lines)
    return Totals(
        gross_cents=sum(line.list_cents for line in lines),
        net_cents=net,
        rounding_cents=-(net % ROUND_OFF_UNITS[round_off]),
    )
