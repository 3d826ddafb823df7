"""How long a card is good. Pure."""

import calendar
from datetime import date, timedelta

FIRST_TYPE = {"name": "会员卡", "name_en": "Member card"}


def last_day(issued_on: date, valid_months: int | None) -> date | None:
    """The last day of a card issued on `issued_on`; None: it is good for life.

    A card of twelve months issued on 1 March ends on the last day of February.
    """
    if valid_months is None:
        return None
    months = issued_on.month - 1 + valid_months
    year, month = issued_on.year + months // 12, months % 12 + 1
    day = min(issued_on.day, calendar.monthrange(year, month)[1])
    return date(year, month, day) - timedelta(days=1)
