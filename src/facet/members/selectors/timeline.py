"""The timeline, fifty lines at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet, Subquery
from django.utils.translation import gettext

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.wording import in_reading, named
from facet.members.errors import MemberUnknown
from facet.members.models import Member, MemberEvent
from facet.members.permissions import MembersPermission
from facet.members.rules.timeline import FILTERS, LOOKS
from facet.members.rules.words import Happened
from facet.members.selectors.merging import files_of
from facet.members.selectors.reach import within

PAGE = 50


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One thing that happened. `title` is an English msgid whose {places} `facts` fill."""

    id: int
    at: datetime
    on: date
    kind: str
    icon: str
    is_golden: bool
    title: str
    facts: Mapping[str, Any]
    store: str
    amount_cents: int
    points: int
    pieces: int
    weight_mg: int
    url: str

    @property
    def text(self) -> str:
        """The line in the reader's language; a place that nothing fills stays empty."""
        return gettext(self.title).format_map(_Filled(self.facts))


class _Filled(dict[str, Any]):
    def __missing__(self, key: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of lines, newest first. `before` continues it; `older` are the lines not shown yet."""

    chosen: str
    since: date | None = None
    lines: list[TimelineLine] = field(default_factory=list)
    before: int | None = None
    older: int = 0


def timeline(
    viewer: Actor, member_id: int, *, chosen: str = "all", before: int | None = None, since: date | None = None
) -> Timeline:
    """Fifty lines of the member's timeline that `chosen` (a key of FILTERS) lets through.

    `before` is the id of the last line seen, `since` the first day asked for.
    Raises: MemberUnknown, also beyond the viewer's reach, Invalid. Queries: 2, or 3 where older lines remain.
    """
    if chosen not in FILTERS:
        raise Invalid(field="filter", reason=gettext_noop("Choose one of the list."))
    if not Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), pk=member_id).exists():
        raise MemberUnknown(key=member_id)
    rows = _rows(member_id, chosen)
    if since is not None:
        rows = rows.filter(on__gte=since)
    page = list(_after(rows, before).select_related("store")[: PAGE + 1])
    lines = [_line(row) for row in page[:PAGE]]
    if len(page) <= PAGE:
        return Timeline(chosen, since, lines)
    last = lines[-1].id
    return Timeline(chosen, since, lines, before=last, older=_after(rows, last).count())


def _rows(member_id: int, chosen: str) -> QuerySet[MemberEvent]:
    rows = MemberEvent.objects.filter(member_id__in=files_of(member_id)).order_by("-at", "-id")
    return rows.filter(kind__in=FILTERS[chosen]) if FILTERS[chosen] else rows


def _after(rows: QuerySet[MemberEvent], before: int | None) -> QuerySet[MemberEvent]:
    if before is None:
        return rows
    seen = Subquery(MemberEvent.objects.filter(pk=before).values("at")[:1])
    return rows.filter(Q(at__lt=seen) | Q(at=seen, pk__lt=before))


def _facts(row: MemberEvent) -> Mapping[str, Any]:
    """What fills the line's places, called as the reader calls it, the store of the event too."""
    told = in_reading(row.facts)
    return told | {"store": named(row.store)} if row.store and told.get("store") == row.store.name else told


def _line(row: MemberEvent) -> TimelineLine:
    return TimelineLine(
        id=row.pk, at=row.at, on=row.on, kind=row.kind, icon=row.icon,
        is_golden=LOOKS[Happened(row.kind)].is_golden, title=row.title,
        facts=_facts(row), store=named(row.store), amount_cents=row.amount_cents, points=row.points,
        pieces=row.pieces, weight_mg=row.weight_mg, url=row.url,
    )  # fmt: skip
