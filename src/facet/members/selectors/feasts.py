"""A member as promotions look at her at the till: grade, groups, visits, and how near her feasts are."""

from dataclasses import dataclass
from datetime import date, timedelta

from facet.members.errors import MemberUnknown
from facet.members.models import Member, Occasion
from facet.members.rules.lunar import keeps_birthday
from facet.members.rules.occasion import OccasionKind
from facet.members.selectors.group import groups_of

ANNIVERSARIES = (OccasionKind.WEDDING.value, OccasionKind.ENGAGEMENT.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerFacts:
    """Days to a feast are below zero when it has just passed, None when it is further off than was asked."""

    grade: str
    visits: int
    groups: frozenset[str]
    birthday_in: int | None
    anniversary_in: int | None


def buyer_facts(
    member_id: int, *, on: date, birthday_days: int | None, anniversary_days: int | None, groups: bool
) -> BuyerFacts:
    """The facts that conditions ask, for rules, whoever asks; a feast is looked for so many days around `on`.

    Raises: MemberUnknown. Queries: 1, and 1 each for groups and anniversaries.
    """
    row = Member.objects.select_related("standing").filter(pk=member_id).first()
    if row is None:
        raise MemberUnknown(key=member_id)
    return BuyerFacts(
        grade=row.standing.grade_code,
        visits=row.standing.visits,
        groups=groups_of(member_id) if groups else frozenset(),
        birthday_in=_birthday(row, on, birthday_days),
        anniversary_in=_anniversary(member_id, on, anniversary_days),
    )


def _birthday(row: Member, on: date, most: int | None) -> int | None:
    if most is None or not row.birth_date:
        return None
    born = date.fromisoformat(row.birth_date)
    return next(
        (
            days
            for days in sorted(range(-most, most + 1), key=abs)
            if keeps_birthday(born, is_lunar=row.is_lunar_birthday, day=on + timedelta(days=days))
        ),
        None,
    )


def _anniversary(member_id: int, on: date, most: int | None) -> int | None:
    """The nearest of her own anniversaries; `next_on` is moved on at night, so last year's is one year before."""
    if most is None:
        return None
    days = Occasion.objects.filter(member_id=member_id, kind__in=ANNIVERSARIES, ended_at=None)
    near: list[int] = []
    for next_on, is_lunar in days.values_list("next_on", "is_lunar"):
        near.append((next_on - on).days)
        if not is_lunar and (next_on.month, next_on.day) != (2, 29):
            near.append((next_on.replace(year=next_on.year - 1) - on).days)
    return min((each for each in near if abs(each) <= most), key=abs, default=None)
