"""Morning and evening hand-over of trays (早晚盘): does what lies there agree with the books? Pure.

Source: F44's tolerance; docs/algorithms/tray.md. Units: mg.
"""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class HandoverKind(StrEnum):
    """When a tray changes hands."""

    MORNING = "morning"
    EVENING = "evening"


HANDOVER_WORDS = {
    HandoverKind.MORNING: gettext_noop("Morning"),
    HandoverKind.EVENING: gettext_noop("Evening"),
}


class Verdict(StrEnum):
    """What the count says."""

    AGREES = "agrees"
    PIECES = "pieces"
    GRAMS = "grams"


VERDICT_WORDS = {
    Verdict.AGREES: gettext_noop("agrees"),
    Verdict.PIECES: gettext_noop("pieces differ"),
    Verdict.GRAMS: gettext_noop("grams differ"),
}


def verdict(*, book_pieces: int, book_mg: int, counted: int, scale_mg: int | None) -> Verdict:
    """Whether a count agrees: pieces first, then grams within 0.01 g a piece. Unweighed grams agree."""
    if counted != book_pieces:
        return Verdict.PIECES
    if scale_mg is not None and abs(scale_mg - book_mg) > 10 * max(1, book_pieces):
        return Verdict.GRAMS
    return Verdict.AGREES
