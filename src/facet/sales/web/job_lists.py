"""The lists of services and of deliveries."""

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.sales.models import Delivery, ServiceJob
from facet.sales.permissions import SalesPermission
from facet.sales.rules.deliveries import KIND_WORDS as DELIVERY_KINDS
from facet.sales.rules.deliveries import STATE_WORDS as DELIVERY_STATES
from facet.sales.rules.jobs import KIND_WORDS, STATE_WORDS
from facet.sales.selectors.deliveries import visible_deliveries
from facet.sales.selectors.jobs import visible_jobs


def _job(row: ServiceJob) -> str:
    return reverse("sales:job", args=[row.number])


def _delivery(row: Delivery) -> str:
    return reverse("sales:delivery", args=[row.number])


def _found_jobs(rows: QuerySet[ServiceJob], text: str) -> QuerySet[ServiceJob]:
    wanted = text.strip().upper()
    return rows.filter(Q(number__startswith=wanted) | Q(member__number=wanted) | Q(claim_code=wanted))


def _found_deliveries(rows: QuerySet[Delivery], text: str) -> QuerySet[Delivery]:
    wanted = text.strip().upper()
    return rows.filter(
        Q(number__startswith=wanted) | Q(member__number=wanted) | Q(sale__number=wanted) | Q(tracking=wanted)
    )


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
        Column("clerk", gettext_noop("Taken by"), value=lambda row: row.clerk.name if row.clerk else ""),
    ],
    conditions=[
        Condition("search", gettext_noop("Number, claim code or member number"), kind="text", apply=_found_jobs),
        Condition(
            "state", gettext_noop("Stage"), kind="choice", choices=[(str(k), word) for k, word in STATE_WORDS.items()],
            apply=lambda rows, state: rows.filter(state=state),
        ),
        Condition(
            "kind", gettext_noop("Kind"), kind="choice", choices=[(str(k), word) for k, word in KIND_WORDS.items()],
            apply=lambda rows, kind: rows.filter(kind=kind),
        ),
        Condition(
            "store", gettext_noop("Store code"), kind="text",
            apply=lambda rows, code: rows.filter(store__code__iexact=code.strip()),
        ),
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

DELIVERY_LIST = ListDefinition(
    key="sales.deliveries",
    title=gettext_noop("Deliveries to customers"),
    purpose=gettext_noop("Sold goods that the customer does not have yet: what, by when, by whom, to whom."),
    permission=SalesPermission.VIEW_DELIVERIES,
    queryset=lambda actor: visible_deliveries(actor)
    .select_related("store", "to_store", "member", "clerk", "sale")
    .prefetch_related("lines__line"),
    columns=[
        Column("number", gettext_noop("Number"), value="number", link=_delivery),
        Column("due_on", gettext_noop("Promised for"), value="due_on", sort="due_on", kind="date"),
        Column("state", gettext_noop("Stage"), value=lambda row: gettext(row.state_words)),
        Column("kind", gettext_noop("How"), value=lambda row: gettext(row.kind_words)),
        Column(
            "goods", gettext_noop("Goods"), value=lambda row: "、".join(each.line.name for each in row.lines.all())
        ),
        Column("clerk", gettext_noop("Salesperson"), value=lambda row: row.clerk.name if row.clerk else ""),
        Column("member", gettext_noop("Member"), value=lambda row: row.member.number if row.member else ""),
        Column("store", gettext_noop("Sold in"), value="store.name"),
        Column("to_store", gettext_noop("Fetched in"), value=lambda row: row.to_store.name if row.to_store else ""),
        Column("sale", gettext_noop("Ticket"), value="sale.number"),
        Column("carrier", gettext_noop("Carrier"), value="carrier"),
        Column("tracking", gettext_noop("Carrier's number"), value="tracking"),
        Column("created_at", gettext_noop("Time"), value="created_at", sort="created_at", kind="datetime"),
    ],
    conditions=[
        Condition(
            "search", gettext_noop("Number, ticket, carrier's number or member number"), kind="text",
            apply=_found_deliveries,
        ),
        Condition(
            "state", gettext_noop("Stage"), kind="choice",
            choices=[(str(k), word) for k, word in DELIVERY_STATES.items()],
            apply=lambda rows, state: rows.filter(state=state),
        ),
        Condition(
            "kind", gettext_noop("How"), kind="choice", choices=[(str(k), word) for k, word in DELIVERY_KINDS.items()],
            apply=lambda rows, kind: rows.filter(kind=kind),
        ),
        Condition(
            "store", gettext_noop("Store code"), kind="text",
            apply=lambda rows, code: rows.filter(
                Q(store__code__iexact=code.strip()) | Q(to_store__code__iexact=code.strip())
            ),
        ),
    ],
    order=("-created_at", "-id"),
    totals=[Total("deliveries", gettext_noop("Deliveries to customers"), Count("id"))],
    empty=gettext_noop("Everything sold was handed over at once."),
    icon="truck-delivery",
)  # fmt: skip
