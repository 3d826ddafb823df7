"""Where a promotion stands. Pure."""

from datetime import date
from enum import StrEnum

from facet.kernel.errors import gettext_noop


class State(StrEnum):
    """Where a promotion stands today; all but the first four are worked out from the day."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    STOPPED = "stopped"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    ENDED = "ended"


STORED = (State.DRAFT, State.REVIEW, State.PUBLISHED, State.STOPPED)

STATE_LABELS: dict[str, str] = {
    State.DRAFT: gettext_noop("Draft"),
    State.REVIEW: gettext_noop("In review"),
    State.PUBLISHED: gettext_noop("Published"),
    State.STOPPED: gettext_noop("Stopped"),
    State.SCHEDULED: gettext_noop("Scheduled"),
    State.RUNNING: gettext_noop("Running"),
    State.ENDED: gettext_noop("Ended"),
}


def state_on(stored: str, *, begins: date, until: date, on: date) -> State:
    """What a stored state means on a day."""
    if stored != State.PUBLISHED:
        return State(stored)
    if on < begins:
        return State.SCHEDULED
    return State.RUNNING if on < until else State.ENDED
