"""Old gold after the counter: the states of a piece of material, and what refining gave back. Pure.

Source: domain.md F18; R316; docs/algorithms/old_gold.md.
"""

from dataclasses import dataclass
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import BASIS, divide_half_away
from facet.sales.errors import MaterialMoved, NotMelted
from facet.sales.rules.old_gold import worth_of


class MaterialState(StrEnum):
    """Where a piece of material stands on its way from the counter to the refiner."""

    HELD = "held"
    MELTED = "melted"
    SEALED = "sealed"
    IN_BAG = "in_bag"
    AT_HQ = "at_hq"
    IN_LOT = "in_lot"
    REFINED = "refined"
    UNDONE = "undone"


STATE_WORDS = {
    MaterialState.HELD: gettext_noop("In the store, not sealed"),
    MaterialState.MELTED: gettext_noop("Melted, not sealed"),
    MaterialState.SEALED: gettext_noop("Sealed in the store"),
    MaterialState.IN_BAG: gettext_noop("On the way to headquarters"),
    MaterialState.AT_HQ: gettext_noop("At headquarters"),
    MaterialState.IN_LOT: gettext_noop("In a refining lot"),
    MaterialState.REFINED: gettext_noop("Refined"),
    MaterialState.UNDONE: gettext_noop("Given back to the customer"),
}

NEXT: dict[str, frozenset[str]] = {
    MaterialState.HELD: frozenset({MaterialState.MELTED, MaterialState.SEALED, MaterialState.UNDONE}),
    MaterialState.MELTED: frozenset({MaterialState.SEALED}),
    MaterialState.SEALED: frozenset({MaterialState.IN_BAG, MaterialState.UNDONE}),
    MaterialState.IN_BAG: frozenset({MaterialState.AT_HQ}),
    MaterialState.AT_HQ: frozenset({MaterialState.IN_LOT}),
    MaterialState.IN_LOT: frozenset({MaterialState.REFINED}),
    MaterialState.REFINED: frozenset(),
    MaterialState.UNDONE: frozenset(),
}


IN_STORE = frozenset({MaterialState.HELD, MaterialState.MELTED, MaterialState.SEALED})
OPEN = (MaterialState.HELD.value, MaterialState.MELTED.value)  # lies in the store and waits for the night's seal


def moved(state: str, to: MaterialState, *, code: str) -> MaterialState:
    """`to`, when a piece in `state` may go there. Raises: MaterialMoved."""
    if to not in NEXT[state]:
        raise MaterialMoved(code=code, state=STATE_WORDS[MaterialState(state)])
    return to


@dataclass(frozen=True, slots=True)
class Variance:
    """Booked fine less returned fine: in mg, basis points and money. Above zero is a loss."""

    mg: int
    bp: int
    cents: int


def variance_of(*, booked_mg: int, returned_mg: int, cents_per_gram: int) -> Variance:
    """What refining a lot lost, or gave beyond what was booked. Source: F18."""
    difference = booked_mg - returned_mg
    return Variance(
        mg=difference,
        bp=divide_half_away(difference * BASIS, booked_mg) if booked_mg else 0,
        cents=worth_of(difference, cents_per_gram),
    )


def refuse_melting(code: str, *, agreed: bool, hold_days: int, before_mg: int, after_mg: int, gross_mg: int) -> None:
    """Melting needs the customer's consent, the end of the hold, and two weights that make sense.

    Raises: NotMelted, Invalid. Source: R316.
    """
    if not agreed:
        raise NotMelted(code=code, reason=gettext_noop("The customer did not agree to melting; let her sign first."))
    if hold_days > 0:
        raise NotMelted(code=code, reason=gettext_noop("It is still on hold; wait for the day on its page."))
    if not 0 < before_mg <= gross_mg:
        raise Invalid(field="before", reason=gettext_noop("Weigh what goes into the crucible; at most what came in."))
    if not 0 < after_mg <= before_mg:
        raise Invalid(field="after", reason=gettext_noop("Weigh what came out; melting never adds weight."))
