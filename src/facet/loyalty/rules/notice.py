"""Which window of notice a lot is in. Pure. Source: decisions.md §4.4."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple


def window_of(days_left: int, windows: Sequence[int]) -> int | None:
    """The nearest window that has begun: 60 from sixty days before to thirty-one before, then 30, then 7."""
    return min((days for days in windows if 0 <= days_left <= days), default=None)


class TaskOf(NamedTuple):
    """Whose to-do it is to tell members of points that end on `day`: a clerk's, or a store's without one."""

    clerk_id: int | None
    store_id: int | None
    day: date
    days: int


def task_key(task: TaskOf) -> str:
    """The key of the to-do: one for each clerk or store, day and window."""
    who = f"staff-{task.clerk_id}" if task.clerk_id else f"store-{task.store_id}"
    return f"loyalty.points_expiring:{who}:{task.day.isoformat()}:{task.days}"
