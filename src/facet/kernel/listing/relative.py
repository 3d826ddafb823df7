"""Days that move with the calendar: "the last 30 days" of a saved view means another month in spring. Pure."""

from collections.abc import Callable
from datetime import date, timedelta

from facet.kernel.errors import gettext_noop
from facet.kernel.listing.definition import Dates


def _month(day: date, ahead: int = 0) -> date:
    """The first day of the month `ahead` months after the one of `day`."""
    months = day.year * 12 + day.month - 1 + ahead
    return date(months // 12, months % 12 + 1, 1)


def _days(first: int, last: int) -> Callable[[date], Dates]:
    return lambda today: Dates(today + timedelta(days=first), today + timedelta(days=last))


def _months(first: int, after: int) -> Callable[[date], Dates]:
    return lambda today: Dates(_month(today, first), _month(today, after) - timedelta(days=1))


_WEEK = 7

# word → (English label, the days it means on a day). Both ends are included.
SPANS: dict[str, tuple[str, Callable[[date], Dates]]] = {
    "today": (gettext_noop("Today"), _days(0, 0)),
    "yesterday": (gettext_noop("Yesterday"), _days(-1, -1)),
    "last_7": (gettext_noop("The last 7 days"), _days(-6, 0)),
    "last_30": (gettext_noop("The last 30 days"), _days(-29, 0)),
    "last_90": (gettext_noop("The last 90 days"), _days(-89, 0)),
    "last_365": (gettext_noop("The last 365 days"), _days(-364, 0)),
    "this_week": (
        gettext_noop("This week"),
        lambda today: Dates(
            today - timedelta(days=today.weekday()), today + timedelta(days=_WEEK - 1 - today.weekday())
        ),
    ),
    "this_month": (gettext_noop("This month"), _months(0, 1)),
    "last_month": (gettext_noop("Last month"), _months(-1, 0)),
    "this_year": (gettext_noop("This year"), lambda today: Dates(date(today.year, 1, 1), date(today.year, 12, 31))),
    "next_7": (gettext_noop("The next 7 days"), _days(0, 6)),
    "next_30": (gettext_noop("The next 30 days"), _days(0, 29)),
    "before_30": (
        gettext_noop("More than 30 days ago"),
        lambda today: Dates(None, today - timedelta(days=31)),
    ),
    "before_90": (
        gettext_noop("More than 90 days ago"),
        lambda today: Dates(None, today - timedelta(days=91)),
    ),
    "before_365": (
        gettext_noop("More than a year ago"),
        lambda today: Dates(None, today - timedelta(days=366)),
    ),
}


def span(word: str, today: date) -> Dates | None:
    """The days that `word` means on `today`, None for a word that is none of ours."""
    known = SPANS.get(word)
    return known[1](today) if known else None
