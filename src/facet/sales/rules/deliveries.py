"""Sold goods that are not handed over at once: kept for later, fetched elsewhere, shipped. Pure.

Source: requirements R228–R231, R087; decisions.md §2.
"""

from datetime import date
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.sales.errors import DeliveryMoved


class DeliveryKind(StrEnum):
    """How the goods reach the customer."""

    LATER = "later"
    OTHER_STORE = "other_store"
    SHIPPED = "shipped"


class DeliveryState(StrEnum):
    """The stages of a delivery."""

    ORDERED = "ordered"
    PACKED = "packed"
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    RETURNED = "returned"


KIND_WORDS: dict[str, str] = {
    DeliveryKind.LATER: gettext_noop("Fetched later"),
    DeliveryKind.OTHER_STORE: gettext_noop("Fetched in another store"),
    DeliveryKind.SHIPPED: gettext_noop("Sent to the customer"),
}
STATE_WORDS: dict[str, str] = {
    DeliveryState.ORDERED: gettext_noop("To be packed"),
    DeliveryState.PACKED: gettext_noop("Packed"),
    DeliveryState.SHIPPED: gettext_noop("On its way"),
    DeliveryState.DELIVERED: gettext_noop("Delivered"),
    DeliveryState.RETURNED: gettext_noop("Came back"),
}
STEPS: dict[str, tuple[str, ...]] = {
    DeliveryState.ORDERED: (DeliveryState.PACKED,),
    DeliveryState.PACKED: (DeliveryState.SHIPPED, DeliveryState.DELIVERED),
    DeliveryState.SHIPPED: (DeliveryState.DELIVERED, DeliveryState.RETURNED),
    DeliveryState.DELIVERED: (),
    DeliveryState.RETURNED: (DeliveryState.PACKED,),  # it is sent once more
}
"""Stage → the stages that may follow it. What came back stays open: the goods are the customer's."""

OPEN_STATES = tuple(state for state, following in STEPS.items() if following)


def steps_of(kind: str, state: str) -> tuple[str, ...]:
    """The stages that may follow: what is fetched here never travels, what is sent is never fetched from the shelf."""
    skipped = {
        DeliveryKind.LATER: {DeliveryState.SHIPPED},
        DeliveryKind.OTHER_STORE: set(),
        DeliveryKind.SHIPPED: {DeliveryState.DELIVERED} if state == DeliveryState.PACKED else set(),
    }[DeliveryKind(kind)]
    return tuple(each for each in STEPS[state] if each not in skipped)


def next_state(kind: str, state: str, *, wanted: str, number: str) -> DeliveryState:
    """The stage a delivery may take from where it stands. Raises: Invalid, DeliveryMoved."""
    if wanted not in set(DeliveryState):
        raise Invalid(field="state", reason=gettext_noop("Choose one of the stages offered."))
    if wanted not in steps_of(kind, state):
        raise DeliveryMoved(number=number, state=STATE_WORDS[state])
    return DeliveryState(wanted)


def is_late(state: str, due_on: date, *, on: date) -> bool:
    """Whether goods are not with the customer by the day that was promised."""
    return state in OPEN_STATES and due_on < on
