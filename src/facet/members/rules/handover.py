"""Sharing members out, and who becomes public. Pure."""

import calendar
from collections.abc import Sequence
from datetime import date


def dealt(member_ids: Sequence[int], receivers: Sequence[int]) -> dict[int, list[int]]:
    """`member_ids` dealt in turn: receiver → members; nobody gets two more than another."""
    hands: dict[int, list[int]] = {receiver: [] for receiver in receivers}
    for place, member_id in enumerate(member_ids):
        hands[receivers[place % len(receivers)]].append(member_id)
    return hands


def months_before(day: date, months: int) -> date:
    """The same day `months` earlier, or the last day of a shorter month."""
    number = day.year * 12 + day.month - 1 - months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
