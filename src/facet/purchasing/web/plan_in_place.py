"""A quantity of the plan changed where it stands: the row comes back, and what the plan comes to."""

from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from facet.inventory.permissions import COST
from facet.kernel.clock import now
from facet.kernel.errors import DomainError
from facet.kernel.listing.web import query_of, row_of
from facet.kernel.pages import sentence
from facet.kernel.transactions import viewing
from facet.purchasing import services
from facet.purchasing.errors import PlanClosed
from facet.purchasing.selectors import plan as selectors
from facet.purchasing.services import PlanChange
from facet.purchasing.web.plan_forms import RowForm
from facet.purchasing.web.plan_lists import rows_of


def answer(request: HttpRequest, form: RowForm | None, *, number: str, row_id: int) -> HttpResponse:
    """Keep the quantity with its reason, or say in the row why not (422)."""
    actor = request.actor  # type: ignore[attr-defined]
    problem = _changed(request, form, number=number, row_id=row_id)
    with viewing(actor):
        page = selectors.plan_sum(actor, number)
        row = selectors.plan_rows(actor, page.plan.number).get(pk=row_id)
        groups = selectors.group_names(actor, page.plan.split)
        rows = rows_of(page.plan.number, groups, may_change=form is not None, problem=problem)
        shown = row_of(query_of(rows, actor, QueryDict()).columns, row)
    context: dict[str, Any] = {"row": shown}
    if not problem:
        totals = _totals_url(request, page.plan.number)
        context |= {"page": page, "plan": page.plan, "sees_cost": actor.sees(COST), "totals_url": totals}
    return render(request, "purchasing/plan_change.html", context, status=422 if problem else 200)


def _changed(request: HttpRequest, form: RowForm | None, *, number: str, row_id: int) -> str:
    """ "" when the change was kept, else why not."""
    if form is None:
        return sentence(PlanClosed(number=number))
    if not form.is_valid():
        return " ".join(str(text) for texts in form.errors.values() for text in texts)
    try:
        change = PlanChange(number=number, row_id=row_id, **form.cleaned_data)
        services.set_plan_quantity(actor=request.actor, change=change, at=now())  # type: ignore[attr-defined]
    except DomainError as refusal:
        return sentence(refusal)
    return ""


def _totals_url(request: HttpRequest, number: str) -> str:
    """The totals of the rows that the list shows now, whatever conditions it was narrowed by."""
    asked = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query, mutable=True)
    asked["part"] = "totals"
    return f"{reverse('purchasing:plan_page', args=[number])}?{asked.urlencode()}"
