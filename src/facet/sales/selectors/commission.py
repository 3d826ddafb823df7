"""Commission: one's own, colleagues' by right, the month's statement, the plans."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from facet.kernel.errors import NotFound, NotPermitted
from facet.kernel.permissions import Actor, require
from facet.sales.models import CommissionEntry, CommissionPlan, CommissionRule
from facet.sales.permissions import SalesPermission

_READS = (SalesPermission.MANAGE_COMMISSION, SalesPermission.PUBLISH_COMMISSION, SalesPermission.VIEW_COMMISSION)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCommission:
    """What one person earned in a month, in one store. Units: cents. `taken_cents` is what returns took."""

    staff_id: int
    staff: str
    name: str
    store: str
    tickets: int
    cents: int
    taken_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """The plans, the newest first, and one of them with its rules from the top."""

    plans: Sequence[CommissionPlan]
    plan: CommissionPlan | None
    rules: Sequence[CommissionRule]


def visible_commission(viewer: Actor) -> QuerySet[CommissionEntry]:
    """Entries in reach: one's own everywhere, colleagues' where the right reaches."""
    reach = viewer.scope(SalesPermission.VIEW_COMMISSION)
    if reach.store_ids is None:
        return CommissionEntry.objects.all()
    return CommissionEntry.objects.filter(Q(staff_id=viewer.staff_id or 0) | Q(store_id__in=reach.store_ids))


def month_statement(viewer: Actor, *, first: date, last: date) -> list[PersonCommission]:
    """What each person in reach earned from `first` through `last`, by store; the most first. Queries: 1.

    Raises: NotPermitted.
    """
    require(viewer, SalesPermission.VIEW_RESULTS)
    rows = (
        visible_commission(viewer)
        .filter(business_date__gte=first, business_date__lte=last)
        .values_list("staff_id", "staff__code", "staff__name", "store__name")
        .annotate(
            tickets=Count("line__sale", distinct=True), cents=Sum("amount_cents"),
            taken=Sum("amount_cents", filter=Q(amount_cents__lt=0)),
        )
        .order_by("-cents", "staff__code", "store__name")
    )  # fmt: skip
    return [
        PersonCommission(
            staff_id=row[0], staff=row[1], name=row[2], store=row[3], tickets=row[4], cents=row[5] or 0,
            taken_cents=row[6] or 0,
        )
        for row in rows
    ]  # fmt: skip


def own_commission(viewer: Actor, *, first: date, day: date) -> tuple[int, int]:
    """(today's, the month's) commission of the viewer, in cents. Queries: 1. Raises: NotPermitted."""
    if viewer.staff_id is None:
        raise NotPermitted(permission=str(SalesPermission.VIEW_RESULTS))
    row = CommissionEntry.objects.filter(
        staff_id=viewer.staff_id, business_date__gte=first, business_date__lte=day
    ).aggregate(month=Sum("amount_cents"), today=Sum("amount_cents", filter=Q(business_date=day)))
    return row["today"] or 0, row["month"] or 0


def plan_page(viewer: Actor, *, number: int | None = None) -> PlanPage:
    """The plans; of `number`, the draft, or the newest, the rules too. Queries: 2. Raises: NotPermitted, NotFound."""
    if not any(viewer.may(right) for right in _READS):
        require(viewer, SalesPermission.VIEW_COMMISSION)
    plans = list(CommissionPlan.objects.select_related("changed_by", "published_by").order_by("-number"))
    wanted = [plan for plan in plans if plan.number == number] if number else plans
    if number and not wanted:
        raise NotFound(key=str(number))
    plan = wanted[0] if wanted else None
    rules = CommissionRule.objects.filter(plan=plan).select_related("store", "category").order_by("place")
    return PlanPage(plans=plans, plan=plan, rules=list(rules) if plan else [])


def plan_to_publish(viewer: Actor) -> CommissionPlan | None:
    """The draft with rules that somebody else changed last, for who may publish it. Queries: 1, or 0."""
    if not viewer.may(SalesPermission.PUBLISH_COMMISSION):
        return None
    drafts = CommissionPlan.objects.filter(state=CommissionPlan.State.DRAFT, rules__isnull=False)
    return drafts.exclude(changed_by_id=viewer.staff_id or 0).select_related("changed_by").order_by("pk").first()
