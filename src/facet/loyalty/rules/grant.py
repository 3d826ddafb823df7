"""A benefit for many members by a condition on what they bought. Pure. Source: R075, R076, R350."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from facet.kernel.errors import Invalid, gettext_noop

MOST_MEMBERS = 5_000  # an undo takes all of them back in one transaction
PAGE = 200
LARGEST = 1_000_000
REASON_LENGTH = 120
LIMIT = "points_adjust"
APPROVAL_KIND = "loyalty.grant_points"


class GrantState(StrEnum):
    """Where a grant stands."""

    ASKED = "asked"
    RUNNING = "running"
    DONE = "done"
    UNDONE = "undone"


GRANT_LABELS = {
    GrantState.ASKED: gettext_noop("Waits for a second person"),
    GrantState.RUNNING: gettext_noop("Running"),
    GrantState.DONE: gettext_noop("Done"),
    GrantState.UNDONE: gettext_noop("Undone"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Whom a grant is for; what is left empty does not matter. All that is set must hold. Units: fen."""

    member_ids: tuple[int, ...] = ()
    grades: tuple[str, ...] = ()
    group: str = ""
    tag: str = ""
    spend_from: int | None = None
    spend_to: int | None = None
    visits_from: int | None = None
    last_visit_from: date | None = None
    last_visit_to: date | None = None

    @property
    def are_empty(self) -> bool:
        return self == Conditions()

    def as_facts(self) -> dict[str, Any]:
        """What is set, as JSON."""
        return {
            name: value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if value not in ((), "", None)
        }


def check(*, points: int, coupon: str, reason: str, conditions: Conditions) -> None:
    """Refuse what gives nothing or two things, names no condition, or says no reason. Raises: Invalid."""
    if bool(points) == bool(coupon):
        raise Invalid(field="points", reason=gettext_noop("give either points or a coupon"))
    if points and not 0 < points <= LARGEST:
        raise Invalid(field="points", reason=gettext_noop("must be a number of points for each member"))
    if not 0 < len(reason.strip()) <= REASON_LENGTH:
        raise Invalid(field="reason", reason=gettext_noop("say why in a few words; they stay in the points book"))
    if conditions.are_empty:
        raise Invalid(field="conditions", reason=gettext_noop("name at least one condition; nobody gives to everybody"))


def digest_of(*, members: Sequence[int], points: int, coupon: str, reason: str) -> str:
    """The sha256 of one grant: other members, another benefit or reason needs another yes."""
    text = json.dumps([sorted(members), points, coupon, reason], ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def conditions_of(facts: Mapping[str, Any]) -> Conditions:
    """`Conditions.as_facts` read back."""
    days: dict[str, Any] = {
        name: date.fromisoformat(facts[name]) for name in ("last_visit_from", "last_visit_to") if facts.get(name)
    }
    many: dict[str, Any] = {name: tuple(facts[name]) for name in ("member_ids", "grades") if facts.get(name)}
    rest = {name: value for name, value in facts.items() if name not in days and name not in many}
    return Conditions(**rest, **days, **many)
