"""Sets: pieces under one set tag, sold together or one by one, at a price of their own when whole. Pure.

Source: R322; docs/algorithms/works.md. Units: cents.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from facet.inventory.errors import SetNotPossible
from facet.inventory.rules.states import PieceState
from facet.kernel.errors import gettext_noop
from facet.kernel.money import split_by_largest_remainder


class SetPolicy(StrEnum):
    """Whether one piece of a set may be sold alone."""

    TOGETHER = "together"
    SINGLY = "singly"


class SetState(StrEnum):
    """How a set stands, from where its pieces are."""

    WHOLE = "whole"
    PARTED = "parted"
    BROKEN = "broken"
    SOLD = "sold"
    ENDED = "ended"


POLICY_WORDS = {
    SetPolicy.TOGETHER: gettext_noop("only as a whole"),
    SetPolicy.SINGLY: gettext_noop("whole or singly"),
}
SET_WORDS = {
    SetState.WHOLE: gettext_noop("set is whole"),
    SetState.PARTED: gettext_noop("set lies apart"),
    SetState.BROKEN: gettext_noop("set is broken"),
    SetState.SOLD: gettext_noop("set is sold"),
    SetState.ENDED: gettext_noop("set was dissolved"),
}
LEAST_PIECES, MOST_PIECES = 2, 12
GONE = frozenset(
    {PieceState.SOLD, PieceState.LOST, PieceState.DISMANTLED, PieceState.MELTED, PieceState.WORKED,
     PieceState.RETURNED_TO_SUPPLIER}
)  # fmt: skip


def set_state(pieces: Sequence[tuple[str, int]], *, ended: bool) -> SetState:
    """The state of a set from its pieces' states and stores."""
    if ended:
        return SetState.ENDED
    states = [state for state, _ in pieces]
    if states and all(state == PieceState.SOLD for state in states):
        return SetState.SOLD
    here = {store for state, store in pieces if state == PieceState.IN_STOCK}
    if all(state == PieceState.IN_STOCK for state in states):
        return SetState.WHOLE if len(here) == 1 else SetState.PARTED
    return SetState.BROKEN if any(state in GONE for state in states) else SetState.PARTED


def set_shares(price_cents: int, singles: Sequence[int]) -> list[int]:
    """The price of a whole set on its pieces, in proportion to their single prices, by largest remainder.

    Without any single price they share alike. Raises: SetNotPossible.
    """
    if price_cents < len(singles):
        raise SetNotPossible(field="price_cents", reason=gettext_noop("write what the whole set costs"))
    return split_by_largest_remainder(price_cents, list(singles) if any(singles) else [1] * len(singles))


def broken_by(on_ticket: Iterable[int], members: Mapping[int, str]) -> tuple[str, ...]:
    """Tags of a set that a ticket with the pieces `on_ticket` lacks."""
    there = set(on_ticket)
    return tuple(tag for piece_id, tag in members.items() if piece_id not in there)
