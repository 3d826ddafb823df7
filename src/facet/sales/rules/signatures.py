"""Signatures drawn on a tablet: strokes of points in a box of 600 × 200, and the act they stand for. Pure.

As text a stroke is "x,y x,y …", strokes are parted by ";". Source: R316, R319; decisions.md D10.
"""

import re
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop

WIDTH, HEIGHT = 600, 200
LEAST_POINTS, MOST_POINTS = 8, 3_000  # fewer is a slip of the finger, more is no signature
_POINT = re.compile(r"(\d{1,3}),(\d{1,3})")


class SignedAct(StrEnum):
    """What a signature stands for."""

    BROUGHT = "brought"
    FETCHED = "fetched"
    RECEIVED = "received"
    MELTING = "melting"


ACT_WORDS = {
    SignedAct.BROUGHT: gettext_noop("Signed when the piece was brought"),
    SignedAct.FETCHED: gettext_noop("Signed when the piece was fetched"),
    SignedAct.RECEIVED: gettext_noop("Signed for the goods"),
    SignedAct.MELTING: gettext_noop("Signed for melting"),
}


def strokes_of(text: str) -> list[list[tuple[int, int]]]:
    """The strokes as points within the box. Raises: Invalid for too few, too many, or what is no point."""
    strokes: list[list[tuple[int, int]]] = []
    points = 0
    for stroke in text.strip().split(";"):
        drawn = []
        for point in stroke.split():
            found = _POINT.fullmatch(point)
            if found is None or int(found[1]) > WIDTH or int(found[2]) > HEIGHT:
                raise Invalid(field="strokes", reason=gettext_noop("This is no signature; sign in the box again."))
            drawn.append((int(found[1]), int(found[2])))
        points += len(drawn)
        strokes += [drawn] if drawn else []
    if points < LEAST_POINTS:
        raise Invalid(field="strokes", reason=gettext_noop("Let the customer sign in the box first."))
    if points > MOST_POINTS:
        raise Invalid(field="strokes", reason=gettext_noop("This is no signature; sign in the box again."))
    return strokes


def checked_strokes(text: str) -> str:
    """`text` as it is kept: one blank between points, one ";" between strokes. Raises: Invalid."""
    return ";".join(" ".join(f"{x},{y}" for x, y in stroke) for stroke in strokes_of(text))


def path_of(text: str) -> str:
    """The strokes as one SVG path; "" for a signature that was erased."""
    if not text:
        return ""
    return "".join("M" + "L".join(f"{x} {y}" for x, y in stroke) for stroke in strokes_of(text))
