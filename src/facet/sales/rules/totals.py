"""The totals of a ticket, defined once, and rounding off. Pure.

gross       what the goods cost before any discount, goods that come back taken off
net         what they cost after discounts: revenue, tax included
other       lines that are no revenue: old gold taken in, deposits and stored value paid in, credit repaid
due         what changes hands: net, other and rounding; below zero the customer gets it
tax base    what tax is worked out on: net and rounding, less the old gold that was taken in (F39)

Source: decisions.md §3.5, §3.8; P14–P16; docs/algorithms/ticket.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from facet.kernel.errors import Invalid, gettext_noop
from facet.sales.rules.kinds import REVENUE, LineKind
from facet.sales.rules.ticket_lines import OtherLine

ROUND_OFF_UNITS = {"": 1, "jiao": 10, "yuan": 100}


class Priceable(Protocol):
    """One priced line, as far as totals care. Units: cents."""

    @property
    def list_cents(self) -> int: ...

    @property
    def net_cents(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Totals:
    """What a ticket comes to. `rounding_cents` is below zero, unless returns give an earlier rounding back."""

    gross_cents: int
    net_cents: int
    rounding_cents: int
    returned_cents: int = 0  # net of the goods that come back, part of net; zero or below
    other_cents: int = 0
    old_gold_cents: int = 0  # part of other; zero or below

    @property
    def discount_cents(self) -> int:
        return self.gross_cents - self.net_cents

    @property
    def due_cents(self) -> int:
        return self.net_cents + self.other_cents + self.rounding_cents

    @property
    def tax_base_cents(self) -> int:
        base = self.net_cents + self.rounding_cents + self.old_gold_cents
        if not self.old_gold_cents:
            return base
        return max(0, base) if self.old_gold_cents < 0 else min(0, base)  # given back, it turns its sale's base


def totals_of(lines: Sequence[Priceable], *, others: Sequence[OtherLine] = (), round_off: str = "") -> Totals:
    """The totals of goods and other lines; rounding off cuts what is due down to the jiao or the yuan.

    Raises: Invalid for an unknown unit.
    """
    if round_off not in ROUND_OFF_UNITS:
        raise Invalid(field="round_off", reason=gettext_noop("Write jiao, yuan, or leave it empty."))
    revenue = [line for line in others if line.kind in REVENUE]
    net = sum(line.net_cents for line in (*lines, *revenue))
    other = sum(line.net_cents for line in others if line.kind not in REVENUE)
    given_back = sum(line.rounding_cents for line in others)
    due = net + other + given_back
    return Totals(
        gross_cents=sum(line.list_cents for line in (*lines, *revenue)),
        net_cents=net,
        rounding_cents=given_back - (due % ROUND_OFF_UNITS[round_off] if due > 0 else 0),
        returned_cents=sum(line.net_cents for line in others if line.kind == LineKind.RETURN),
        other_cents=other,
        old_gold_cents=sum(line.net_cents for line in others if line.kind == LineKind.OLD_GOLD),
    )
