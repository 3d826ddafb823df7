"""Days that a member keeps, by the sun or the moon, and when each comes next. Pure. Source: F25, F26."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.members.rules.lunar import LeapMonth, next_lunar, next_solar

LONGEST_LEAD = 60


class OccasionKind(StrEnum):
    """What is kept on the day."""

    WEDDING = "wedding"
    ENGAGEMENT = "engagement"
    CHILD = "child"
    PARENT = "parent"
    COMPANY = "company"
    OTHER = "other"


OCCASION_KINDS = {
    OccasionKind.WEDDING: gettext_noop("Wedding anniversary"),
    OccasionKind.ENGAGEMENT: gettext_noop("Engagement"),
    OccasionKind.CHILD: gettext_noop("Child’s birthday"),
    OccasionKind.PARENT: gettext_noop("Parent’s birthday"),
    OccasionKind.COMPANY: gettext_noop("Company anniversary"),
    OccasionKind.OTHER: gettext_noop("Another day"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OccasionIn:
    """A day to be kept: month and day of the sun's or the moon's calendar, the first year where it is known.

    `is_shared` shows it on the pages of the relatives; `hidden_from` names one member (by number)
    who must not see it even so.
    """

    kind: OccasionKind
    month: int
    day: int
    label: str = ""
    year: int | None = None
    is_lunar: bool = False
    lead_days: int = 14
    is_shared: bool = True
    hidden_from: str = ""


def checked_occasion(request: OccasionIn, *, today: date) -> OccasionIn:
    """`request` if there is such a day. Raises: Invalid, naming the field."""
    if not 1 <= request.month <= 12:
        raise Invalid(field="month", reason=gettext_noop("A month is 1 to 12."))
    longest = 30 if request.is_lunar else (29 if request.month == 2 else 30 if request.month in {4, 6, 9, 11} else 31)
    if not 1 <= request.day <= longest:
        raise Invalid(field="day", reason=gettext_noop("There is no such day in this month."))
    if request.year is not None and not 1900 <= request.year <= today.year:
        raise Invalid(field="year", reason=gettext_noop("A year lies between 1900 and this one."))
    if not 0 <= request.lead_days <= LONGEST_LEAD:
        raise Invalid(field="lead_days", reason=gettext_noop("Between 0 and 60 days ahead."))
    if len(request.label) > 40:
        raise Invalid(field="label", reason=gettext_noop("This is too long."))
    if request.kind is OccasionKind.OTHER and not request.label.strip():
        raise Invalid(field="label", reason=gettext_noop("Write which day it is."))
    return request


def next_occasion(month: int, day: int, *, is_lunar: bool, on: date, leap: LeapMonth = LeapMonth.FIRST) -> date:
    """The next day from `on` on (today counts) on which it is kept."""
    return next_lunar(month, day, on=on, leap=leap) if is_lunar else next_solar(month, day, on=on)
