"""What a line of the timeline is made of. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from facet.members.rules.words import Happened

ICONS = {
    Happened.SALE: "receipt",
    Happened.RETURN: "receipt-refund",
    Happened.POINTS: "coins",
    Happened.GRADE: "crown",
    Happened.CONTACT: "message-circle",
    Happened.SERVICE: "tool",
    Happened.FILE: "user-edit",
    Happened.OPENING: "history",
}
# The timeline's filters: name, then what it lets through (empty: everything).
FILTERS: dict[str, tuple[Happened, ...]] = {
    "all": (),
    "purchases": (Happened.SALE, Happened.RETURN, Happened.OPENING),
    "points": (Happened.POINTS, Happened.GRADE),
    "contacts": (Happened.CONTACT, Happened.FILE),
    "service": (Happened.SERVICE,),
}
GOLDEN = (Happened.SALE, Happened.POINTS, Happened.GRADE)  # a gold ring: money or points


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
