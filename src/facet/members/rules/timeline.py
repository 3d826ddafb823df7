"""What a line of the timeline is made of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from facet.members.rules.words import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a kind of line is drawn: its icon, and a gold ring for money or points."""

    icon: str
    is_golden: bool = False


LOOKS = {
    Happened.SALE: Look(icon="receipt", is_golden=True),
    Happened.RETURN: Look(icon="receipt-refund"),
    Happened.POINTS: Look(icon="coins", is_golden=True),
    Happened.GRADE: Look(icon="crown", is_golden=True),
    Happened.CONTACT: Look(icon="message-circle"),
    Happened.SERVICE: Look(icon="tool"),
    Happened.FILE: Look(icon="user-plus"),
    Happened.OPENING: Look(icon="history"),
}
# The timeline's filters: name, then what it lets through (empty: everything).
FILTERS: dict[str, tuple[Happened, ...]] = {
    "all": (),
    "purchases": (Happened.SALE, Happened.RETURN, Happened.OPENING),
    "points": (Happened.POINTS, Happened.GRADE),
    "contacts": (Happened.CONTACT, Happened.FILE),
    "service": (Happened.SERVICE,),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """One line to be written. `title` is an English msgid, its {places} filled by `facts`.

    Units: cents, whole points, pieces, mg; signed, a return is negative. `visits` counts the visit
    (1 for a sale). Facts and url carry no personal data. `icon` is a Tabler outline name.
    """

    kind: Happened
    at: datetime
    on: date
    title: str
    facts: Mapping[str, str | int] = field(default_factory=dict)
    store_id: int | None = None
    amount_cents: int = 0
    points: int = 0
    pieces: int = 0
    weight_mg: int = 0
    visits: int = 0
    url: str = ""
    icon: str = ""
