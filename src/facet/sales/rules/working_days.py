"""Working days: weekends and public holidays left out, shifted working weekends counted in. Pure. Source: F43.

The house writes its calendar as one text: `20261001-20261007` for days off, `+20261010` for a weekend day that is
worked. Nothing is built in: the State Council announces each year's days in the autumn before, and what nobody entered
from that notice would be a guess. A day that is missing, or cannot be read, makes a due day come earlier, never later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facet.kernel.errors import gettext_noop
from facet.organisation.rules.policies import Setting

_SATURDAY = 5
_LONGEST = 31  # days off at a stretch; more is a slip of the pen

HOLIDAYS = Setting(
    key="sales.public_holidays",
    title=gettext_noop("Public holidays"),
    hint=gettext_noop(
        "Copy them each year from the State Council's notice: days off as 20261001-20261007, worked weekends as"
        " +20261010, spaces between. Empty: weekends only, so that large cash is reported sooner than the five working"
        " days, never later."
    ),
    kind="text",
    default="",
    group=gettext_noop("Payments"),
    order=1,
)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Days that differ from the week's rhythm."""

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()

    def is_working(self, day: date) -> bool:
        """Whether authorities and banks work on `day`."""
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.off)

    def after(self, day: date, days: int) -> date:
        """The working day that is `days` working days after `day`."""
        while days:
            day += timedelta(days=1)
            days -= self.is_working(day)
        return day


def work_calendar(text: str) -> WorkCalendar:
    """The calendar that a text tells."""
    words = text.split()
    return WorkCalendar(
        off=frozenset(day for word in words if not word.startswith("+") for day in _days(word)),
        worked=frozenset(day for word in words if word.startswith("+") for day in _days(word[1:])),
    )


def _days(word: str) -> Iterator[date]:
    first, _, last = word.partition("-")
    try:
        begins, ends = _day(first), _day(last or first)
    except ValueError:
        return
    for number in range(min((ends - begins).days + 1, _LONGEST)):
        yield begins + timedelta(days=number)


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007 -- a calendar day has no zone
