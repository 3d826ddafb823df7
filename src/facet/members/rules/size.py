"""A member's sizes: ten fingers, the wrist, the neck. Pure. Units: 0.1 mm. Source: R014, F24."""

from collections.abc import Mapping
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop


class SizeKind(StrEnum):
    """What was measured; a finger by hand and name."""

    LEFT_THUMB = "left_thumb"
    LEFT_INDEX = "left_index"
    LEFT_MIDDLE = "left_middle"
    LEFT_RING = "left_ring"
    LEFT_LITTLE = "left_little"
    RIGHT_THUMB = "right_thumb"
    RIGHT_INDEX = "right_index"
    RIGHT_MIDDLE = "right_middle"
    RIGHT_RING = "right_ring"
    RIGHT_LITTLE = "right_little"
    BRACELET = "bracelet"
    NECKLACE = "necklace"


SIZE_KINDS = {
    SizeKind.LEFT_THUMB: gettext_noop("Left thumb"),
    SizeKind.LEFT_INDEX: gettext_noop("Left index finger"),
    SizeKind.LEFT_MIDDLE: gettext_noop("Left middle finger"),
    SizeKind.LEFT_RING: gettext_noop("Left ring finger"),
    SizeKind.LEFT_LITTLE: gettext_noop("Left little finger"),
    SizeKind.RIGHT_THUMB: gettext_noop("Right thumb"),
    SizeKind.RIGHT_INDEX: gettext_noop("Right index finger"),
    SizeKind.RIGHT_MIDDLE: gettext_noop("Right middle finger"),
    SizeKind.RIGHT_RING: gettext_noop("Right ring finger"),
    SizeKind.RIGHT_LITTLE: gettext_noop("Right little finger"),
    SizeKind.BRACELET: gettext_noop("Bracelet, inside"),
    SizeKind.NECKLACE: gettext_noop("Necklace, length"),
}
FINGERS = tuple(each for each in SizeKind if each not in {SizeKind.BRACELET, SizeKind.NECKLACE})
FINGER_BOUNDS = (300, 900)
BOUNDS = {SizeKind.BRACELET: (1_200, 3_000), SizeKind.NECKLACE: (2_500, 12_000)}
# Where the usual ring is not known, the first of these that was measured is it.
USUAL_FIRST = (SizeKind.LEFT_RING, SizeKind.RIGHT_RING, SizeKind.LEFT_MIDDLE, SizeKind.RIGHT_MIDDLE)


def bounds_of(kind: SizeKind) -> tuple[int, int]:
    """The least and the most that `kind` may measure, 0.1 mm."""
    return BOUNDS.get(kind, FINGER_BOUNDS)


def checked_sizes(sizes: Mapping[SizeKind, int | None]) -> dict[SizeKind, int | None]:
    """`sizes` within what a person measures; None takes one away. Raises: Invalid, naming the size."""
    for kind, tenths in sizes.items():
        low, high = bounds_of(kind)
        if tenths is not None and not low <= tenths <= high:
            raise Invalid(field=kind.value, reason=_OUT_OF_BOUNDS[kind not in BOUNDS, kind is SizeKind.BRACELET])
    return dict(sizes)


_OUT_OF_BOUNDS = {
    (True, False): gettext_noop("A finger is 30 to 90 mm around."),
    (False, True): gettext_noop("A bracelet is 120 to 300 mm around."),
    (False, False): gettext_noop("A necklace is 250 to 1200 mm long."),
}


def usual_ring(sizes: Mapping[SizeKind, int]) -> int | None:
    """The ring that a till shows where nothing else is said, 0.1 mm."""
    return next((sizes[kind] for kind in (*USUAL_FIRST, *FINGERS) if kind in sizes), None)
