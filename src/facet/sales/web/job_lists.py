"""The list of services."""

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.sales.models import ServiceJob
from facet.sales.permissions import SalesPermission
from facet.sales.rules.jobs import KIND_WORDS, STATE_WORDS
from facet.sales.selectors.jobs import visible_jobs
from facet.sales.web.list_parts import STORE_CODE, one_of


def _job(row: ServiceJob) -> str:
    return reverse("sales:job", args=[row.number])


def _found_jobs(rows: QuerySet[ServiceJob], text: str) -> QuerySet[ServiceJob]:
    wanted = text.strip().upper()
    return rows.filter(Q(number__startswith=wanted) | Q(member__number=wanted) | Q(claim_code=wanted))


JOB_LIST = ListDefinition(
    key="sales.jobs",
    title=gettext_noop("Services"),
    purpose=gettext_noop("Customers' own pieces that are cleaned, resized, repaired or kept, with their stage."),
    permission=SalesPermission.VIEW_JOBS,
    queryset=lambda actor: visible_jobs(actor).select_related("store", "member", "clerk", "category"),
    columns=[
        Column("number", gettext_noop("Number"), value="number", link=_job),
        Column("taken_at", gettext_noop("Time"), value="taken_at", sort="taken_at", kind="datetime"),
        Column("store", gettext_noop("Store"), value="store.name"),
        Column("kind", gettext_noop("Kind"), value=lambda row: gettext(row.kind_words)),
        Column("state", gettext_noop("Stage"), value=lambda row: gettext(row.state_words)),
        Column("due_on", gettext_noop("Promised for"), value="due_on", sort="due_on", kind="date"),
        Column("category", gettext_noop("Category"), value="category.name"),
        Column("description", gettext_noop("Description"), value="description"),
        Column("member", gettext_noop("Member"), value=lambda row: row.member.number if row.member else ""),
        Column("weight_in", gettext_noop("Weight now"), value="weight_in_mg", kind="grams"),
        Column("weight_out", gettext_noop("Weight after"), value="weight_out_mg", kind="grams"),
        Column("estimate", gettext_noop("Estimate"), value="estimate_cents", kind="yuan"),
        Column("charge", gettext_noop("To pay"), value="charge_cents", kind="yuan"),
        Column("clerk", gettext_noop("Piece taken in by"), value=lambda row: row.clerk.name if row.clerk else ""),
    ],
    conditions=[
        Condition("search", gettext_noop("Number, claim code or member number"), kind="text", apply=_found_jobs),
        one_of("state", gettext_noop("Stage"), STATE_WORDS),
        one_of("kind", gettext_noop("Kind"), KIND_WORDS),
        STORE_CODE,
    ],
    order=("-taken_at", "-id"),
    totals=[
        Total("jobs", gettext_noop("Services"), Count("id")),
        Total("charge", gettext_noop("To pay"), Sum("charge_cents"), kind="yuan"),
    ],
    actions=[(gettext_noop("Take a piece in"), "sales:job_new", SalesPermission.TAKE_JOBS)],
    empty=gettext_noop("No customer's piece was taken in yet."),
    icon="tool",
)  # fmt: skip
