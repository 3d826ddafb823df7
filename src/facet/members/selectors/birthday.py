"""Who keeps her birthday on a day; for jobs of the house, whoever asks."""

from datetime import date

from facet.members.models import Member
from facet.members.rules.lunar import lunar_year
from facet.members.rules.words import State
from facet.members.selectors.lists import born_on


def members_born_on(day: date) -> list[tuple[int, int]]:
    """The active members who keep their birthday on `day`, and which year's it is, each by her own calendar, by id.

    A solar year may hold two lunar birthdays or none; a lunar year holds one, in a leap month perhaps twice.
    Queries: 1.
    """
    rows = Member.objects.filter(born_on([day]), state=State.ACTIVE).order_by("pk")
    years = {False: day.year, True: lunar_year(day)}
    return [(pk, years[is_lunar]) for pk, is_lunar in rows.values_list("pk", "is_lunar_birthday")]


def active_members() -> list[int]:
    """Every active member, by id. Queries: 1."""
    return list(Member.objects.filter(state=State.ACTIVE).order_by("pk").values_list("pk", flat=True))
