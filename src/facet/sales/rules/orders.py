"""Orders of customers: what they are, which stages they pass, when one is late. Pure.

Source: decisions.md §2, domain.md F, ux.md §2.11.
"""

from datetime import date
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.sales.errors import OrderMoved


class OrderKind(StrEnum):
    """Whether the design exists."""

    SPECIAL = "special"  # a known style in another size, weight or store
    CUSTOM = "custom"  # made to the customer's wish


class OrderState(StrEnum):
    """The stages of an order."""

    TAKEN = "taken"
    CONFIRMED = "confirmed"
    MAKING = "making"
    ARRIVED = "arrived"
    TOLD = "told"
    HANDED_OVER = "handed_over"
    CANCELLED = "cancelled"


class MetalSource(StrEnum):
    """Whose metal it is made of."""

    HOUSE = "house"
    CUSTOMER = "customer"
    BOTH = "both"


class Approver(StrEnum):
    """Who said yes to a drawing."""

    MEMBER = "member"
    FAMILY = "family"
    OTHER = "other"


KIND_WORDS: dict[str, str] = {
    OrderKind.SPECIAL: gettext_noop("Special order"),
    OrderKind.CUSTOM: gettext_noop("Custom order"),
}
STATE_WORDS: dict[str, str] = {
    OrderState.TAKEN: gettext_noop("Order taken"),
    OrderState.CONFIRMED: gettext_noop("Confirmed by the customer"),
    OrderState.MAKING: gettext_noop("Ordered or being made"),
    OrderState.ARRIVED: gettext_noop("Arrived in the store"),
    OrderState.TOLD: gettext_noop("Customer told"),
    OrderState.HANDED_OVER: gettext_noop("Handed over"),
    OrderState.CANCELLED: gettext_noop("Cancelled"),
}
SOURCE_WORDS: dict[str, str] = {
    MetalSource.HOUSE: gettext_noop("Our metal"),
    MetalSource.CUSTOMER: gettext_noop("The customer's metal"),
    MetalSource.BOTH: gettext_noop("Both"),
}
APPROVER_WORDS: dict[str, str] = {
    Approver.MEMBER: gettext_noop("The member herself"),
    Approver.FAMILY: gettext_noop("Somebody of her family"),
    Approver.OTHER: gettext_noop("Somebody she named"),
}

STEPS: dict[str, tuple[str, ...]] = {
    OrderState.TAKEN: (OrderState.CONFIRMED, OrderState.CANCELLED),
    OrderState.CONFIRMED: (OrderState.MAKING, OrderState.CANCELLED),
    OrderState.MAKING: (OrderState.ARRIVED, OrderState.CANCELLED),
    OrderState.ARRIVED: (OrderState.TOLD, OrderState.HANDED_OVER, OrderState.CANCELLED),
    OrderState.TOLD: (OrderState.HANDED_OVER, OrderState.CANCELLED),
    OrderState.HANDED_OVER: (),
    OrderState.CANCELLED: (),
}
"""Stage → the stages that may follow it."""

OPEN_STATES = tuple(state for state, following in STEPS.items() if following)


def next_state(state: str, wanted: str, *, number: str) -> OrderState:
    """The stage an order may take from where it stands. Raises: Invalid, OrderMoved."""
    if wanted not in set(OrderState):
        raise Invalid(field="state", reason=gettext_noop("Choose one of the stages offered."))
    if wanted not in STEPS[state]:
        raise OrderMoved(number=number, state=STATE_WORDS[state])
    return OrderState(wanted)


def is_late(state: str, promised_on: date, *, on: date) -> bool:
    """Whether an order is not in the store by the day that was promised."""
    return state in OPEN_STATES[:3] and promised_on < on


def check_estimate(low_cents: int, high_cents: int) -> None:
    """An estimate is a range, from above zero upwards. Raises: Invalid."""
    if not 0 < low_cents <= high_cents:
        raise Invalid(field="estimate", reason=gettext_noop("Write the estimate from low to high, above zero."))
