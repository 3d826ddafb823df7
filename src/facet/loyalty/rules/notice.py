"""Which window of notice a lot is in. Pure. Source: decisions.md §4.4."""

from collections.abc import Sequence
from datetime import date


def window_of(days_left: int, windows: Sequence[int]) -> int | None:
    """The nearest window that has begun: 60 from sixty days before to thirty-one before, then 30, then 7."""
    return min((days for days in windows if 0 <= days_left <= days), default=None)


def task_key(member_id: int, *, day: date, days: int) -> str:
    """The key of the to-do about points that end on `day`, in the window of `days`."""
    return f"loyalty.points_expiring:{member_id}:{day.isoformat()}:{days}"
