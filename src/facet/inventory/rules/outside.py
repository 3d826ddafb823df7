"""Goods at a laboratory or a factory: what a note may do next, what its receipt says. Pure.

Source: R322, F45; docs/algorithms/works.md. Units: mg.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from facet.inventory.errors import OutsideNotPossible
from facet.inventory.rules.states import MovementKind, PlaceKind
from facet.inventory.rules.transfer import differs
from facet.kernel.errors import gettext_noop


class OutsideKind(StrEnum):
    """Who has the goods."""

    LAB = "lab"
    FACTORY = "factory"


class Purpose(StrEnum):
    """What shall be done there."""

    GRADING = "grading"
    IDENTIFICATION = "identification"
    PURITY = "purity"
    RECHECK = "recheck"
    RESIZE = "resize"
    RESET = "reset"
    POLISH = "polish"
    REPAIR = "repair"
    REMAKE = "remake"


class NoteState(StrEnum):
    """How far a note is."""

    OUT = "out"
    PARTLY = "partly"
    BACK = "back"
    CANCELLED = "cancelled"


class OutsideLineState(StrEnum):
    """How far one piece is."""

    OUT = "out"
    BACK = "back"
    REMADE = "remade"
    LOST = "lost"
    CANCELLED = "cancelled"


OUTSIDE_WORDS = {
    OutsideKind.LAB: gettext_noop("Laboratory note"),
    OutsideKind.FACTORY: gettext_noop("Factory note"),
}
PURPOSE_WORDS = {
    Purpose.GRADING: gettext_noop("diamond grading"),
    Purpose.IDENTIFICATION: gettext_noop("identification of gems"),
    Purpose.PURITY: gettext_noop("assay of fineness"),
    Purpose.RECHECK: gettext_noop("second examination"),
    Purpose.RESIZE: gettext_noop("change of size"),
    Purpose.RESET: gettext_noop("stones set again"),
    Purpose.POLISH: gettext_noop("polishing and plating"),
    Purpose.REPAIR: gettext_noop("repair of our own goods"),
    Purpose.REMAKE: gettext_noop("remaking"),
}
PURPOSES = {
    OutsideKind.LAB: (Purpose.GRADING, Purpose.IDENTIFICATION, Purpose.PURITY, Purpose.RECHECK),
    OutsideKind.FACTORY: (Purpose.RESIZE, Purpose.RESET, Purpose.POLISH, Purpose.REPAIR, Purpose.REMAKE),
}
NOTE_WORDS = {
    NoteState.OUT: gettext_noop("goods are outside"),
    NoteState.PARTLY: gettext_noop("partly back"),
    NoteState.BACK: gettext_noop("all back"),
    NoteState.CANCELLED: gettext_noop("note cancelled"),
}
OUTSIDE_LINE_WORDS = {
    OutsideLineState.OUT: gettext_noop("outside"),
    OutsideLineState.BACK: gettext_noop("back as it was"),
    OutsideLineState.REMADE: gettext_noop("back, changed"),
    OutsideLineState.LOST: gettext_noop("never came back"),
    OutsideLineState.CANCELLED: gettext_noop("not sent after all"),
}
PREFIXES = {OutsideKind.LAB: "LN", OutsideKind.FACTORY: "FN"}
PLACES = {OutsideKind.LAB: PlaceKind.LAB, OutsideKind.FACTORY: PlaceKind.FACTORY}
SENDINGS = {OutsideKind.LAB: MovementKind.TO_LAB, OutsideKind.FACTORY: MovementKind.TO_FACTORY}
# Suppliers make and mend; a refiner melts and a mall has no bench.
PARTIES = {OutsideKind.LAB: ("laboratory",), OutsideKind.FACTORY: ("supplier",)}
_OPEN = frozenset({NoteState.OUT, NoteState.PARTLY})


def refuse_unless_open(state: str, *, number: str) -> None:
    """Refuse a note that is closed. Raises: OutsideNotPossible."""
    if NoteState(state) not in _OPEN:
        raise OutsideNotPossible(number=number, reason=NOTE_WORDS[NoteState(state)])


def is_open(state: str) -> bool:
    """Whether goods of the note are still outside."""
    return NoteState(state) in _OPEN


def note_state(lines: Sequence[str]) -> NoteState:
    """The state of a note from those of its lines."""
    states = {OutsideLineState(each) for each in lines}
    if OutsideLineState.OUT in states:
        return NoteState.OUT if states == {OutsideLineState.OUT} else NoteState.PARTLY
    return NoteState.CANCELLED if states == {OutsideLineState.CANCELLED} else NoteState.BACK


def days_late(state: str, *, expected_on: date, on: date) -> int:
    """By how many days an open note is late; 0 when it is not."""
    return max(0, (on - expected_on).days) if is_open(state) else 0


def weight_differs(out_mg: int, back_mg: int | None) -> bool:
    """Whether the scale at home disagrees with the weight that left, beyond 0.02 g. Source: F45."""
    return differs(out_mg, back_mg)
