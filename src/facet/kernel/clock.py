"""Moments, local calendars and business dates. Only interfaces ask for `now`.

An instant is UTC. A store has a time zone. Its *business date* runs from the cut-off hour to
the cut-off hour and serves receipt numbers, shifts, day close, targets and reports; promotions,
point windows, birthdays and expiry use the *local date*. Source: decisions.md §3.7, P30.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CUT_OFF = timedelta(hours=3)


def now() -> datetime:
    """This moment, UTC. For web, api, tasks and commands only (tests/architecture)."""
    return datetime.now(tz=UTC)


def local_date(at: datetime, zone: str) -> date:
    """The calendar day at `at` in `zone`."""
    return at.astimezone(ZoneInfo(zone)).date()


def business_date(at: datetime, zone: str, cut_off: timedelta = CUT_OFF) -> date:
    """The trading day at `at`: a sale at 01:30 belongs to the evening before."""
    return (at.astimezone(ZoneInfo(zone)) - cut_off).date()


def start_of_day(day: date, zone: str) -> datetime:
    """The first moment of `day` in `zone`, as UTC: the closed end of a half-open range."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def end_of_day(day: date, zone: str) -> datetime:
    """The first moment after `day` in `zone`, as UTC: "through the 25th, 24:00"."""
    return start_of_day(day + timedelta(days=1), zone)
