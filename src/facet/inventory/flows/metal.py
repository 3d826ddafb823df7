"""The ledger of metal kept up: days derived from the goods month by month, then closed one by one."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings

from facet.inventory import services
from facet.inventory.selectors.metal_flows import closed_through, first_day_of_goods, first_open_day
from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor

CATCH_UP = 31  # days that are closed one by one after the house was off; what lies before is the first opening


def derive_open_days(*, actor: Actor, at: datetime) -> int:
    """Post what the goods carried since the last closed day of any store; a month at a time. Gives how many sides."""
    today = local_date(at, settings.TIME_ZONE)
    first = first_open_day()
    return 0 if first is None else sum(
        services.derive_metal(actor=actor, first=begins, last=ends, at=at) for begins, ends in months(first, today)
    )  # fmt: skip


def close_open_days(*, actor: Actor, at: datetime, days: int = CATCH_UP) -> int:
    """Derive, then close every day before today that is still open; gives how many lines differ."""
    derive_open_days(actor=actor, at=at)
    today = local_date(at, settings.TIME_ZONE)
    earliest, closed = first_day_of_goods(), closed_through()
    if earliest is None:
        return 0
    begin = max(earliest, today - timedelta(days=days), *([max(closed.values()) + timedelta(days=1)] if closed else []))
    return sum(
        services.close_metal_day(actor=actor, on=begin + timedelta(days=number), at=at)
        for number in range((today - begin).days)
    )


def months(first: date, last: date) -> Iterator[tuple[date, date]]:
    """[first, last] cut at the ends of months."""
    while first <= last:
        end = first.replace(day=monthrange(first.year, first.month)[1])
        yield first, min(end, last)
        first = end + timedelta(days=1)
