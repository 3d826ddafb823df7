"""The plans by which a store counts."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.inventory import selectors, services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.services import CountPlanIn
from facet.inventory.web.count_forms import PlanForm
from facet.inventory.web.form_page import FormPage, form_page, sent, typed
from facet.kernel.clock import now
from facet.kernel.errors import NotFound
from facet.kernel.permissions import require


@require_GET
def plan_list(request: HttpRequest) -> HttpResponse:
    """What is counted how often, and when next."""
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "plans": selectors.count_plans(actor),
        "may_change": actor.may(InventoryPermission.APPROVE_STOCKTAKE),
        "may_count": actor.may(InventoryPermission.STOCKTAKE),
    }
    return render(request, "inventory/count_plans.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, plan_id: int | None = None) -> HttpResponse:
    """Make a plan or change it."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, InventoryPermission.APPROVE_STOCKTAKE)
    initial: dict[str, Any] = typed(request)
    if plan_id is not None:
        rows = selectors.count_plans(actor, plan_id=plan_id)
        if not rows or not actor.may(InventoryPermission.APPROVE_STOCKTAKE, store_id=rows[0].row.store_id):
            raise NotFound(key=str(plan_id))
        initial = initial or _as_typed(rows[0])
    form = PlanForm(sent(request), actor=actor, initial=initial)
    title = gettext("Count plan") if plan_id else gettext("New count plan")
    purpose = gettext("On its day it stands in the to-do list of those who count.")
    crumbs = [
        (gettext("Stocktake"), reverse("inventory:stocktake")),
        (gettext("Count plans"), reverse("inventory:stocktake_plans")),
    ]
    page = FormPage(title, purpose, gettext("Save"), crumbs, gettext("Saved."), "inventory/count_open.html")

    def act(facts: dict[str, Any]) -> str:
        services.save_count_plan(actor=actor, plan=_wanted(facts), plan_id=plan_id, at=now())
        return reverse("inventory:stocktake_plans")

    return form_page(request, form, page, act)


def _wanted(facts: dict[str, Any]) -> CountPlanIn:
    """The plan that a form asks for."""
    names = ("store", "name", "every_days", "next_on", "is_blind", "is_active")
    chosen = {name: tuple(facts[name]) for name in ("places", "categories")}
    people = tuple(int(each) for each in facts["people"])
    return CountPlanIn(**{name: facts[name] for name in names}, **chosen, people=people)


def _as_typed(found: selectors.PlanRow) -> dict[str, Any]:
    row = found.row
    return {
        "store": found.store_code, "name": row.name, "every_days": row.every_days, "next_on": row.next_on,
        "is_blind": row.is_blind, "is_active": row.is_active, "people": [str(each) for each in row.people],
        "places": [code for code, _ in found.places], "categories": [each[0] for each in found.categories],
    }  # fmt: skip
