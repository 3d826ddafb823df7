"""Which gifts the rules give on a day, without those given before. For jobs of the house."""

from collections.abc import Iterator
from datetime import date, timedelta

from facet.loyalty.errors import ProgrammeMissing
from facet.loyalty.models import Award
from facet.loyalty.rules.award import AwardKind
from facet.loyalty.rules.gift import Gift
from facet.loyalty.selectors.programme import programme_on
from facet.members import selectors as members_selectors
from facet.members.selectors.birthday import active_members, members_born_on

MISSED_DAYS = 3  # how far back a scheduler that stood still is made up for


def welcome_gift(member_id: int, on: date) -> Gift | None:
    """Registration points by the rules of `on`; None where they give none. Queries: 1."""
    try:
        points = programme_on(on).rewards.registration
    except ProgrammeMissing:
        return None
    kind = AwardKind.REGISTRATION
    return Gift(member_id=member_id, kind=kind, key=f"{kind}:{member_id}", points=points) if points else None


def gifts_of_day(on: date) -> list[Gift]:
    """Birthdays and company occasions of `on` and of the days before it that may have been missed.

    A birthday counts by the calendar the member keeps, on its own day and rules; what was given is left out.
    Queries: 4 for each day with birthday points, 2 for each occasion that is open, and 1.
    """
    found: dict[str, Gift] = {}
    for back in range(MISSED_DAYS, -1, -1):
        found |= {gift.key: gift for gift in _birthdays(on - timedelta(days=back))}
    found |= {gift.key: gift for gift in _occasions(on)}
    given = set(Award.objects.filter(key__in=found).values_list("key", flat=True))
    return [gift for key, gift in found.items() if key not in given]


def _birthdays(day: date) -> Iterator[Gift]:
    try:
        points = programme_on(day).rewards.birthday
    except ProgrammeMissing:
        return
    kind = AwardKind.BIRTHDAY
    leap = members_selectors.leap_month(day)
    for member_id, year in members_born_on(day, leap=leap) if points else ():
        yield Gift(
            member_id=member_id, kind=kind, key=f"{kind}:{member_id}:{year}", points=points,
            trace={"day": day.isoformat()},
        )  # fmt: skip


def _occasions(on: date) -> Iterator[Gift]:
    try:
        occasions = programme_on(on).rewards.occasions
    except ProgrammeMissing:
        return
    kind = AwardKind.OCCASION
    for occasion in occasions:
        if not occasion.open_on(on):
            continue
        code = occasion.group_code
        for member_id in members_selectors.members_of_group(code) if code else active_members():
            yield Gift(
                member_id=member_id, kind=kind, points=occasion.points, trace={"occasion": occasion.name},
                key=f"{kind}:{occasion.name[:40]}:{occasion.begins}:{member_id}",
            )  # fmt: skip
