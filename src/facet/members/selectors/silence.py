"""Senior members whom nobody has seen or spoken to for long. Source: R042, R349."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from facet.kernel.permissions import Actor
from facet.members.models import Contact, Member, Silence
from facet.members.permissions import MembersPermission
from facet.members.rules.words import State
from facet.members.selectors.reach import within
from facet.organisation import selectors as organisation_selectors

DAYS = "members.silent_days"
GRADES = "members.senior_grades"


def silent_days(on: date) -> int:
    """After how many days a senior member counts as silent. Queries: 1."""
    return int(organisation_selectors.policy_value(DAYS, store_id=None, on=on))


def senior_grades(on: date) -> list[str]:
    """The codes of the grades that nobody may forget. Queries: 1."""
    words = str(organisation_selectors.policy_value(GRADES, store_id=None, on=on))
    return [each for each in words.replace("，", ",").replace(",", " ").split() if each]


def with_last_touch(rows: QuerySet[Member]) -> QuerySet[Member]:
    """Members with `last_touch`: the last visit, the last contact, or the day the file was opened. One statement."""
    spoken = Contact.objects.filter(member=OuterRef("pk")).order_by("-at", "-pk").values("on")[:1]
    opened = F("opened_on")
    return rows.annotate(
        last_contact=Subquery(spoken),
        last_touch=Greatest(Coalesce(F("standing__last_visit_on"), opened), Coalesce(Subquery(spoken), opened), opened),
    )


def silent_queryset(viewer: Actor, *, on: date) -> QuerySet[Member]:
    """Active members of a senior grade in the viewer's reach, untouched for the days of the policy. Queries: 2 more."""
    return _silent(Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS)), on=on)


def _silent(rows: QuerySet[Member], *, on: date) -> QuerySet[Member]:
    until = on - timedelta(days=silent_days(on))
    seniors = rows.filter(state=State.ACTIVE, standing__grade_code__in=senior_grades(on))
    return with_last_touch(seniors).filter(Q(last_touch__lte=until)).select_related("standing", "clerk", "home_store")


def silences_to_open(*, on: date, most: int) -> list[tuple[int, date]]:
    """Who is to be given a to-do: (member, last touch) without one, the largest spenders first. Queries: 3."""
    has_one = Silence.objects.filter(member=OuterRef("pk"), since=OuterRef("last_touch"))
    rows: Any = _silent(Member.objects.all(), on=on).filter(~Exists(has_one)).order_by("-standing__spend_cents", "pk")
    return list(rows.values_list("pk", "last_touch")[:most])


def silences_to_end(*, most: int) -> list[int]:
    """Members with an open to-do who were here or spoken to since. Queries: 1."""
    spoken = Contact.objects.filter(member=OuterRef("member")).values("member").annotate(last=Max("on")).values("last")
    open_ones = Silence.objects.filter(closed_at=None).annotate(
        touched=Greatest(
            Coalesce(F("member__standing__last_visit_on"), F("since")), Coalesce(Subquery(spoken), F("since"))
        )
    )
    return list(open_ones.filter(touched__gt=F("since")).order_by("pk").values_list("member_id", flat=True)[:most])
