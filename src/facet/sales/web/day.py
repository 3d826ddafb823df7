"""A store's business day: the report, the close, the bank's slip."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.audit.selectors.chain import head
from facet.kernel.clock import business_date, now
from facet.kernel.errors import DomainError
from facet.kernel.interface import add_refusal
from facet.kernel.permissions import require
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.organisation.selectors import tills as till_selectors
from facet.sales import selectors, services
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.day_money import day_money
from facet.sales.web.chosen import chosen_day, chosen_store
from facet.sales.web.drawer_form import DayCloseForm, DepositForm


@require_GET
def day(request: HttpRequest) -> HttpResponse:
    """One store's business day: yuan, pieces and grams, by person, category and way of paying."""
    require(request.actor, SalesPermission.VIEW_RESULTS)
    stores = organisation_selectors.stores_of(request.actor, SalesPermission.VIEW_RESULTS)
    store = chosen_store(request, stores)
    on = chosen_day(request) or business_date(now(), store.time_zone)
    context = {
        "stores": stores,
        "store": store,
        "on": on,
        "page": selectors.day_page(request.actor, store_id=store.id, store_code=store.code, day=on),
        "money": day_money(request.actor, store_id=store.id, day=on) if _sees_money(request, store.id) else None,
        "may_close": request.actor.may(SalesPermission.CLOSE_DAY, store_id=store.id),
        "title": gettext("Day report"),
    }
    return render(request, "sales/tickets/day.html", context)


@require_http_methods(["GET", "POST"])
def day_close(request: HttpRequest) -> HttpResponse:
    """A store's day by way of paying, expected beside counted; close it, and enter what went to the bank."""
    require(request.actor, SalesPermission.CLOSE_DAY)
    stores = organisation_selectors.stores_of(request.actor, SalesPermission.CLOSE_DAY)
    store = chosen_store(request, stores)
    today = business_date(now(), store.time_zone)
    on = chosen_day(request) or today
    crew = till_selectors.colleagues(request.actor, store_id=store.id, days=(on, today))
    wanted = request.POST.get("do", "")
    close = DayCloseForm(request.POST if wanted == "close" else None)
    deposit = DepositForm(request.POST if wanted == "deposit" else None, crew=crew, on=today)
    form = deposit if wanted == "deposit" else close
    if form.is_bound and form.is_valid():
        try:
            (_deposit if wanted == "deposit" else _close)(request, store, on, form)
            return redirect(f"{reverse('sales:day_close')}?store={store.code}&on={on:%Y-%m-%d}")
        except DomainError as refusal:
            add_refusal(form, refusal)
    context = {
        "stores": stores, "store": store, "on": on, "money": day_money(request.actor, store_id=store.id, day=on),
        "close_form": close, "deposit_form": deposit, "chain": head(),
    }  # fmt: skip
    return render(request, "sales/day/close.html", context, status=422 if form.errors else 200)


def _close(request: HttpRequest, store: StoreRow, on: date, form: DayCloseForm) -> None:
    services.close_day(
        actor=request.actor, operation=form.operation({"store": store.code, "on": on, **form.cleaned_data}),
        store=store.code, day=on, reason=form.cleaned_data["reason"], at=now(),
    )  # fmt: skip
    request.session["notice"] = gettext("The day is closed.")


def _deposit(request: HttpRequest, store: StoreRow, on: date, form: DepositForm) -> None:
    facts = form.cleaned_data
    services.record_bank_deposit(
        actor=request.actor, operation=form.operation({"store": store.code, "on": on, **facts}), at=now(),
        deposit=services.DepositIn(
            store=store.code, day=on, amount_cents=facts["amount_cents"], slip_number=facts["slip_number"],
            carried_by=facts["carried_by"], paid_on=facts["paid_on"],
        ),
    )  # fmt: skip
    request.session["notice"] = gettext("The bank's slip is entered.")


def _sees_money(request: HttpRequest, store_id: int) -> bool:
    """Whether the drawers are this person's business: not a clerk's, who sees her own results only."""
    actor = request.actor
    own = actor.scope(SalesPermission.VIEW_RESULTS).own
    return not own or actor.may(SalesPermission.CLOSE_DAY, store_id=store_id)
