"""Members as a list: within the viewer's reach, never sorted or searched by what is sealed."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from facet.kernel.permissions import Actor
from facet.members.models import Member, Standing
from facet.members.permissions import MembersPermission
from facet.members.rules.lunar import keeps_birthday, lunar_birthdays_on, solar_birthdays_on
from facet.members.rules.words import State, TokenKind
from facet.members.selectors.reach import within
from facet.members.selectors.search import FoundMember, found_row, holding, rows_with_relations


def members_queryset(viewer: Actor) -> QuerySet[Member]:
    """The files within the viewer's full reach, with what a list shows of them."""
    return (
        Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS))
        .select_related("standing", "clerk", "home_store")
        .prefetch_related("taggings__tag", "field_values")
    )


def born_on(days: Iterable[date]) -> Q:
    """The members whose birthday is kept on one of `days`, each by her own calendar.

    A condition for a query of members. Queries: 0.
    """
    solar: list[tuple[TokenKind, str]] = []
    lunar: list[tuple[TokenKind, str]] = []
    for day in days:
        solar += [(TokenKind.SOLAR, each) for each in solar_birthdays_on(day)]
        lunar += [(TokenKind.LUNAR, each) for each in lunar_birthdays_on(day)]
    return Q(is_lunar_birthday=False, pk__in=holding(solar).values("member_id")) | Q(
        is_lunar_birthday=True, pk__in=holding(lunar).values("member_id")
    )


def birthdays(viewer: Actor, *, first: date, days: int = 7, most: int = 50) -> list[tuple[date, FoundMember]]:
    """Whose birthday the viewer may look after, from `first` on for `days` days: (day it is kept, member).

    A clerk asks for her own members. Queries: 1.
    """
    window = [first + timedelta(days=step) for step in range(days)]
    rows = rows_with_relations().filter(
        within(viewer, MembersPermission.VIEW_MEMBERS), born_on(window), state=State.ACTIVE, clerk_id=viewer.staff_id
    )[:most]
    kept = [(_kept_on(row, window), found_row(viewer, row)) for row in rows]
    return sorted(kept, key=lambda each: (each[0], each[1].id))


def _kept_on(row: Member, window: list[date]) -> date:
    born = date.fromisoformat(row.birth_date or "")
    return next(day for day in window if keeps_birthday(born, is_lunar=row.is_lunar_birthday, day=day))


def grade_codes() -> list[str]:
    """The grades that members have. Queries: 1."""
    return list(Standing.objects.order_by("grade_code").values_list("grade_code", flat=True).distinct())
