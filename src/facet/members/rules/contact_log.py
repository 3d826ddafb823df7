"""What a contact with a member may be, and until when its author may correct it. Pure. Source: R015–R019, R337."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop

CORRECTABLE = timedelta(days=1)
LONGEST_TEXT = 2000
FURTHEST_FOLLOW_UP = timedelta(days=366)


class ContactChannel(StrEnum):
    """How the two spoke."""

    CALL = "call"
    VISIT = "visit"
    SMS = "sms"
    EMAIL = "email"
    WECHAT = "wechat"
    OTHER = "other"


class Direction(StrEnum):
    """Who began."""

    OUT = "out"
    IN = "in"


class Outcome(StrEnum):
    """What came of it."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    INTERESTED = "interested"
    WILL_COME = "will_come"
    BOUGHT = "bought"
    NOT_NOW = "not_now"
    COMPLAINT = "complaint"


CONTACT_CHANNELS = {
    ContactChannel.CALL: gettext_noop("Telephone call"),
    ContactChannel.VISIT: gettext_noop("Visit to the store"),
    ContactChannel.SMS: gettext_noop("Text message"),
    ContactChannel.EMAIL: gettext_noop("E-mail"),
    ContactChannel.WECHAT: gettext_noop("WeChat"),
    ContactChannel.OTHER: gettext_noop("Another way"),
}
DIRECTIONS = {
    Direction.OUT: gettext_noop("We began"),
    Direction.IN: gettext_noop("The member began"),
}
OUTCOMES = {
    Outcome.REACHED: gettext_noop("Reached"),
    Outcome.NOT_REACHED: gettext_noop("Not reached"),
    Outcome.INTERESTED: gettext_noop("Interested"),
    Outcome.WILL_COME: gettext_noop("Will come to the store"),
    Outcome.BOUGHT: gettext_noop("Bought"),
    Outcome.NOT_NOW: gettext_noop("Not now"),
    Outcome.COMPLAINT: gettext_noop("Complained"),
}
# How the timeline tells it: an English msgid, {topic} and {outcome} are filled.
TOLD = {
    ContactChannel.CALL: gettext_noop("Telephone call: {topic}"),
    ContactChannel.VISIT: gettext_noop("Visit to the store: {topic}"),
    ContactChannel.SMS: gettext_noop("Text message: {topic}"),
    ContactChannel.EMAIL: gettext_noop("E-mail: {topic}"),
    ContactChannel.WECHAT: gettext_noop("WeChat: {topic}"),
    ContactChannel.OTHER: gettext_noop("Contact: {topic}"),
}
TOLD_TO_FAMILY = gettext_noop("Contact for a family member: {topic}")
CHANNEL_ICONS = {
    ContactChannel.CALL: {"icon": "phone"},
    ContactChannel.VISIT: {"icon": "building-store"},
    ContactChannel.SMS: {"icon": "message"},
    ContactChannel.EMAIL: {"icon": "mail"},
    ContactChannel.WECHAT: {"icon": "brand-wechat"},
    ContactChannel.OTHER: {"icon": "message-circle"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactIn:
    """A contact to be written down.

    `relation_id` names the family member it was with, None the member herself. `topic` is a code of the
    dictionary "topic". `happened_at` None is now. `follow_up_on` opens a to-do for that day.
    """

    channel: ContactChannel
    direction: Direction = Direction.OUT
    topic: str
    outcome: Outcome = Outcome.REACHED
    text: str = ""
    relation_id: int | None = None
    happened_at: datetime | None = None
    follow_up_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionIn:
    """What an entry ought to have said."""

    topic: str
    outcome: Outcome
    text: str = ""


def check_contact(request: ContactIn, *, at: datetime, today: date) -> None:
    """Refuse what cannot have happened, or cannot be promised. Raises: Invalid, naming the field."""
    if len(request.text) > LONGEST_TEXT:
        raise Invalid(field="text", reason=gettext_noop("This is too long."))
    if request.happened_at and not at - timedelta(days=90) <= request.happened_at <= at:
        raise Invalid(field="happened_at", reason=gettext_noop("A contact lies in the last 90 days, not ahead."))
    follow = request.follow_up_on
    if follow and not today <= follow <= today + FURTHEST_FOLLOW_UP:
        raise Invalid(field="follow_up_on", reason=gettext_noop("Choose a day from today on, within a year."))


def may_correct(*, author_id: int | None, staff_id: int | None, recorded_at: datetime, at: datetime) -> bool:
    """Whether this person may still change it: the author, within a day of writing it down."""
    return author_id is not None and author_id == staff_id and at < recorded_at + CORRECTABLE
