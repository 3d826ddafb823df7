"""The screens of suppliers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel.clock import now
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.kernel.transactions import viewing
from facet.purchasing import selectors, services
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.services import LabourPriceIn, TermsIn
from facet.purchasing.web.fields import spoken
from facet.purchasing.web.form_page import FormPage, form_page, plain, sent
from facet.purchasing.web.forms import LabourPriceForm, TermsForm
from facet.purchasing.web.lists import SUPPLIERS, today


@require_GET
def suppliers(request: HttpRequest) -> HttpResponse:
    """Who delivers."""
    return list_page(request, SUPPLIERS)


@require_GET
def supplier(request: HttpRequest, code: str) -> HttpResponse:
    """One supplier: how they deliver, what was agreed, what they ask."""
    page = _page(request, code)
    actor = request.actor  # type: ignore[attr-defined]
    context = {
        "page": page, "name": spoken(page.name, page.name_en), "shows_cost": actor.sees("cost"),
        "may_manage": actor.may(PurchasingPermission.MANAGE_SUPPLIERS),
        "may_order": actor.may(PurchasingPermission.ORDER_GOODS),
    }  # fmt: skip
    return render(request, "purchasing/supplier.html", context)


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, code: str) -> HttpResponse:
    """What was agreed."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PurchasingPermission.MANAGE_SUPPLIERS)
    known = _page(request, code)
    names = ("language", "lead_days", "payment_days", "priced_later")
    initial = {name: getattr(known.terms, name) for name in names} | {"email": known.email, "note": known.note}
    form = TermsForm(sent(request), initial=initial)
    page = FormPage(
        gettext("Terms"), gettext("What you agreed with the supplier; orders and bills read it."), gettext("Save"),
        _crumbs(known), gettext("Saved."),
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        wanted = {name: value for name, value in facts.items() if name != "operation_id"}
        operation = form.operation(plain(wanted, supplier=known.code))
        services.save_supplier_terms(
            actor=actor, operation=operation, wanted=TermsIn(supplier=known.code, **wanted), at=now()
        )
        return _address(known.code)

    return form_page(request, form, page, act)


@require_http_methods(["GET", "POST"])
def price(request: HttpRequest, code: str) -> HttpResponse:
    """A new row of the price list."""
    actor = request.actor  # type: ignore[attr-defined]
    require(actor, PurchasingPermission.MANAGE_SUPPLIERS)
    known = _page(request, code)
    form = LabourPriceForm(sent(request), initial={"valid_from": today()})
    page = FormPage(
        gettext("New labour price"), gettext("Nothing is overwritten: orders of before keep their price."),
        gettext("Save"), _crumbs(known), gettext("Saved. New orders take it from its first day on."),
    )  # fmt: skip

    def act(facts: dict[str, Any]) -> str:
        wanted = {name: value for name, value in facts.items() if name != "operation_id"}
        operation = form.operation(plain(wanted, supplier=known.code))
        services.add_supplier_price(
            actor=actor, operation=operation, wanted=LabourPriceIn(supplier=known.code, **wanted), at=now()
        )
        return _address(known.code)

    return form_page(request, form, page, act)


def _page(request: HttpRequest, code: str) -> selectors.SupplierPage:
    actor = request.actor  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.supplier_page(actor, code, at=now(), on=today())


def _address(code: str) -> str:
    return reverse("purchasing:supplier", args=[code])


def _crumbs(page: selectors.SupplierPage) -> list[tuple[str, str]]:
    return [
        (gettext("Suppliers"), reverse("purchasing:suppliers")),
        (spoken(page.name, page.name_en), _address(page.code)),
    ]
