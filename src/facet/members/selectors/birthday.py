"""Who keeps her birthday on a day; for jobs of the house, whoever asks."""

from datetime import date

from facet.members.models import Member
from facet.members.rules.lunar import LeapMonth, is_kept_month, lunar_year
from facet.members.rules.words import State
from facet.members.selectors.lists import born_on


def members_born_on(day: date, *, leap: LeapMonth = LeapMonth.BOTH) -> list[tuple[int, int]]:
    """The active members who keep their birthday on `day`, and which year's it is, each by her own calendar, by id.

    A solar year may hold two lunar birthdays or none; a lunar year holds one, in a leap month twice or as `leap` says.
    Queries: 1.
    """
    rows = Member.objects.filter(born_on([day]), state=State.ACTIVE).order_by("pk")
    if not is_kept_month(day, leap):
        rows = rows.filter(is_lunar_birthday=False)
    years = {False: day.year, True: lunar_year(day)}
    return [(pk, years[is_lunar]) for pk, is_lunar in rows.values_list("pk", "is_lunar_birthday")]


def active_members() -> list[int]:
    """Every active member, by id. Queries: 1."""
    return list(Member.objects.filter(state=State.ACTIVE).order_by("pk").values_list("pk", flat=True))
