"""What the house tells the first page of the day: who is here, which doors there are, what waits."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q

from facet.kernel import clock
from facet.kernel.permissions import Actor, require
from facet.organisation.models import Approval, Till
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.selectors.approvals import approvals_queryset, tasks_queryset
from facet.organisation.selectors.staff import staff_queryset
from facet.organisation.selectors.structure import tills_queryset


@dataclass(frozen=True, slots=True)
class People:
    """Who works within reach, and how many of them signed in today."""

    signed_in: int
    working: int


@dataclass(frozen=True, slots=True)
class Doors:
    """Tills and tablets in use within reach."""

    tills: int
    tablets: int


def people_today(viewer: Actor, *, at: datetime) -> People:
    """Queries: 1. Raises: NotPermitted."""
    require(viewer, OrganisationPermission.MANAGE_STAFF)
    start = clock.start_of_day(clock.local_date(at, settings.TIME_ZONE), settings.TIME_ZONE)
    here = staff_queryset(viewer, OrganisationPermission.MANAGE_STAFF).filter(is_active=True).order_by()
    return People(**here.aggregate(signed_in=Count("pk", filter=Q(signed_in_at__gte=start)), working=Count("pk")))


def usernames(viewer: Actor) -> list[str]:
    """The user names of those who work within reach. Queries: 1. Raises: NotPermitted."""
    require(viewer, OrganisationPermission.MANAGE_STAFF)
    here = staff_queryset(viewer, OrganisationPermission.MANAGE_STAFF).filter(is_active=True).order_by()
    return list(here.prefetch_related(None).values_list("username", flat=True))


def doors(viewer: Actor) -> Doors:
    """Queries: 1. Raises: NotPermitted."""
    require(viewer, OrganisationPermission.MANAGE_DEVICES)
    kinds = tills_queryset(viewer).filter(is_active=True).order_by()
    tablet = Q(kind=Till.Kind.TABLET)
    return Doors(**kinds.aggregate(tills=Count("pk", filter=~tablet), tablets=Count("pk", filter=tablet)))


def count_open_tasks(viewer: Actor) -> int:
    """How many to-dos wait for `viewer`. Queries: 1."""
    return tasks_queryset(viewer).filter(done_at=None).count()


def count_approvals_to_decide(viewer: Actor, *, at: datetime) -> int:
    """How many requests wait for `viewer`'s yes or no. Queries: 1."""
    rows = approvals_queryset(viewer).filter(state=Approval.State.WAITING, expires_at__gt=at)
    return rows.exclude(requested_by_id=viewer.staff_id).order_by().count()
