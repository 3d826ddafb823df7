"""Cards: how long one is good, what may be done with it in which state, how it looks. Pure."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from facet.kernel.errors import gettext_noop
from facet.members.rules.words import CardState

FIRST_TYPE = {"name": "会员卡", "name_en": "Member card"}


def last_day(issued_on: date, valid_months: int | None) -> date | None:
    """The last day of a card issued on `issued_on`; None: it is good for life.

    A card of twelve months issued on 1 March ends on the last day of February.
    """
    if valid_months is None:
        return None
    months = issued_on.month - 1 + valid_months
    year, month = issued_on.year + months // 12, months % 12 + 1
    day = min(issued_on.day, calendar.monthrange(year, month)[1])
    return date(year, month, day) - timedelta(days=1)


class CardAct(StrEnum):
    """What can be done with a card."""

    ISSUED = "issued"
    REPLACED = "replaced"
    LOST = "lost"
    FROZEN = "frozen"
    UNFROZEN = "unfrozen"
    EXPIRED = "expired"
    RENEWED = "renewed"


CARD_ACTS = {
    CardAct.ISSUED: gettext_noop("Issued"),
    CardAct.REPLACED: gettext_noop("Replaced"),
    CardAct.LOST: gettext_noop("Reported lost"),
    CardAct.FROZEN: gettext_noop("Frozen"),
    CardAct.UNFROZEN: gettext_noop("In use again"),
    CardAct.EXPIRED: gettext_noop("Expired"),
    CardAct.RENEWED: gettext_noop("Renewed"),
}
# act → the states it may start from, and the state after it
STEPS = {
    CardAct.REPLACED: ({CardState.ACTIVE, CardState.LOST, CardState.FROZEN, CardState.EXPIRED}, CardState.REPLACED),
    CardAct.LOST: ({CardState.ACTIVE, CardState.FROZEN}, CardState.LOST),
    CardAct.FROZEN: ({CardState.ACTIVE}, CardState.FROZEN),
    CardAct.UNFROZEN: ({CardState.FROZEN, CardState.LOST}, CardState.ACTIVE),
    CardAct.EXPIRED: ({CardState.ACTIVE}, CardState.EXPIRED),
    CardAct.RENEWED: ({CardState.ACTIVE, CardState.EXPIRED}, CardState.ACTIVE),
}
COLOURS = {
    "gold": gettext_noop("Gold"),
    "silver": gettext_noop("Silver"),
    "black": gettext_noop("Black"),
    "red": gettext_noop("Red"),
    "green": gettext_noop("Green"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Benefits:
    """What the card in use brings at the till; `fixed_bp` and `gram_cents` are its price level's.

    `categories`: codes it all counts in, empty: everywhere. Units: basis points, cents a gram.
    """

    card_type: str = ""
    price_level: int = 0
    fixed_bp: int = 0
    gram_cents: int = 0
    labour_discount_bp: int = 0
    categories: tuple[str, ...] = ()

    @property
    def lowers_prices(self) -> bool:
        """Whether a ticket costs less with it at all."""
        return bool(self.fixed_bp or self.gram_cents or self.labour_discount_bp)


def may(act: CardAct, state: CardState) -> bool:
    """Whether `act` can be done with a card in `state`."""
    return state in STEPS[act][0]


def renewed_until(expires_on: date | None, *, today: date, valid_months: int | None) -> date | None:
    """The new last day: counted from the day after the old one while it is still good, else from today."""
    start = expires_on + timedelta(days=1) if expires_on and expires_on >= today else today
    return last_day(start, valid_months)
