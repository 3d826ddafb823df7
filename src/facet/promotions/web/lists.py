"""The list of promotions."""

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition
from facet.promotions.permissions import PromotionsPermission
from facet.promotions.rules.states import State, state_on
from facet.promotions.rules.terms import KIND_LABELS
from facet.promotions.selectors import promotions_queryset
from facet.promotions.selectors.words import badge_of, gives, named
from facet.promotions.web.fields import today

STATES = [
    (State.DRAFT, gettext_noop("Draft")), (State.REVIEW, gettext_noop("In review")),
    (State.SCHEDULED, gettext_noop("Scheduled")), (State.RUNNING, gettext_noop("Running")),
    (State.ENDED, gettext_noop("Ended")), (State.STOPPED, gettext_noop("Stopped")),
]  # fmt: skip


def _state(row: Any) -> tuple[str, str, str]:
    return badge_of(state_on(row.state, begins=row.begins, until=row.until, on=today()))


def in_state(rows: QuerySet[Any], state: str) -> QuerySet[Any]:
    """Rows that stand so today: a published one is scheduled, running or ended by its days."""
    on: date = today()
    if state == State.SCHEDULED:
        return rows.filter(state=State.PUBLISHED, begins__gt=on)
    if state == State.RUNNING:
        return rows.filter(state=State.PUBLISHED, begins__lte=on, until__gt=on)
    if state == State.ENDED:
        return rows.filter(state=State.PUBLISHED, until__lte=on)
    return rows.filter(state=state)


PROMOTIONS = ListDefinition(
    key="promotions.promotions",
    title=gettext_noop("Promotions"),
    purpose=gettext_noop("What is reduced, for whom, when, and what it has given so far."),
    permission=PromotionsPermission.VIEW_PROMOTIONS,
    queryset=promotions_queryset,
    columns=[
        Column("code", gettext_noop("Code"), value="promotion__code", sort="promotion__code",
            link=lambda row: reverse("promotions:promotion", args=[row.promotion.code])),
        Column("name", gettext_noop("Promotion"), value=lambda row: named(row.promotion), sort="promotion__name"),
        Column("gives", gettext_noop("Gives"), value=lambda row: gives(row.promise)),
        Column("begins", gettext_noop("First day"), value="begins", kind="date", sort="begins"),
        Column("last", gettext_noop("Last day"), value=lambda row: row.until - timedelta(days=1), kind="date",
            sort="until"),
        Column("used", gettext_noop("Tickets"), value="used", kind="int", sort="used"),
        Column("given", gettext_noop("Given to customers"), value="given_cents", kind="yuan", sort="given_cents"),
        Column("state", gettext_noop("State"), value=_state, kind="badge"),
    ],
    conditions=[
        Condition("name", gettext_noop("Promotion"), kind="text", apply="promotion__name"),
        Condition("state", gettext_noop("State"), kind="choice", apply=in_state, choices=STATES),
        Condition("kind", gettext_noop("Kind"), kind="choice", apply="kind", choices=list(KIND_LABELS.items())),
        Condition("begins", gettext_noop("First day"), kind="dates", apply="begins"),
    ],
    order=("-begins", "-id"),
    actions=[
        (gettext_noop("New promotion"), "promotions:draft_new", PromotionsPermission.MANAGE_PROMOTIONS),
        (gettext_noop("Try on a sample cart"), "promotions:preview", PromotionsPermission.VIEW_PROMOTIONS),
        (gettext_noop("Calendar of promotions"), "promotions:calendar", PromotionsPermission.VIEW_PROMOTIONS),
    ],
    empty=gettext_noop("No promotions yet. Draft one: what it gives, on which goods, from when to when."),
    icon="discount",
)  # fmt: skip
