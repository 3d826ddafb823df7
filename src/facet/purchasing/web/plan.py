"""The screens of the purchase plan: the plans, making one, one plan, the reason of a row, ordering."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.inventory.permissions import COST
from facet.kernel.clock import now
from facet.kernel.errors import DomainError, gettext_noop
from facet.kernel.interface import add_refusal
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.purchasing import services
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.plan import PlanState
from facet.purchasing.selectors import plan as selectors
from facet.purchasing.services import PlanChange, PlanIn
from facet.purchasing.web import plan_charts, plan_in_place, plan_words
from facet.purchasing.web.plan_forms import PlanForm, PlanOrderForm, RowForm
from facet.purchasing.web.plan_lists import PLANS, rows_of

USUAL_REASONS = (
    gettext_noop("Exhibition or promotion"), gettext_noop("Customer's order"), gettext_noop("New style on trial"),
    gettext_noop("Style is running out"), gettext_noop("Supplier's smallest quantity"), gettext_noop("Holiday peak"),
)  # fmt: skip
MAKE, ORDER = PurchasingPermission.MAKE_PLAN, PurchasingPermission.ORDER_GOODS


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """All plans, the open one first."""
    return list_page(request, PLANS)


@require_http_methods(["GET", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """Make a plan, or make the open one again with other terms."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, MAKE)
    with viewing(actor):
        standing = selectors.open_plan(actor)
    usual: Any = standing or PlanIn()
    form = PlanForm(request.POST or None, initial={name: getattr(usual, name) for name in PlanForm.base_fields
                                                   if name != "operation_id"})  # fmt: skip
    if form.is_bound and form.is_valid():
        try:
            number = services.purchase_plan(actor=actor, operation=form.operation(), wanted=form.wanted(), at=now())
        except DomainError as refusal:
            add_refusal(form, refusal)
        else:
            request.session["notice"] = gettext("The plan stands. Tap a row to see how its number came about.")
            return redirect("purchasing:plan_page", number)
    context = {"form": form, "standing": standing}
    return render(request, "purchasing/plan_new.html", context, status=422 if form.is_bound else 200)


@require_GET
def plan_page(request: HttpRequest, number: str) -> HttpResponse:
    """One plan: what it comes to, how its forecast did, its rows."""
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        page = selectors.plan_page(actor, number)
        groups = selectors.group_names(actor, page.plan.split)
        context = _shown(request, page)
    rows = rows_of(page.plan.number, groups, may_change=context["may_make"])
    return list_page(request, rows, template="purchasing/plan.html", context=context)


def _shown(request: HttpRequest, page: selectors.PlanPage) -> dict[str, Any]:
    actor, plan = request.actor, page.plan  # type: ignore[attr-defined]
    is_open = plan.state == PlanState.OPEN
    may_order = is_open and plan.pieces and actor.may(MAKE) and actor.may(ORDER)
    return {
        "page": page, "plan": plan, "state_badge": plan_words.plan_badge(plan.state), "crumb_list": PLANS.title,
        "may_make": is_open and actor.may(MAKE), "order_form": PlanOrderForm(actor=actor) if may_order else None,
        "sees_cost": actor.sees(COST), "chart": plan_charts.of_plan(page), "actions": [],
        "reasons": [gettext(words) for words in USUAL_REASONS],
        "results": [
            (plan_words.method_word(each.method), each.rows, plan_words.tenths(each.error_e6),
             plan_words.tenths(each.naive_e6), plan_charts.better_bp(each.error_e6, each.naive_e6))
            for each in page.results
        ],
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def plan_row(request: HttpRequest, number: str, row_id: int) -> HttpResponse:
    """How one row's number came about, and an own quantity in its place."""
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        page = selectors.plan_row_page(actor, number, row_id)
        groups = selectors.group_names(actor, page.row.plan.split)
        may_change = page.row.plan.state == PlanState.OPEN and actor.may(MAKE)
        supplier = page.row.supplier.code if page.row.supplier else ""
        usual = {"quantity": page.row.own_quantity, "reason": page.row.own_reason, "supplier": supplier}
        form = RowForm(request.POST or None, initial=usual, actor=actor) if may_change else None
    if request.method == "POST":
        require(actor, MAKE)
        if request.htmx:  # type: ignore[attr-defined]
            return plan_in_place.answer(request, form, number=number, row_id=row_id)
        if form is not None and form.is_valid() and _changed(request, form, number=number, row_id=row_id):
            return redirect("purchasing:plan_row", number, row_id)
    context = plan_charts.row_context(page, groups) | {"form": form, "sees_cost": actor.sees(COST)}
    return render(request, "purchasing/plan_row.html", context, status=422 if request.method == "POST" else 200)


def _changed(request: HttpRequest, form: RowForm, *, number: str, row_id: int) -> bool:
    """Whether the change was kept; a refusal stands on the form."""
    change = PlanChange(number=number, row_id=row_id, **form.cleaned_data)
    try:
        services.set_plan_quantity(actor=request.actor, change=change, at=now())  # type: ignore[attr-defined]
    except DomainError as refusal:
        add_refusal(form, refusal)
        return False
    request.session["notice"] = gettext("Kept beside the proposal.")
    return True


@require_POST
def plan_order(request: HttpRequest, number: str) -> HttpResponse:
    """Write the plan's rows as draft orders, by supplier."""
    actor = request.actor  # type: ignore[attr-defined]
    form = PlanOrderForm(request.POST, actor=actor)
    if not form.is_valid():
        request.session["notice"] = gettext("Choose the store that receives the goods.")
        return redirect("purchasing:plan_page", number)
    orders = services.order_from_plan(
        actor=actor, operation=form.operation({"number": number} | form.cleaned_data), number=number,
        store=form.cleaned_data["store"], at=now(),
    )  # fmt: skip
    told = ngettext("%(n)s draft order is written; it stands among the purchase orders.",
                    "%(n)s draft orders are written; they stand among the purchase orders.", len(orders))  # fmt: skip
    request.session["notice"] = told % {"n": len(orders)}
    return redirect("purchasing:plan_page", number)


@require_POST
def plan_drop(request: HttpRequest, number: str) -> HttpResponse:
    """Give up the open plan."""
    services.drop_purchase_plan(actor=request.actor, number=number, at=now())  # type: ignore[attr-defined]
    request.session["notice"] = gettext("Dropped. It stays to be read.")
    return redirect("purchasing:plan_page", number)
