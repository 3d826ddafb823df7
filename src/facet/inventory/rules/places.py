"""How full a place is, and what a place may be said to hold. Pure. Units: pieces, mg.

Source: decisions.md D7 and issue 5 (capacity and responsible person of a place); docs/algorithms/tray.md.
"""

from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop

NEARLY = 9  # tenths of what fits: from here on the screen says so
MOST_PIECES = 9_999
MOST_TARE_MG = 20_000_000  # a tray of 20 kg is a typing mistake


class Fullness(StrEnum):
    """What a place with a capacity says of its room; "" where nobody said how much fits."""

    UNKNOWN = ""
    ROOM = "room"
    NEARLY = "nearly"
    FULL = "full"
    OVER = "over"


FULLNESS_WORDS = {
    Fullness.UNKNOWN: "",
    Fullness.ROOM: gettext_noop("has room"),
    Fullness.NEARLY: gettext_noop("nearly full"),
    Fullness.FULL: gettext_noop("full"),
    Fullness.OVER: gettext_noop("holds more than fits"),
}


def fullness(pieces: int, capacity: int | None) -> Fullness:
    """How full a place is with `pieces` in it and in the places inside it."""
    if capacity is None:
        return Fullness.UNKNOWN
    if pieces > capacity:
        return Fullness.OVER
    if pieces == capacity:
        return Fullness.FULL
    return Fullness.NEARLY if pieces * 10 >= capacity * NEARLY else Fullness.ROOM


def checked_room(*, capacity: int | None, tare_mg: int | None) -> None:
    """Refuse a capacity or an empty weight that no place can have. Raises: Invalid."""
    if capacity is not None and not 1 <= capacity <= MOST_PIECES:
        raise Invalid(field="capacity", reason=gettext_noop("from 1 to 9,999 pieces fit into a place"))
    if tare_mg is not None and not 1 <= tare_mg <= MOST_TARE_MG:
        raise Invalid(field="tare_mg", reason=gettext_noop("an empty tray weighs from 0.001 g to 20 kg"))
