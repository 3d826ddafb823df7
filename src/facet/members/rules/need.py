"""What a member asked for, and what she wishes. Pure. Source: R024."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop

DEAREST = 10**10  # cents


class NeedState(StrEnum):
    """Whether a need still waits."""

    OPEN = "open"
    SERVED = "served"
    DROPPED = "dropped"


class WishState(StrEnum):
    """Whether a wish is still on the list."""

    OPEN = "open"
    GRANTED = "granted"
    REMOVED = "removed"


NEED_STATES = {
    NeedState.OPEN: gettext_noop("Open"),
    NeedState.SERVED: gettext_noop("Served"),
    NeedState.DROPPED: gettext_noop("Dropped"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedIn:
    """A need as it was expressed. Codes name category and dictionary words, "" leaves them open. Units: cents."""

    text: str = ""
    category: str = ""
    material: str = ""
    taste: str = ""
    budget_from_cents: int | None = None
    budget_to_cents: int | None = None
    occasion_on: date | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.category or self.material or self.taste or self.budget_to_cents)


@dataclass(frozen=True, slots=True, kw_only=True)
class WishIn:
    """A piece or a style that a member would like to have. `tag` is "" for a style as such."""

    style_id: int | None
    tag: str
    name: str
    is_secret: bool = False
    note: str = ""


def check_need(need: NeedIn, *, today: date) -> None:
    """Refuse a need that says nothing or contradicts itself. Raises: Invalid, naming the field."""
    if need.is_empty:
        raise Invalid(field="text", reason=gettext_noop("Write what is wanted, or choose a kind of goods."))
    low, high = need.budget_from_cents, need.budget_to_cents
    if any(each is not None and not 0 <= each <= DEAREST for each in (low, high)):
        raise Invalid(field="budget_to", reason=gettext_noop("Write the budget in yuan."))
    if low is not None and high is not None and low > high:
        raise Invalid(field="budget_to", reason=gettext_noop("The budget ends below its beginning."))
    if need.occasion_on and need.occasion_on < today:
        raise Invalid(field="occasion_on", reason=gettext_noop("The occasion lies ahead."))
