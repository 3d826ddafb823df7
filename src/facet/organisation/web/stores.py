"""Screens of stores, companies, price groups and mall contracts."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from facet.kernel.clock import now
from facet.kernel.errors import NotFound
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.organisation import selectors, services
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.web.fields import named
from facet.organisation.web.form_page import FormPage, form_page, sent
from facet.organisation.web.forms import ChainForm, EntityForm, MallContractForm, PriceGroupForm, StoreForm, TermForms
from facet.organisation.web.lists import ENTITIES, PRICE_GROUPS, STORES

MANAGE = OrganisationPermission.MANAGE_STORES
both = require_http_methods(["GET", "POST"])


@require_GET
def stores(request: HttpRequest) -> HttpResponse:
    """All stores within reach."""
    return list_page(request, STORES)


@require_GET
def entities(request: HttpRequest) -> HttpResponse:
    """All companies within reach."""
    return list_page(request, ENTITIES)


@require_GET
def price_groups(request: HttpRequest) -> HttpResponse:
    """All price groups."""
    return list_page(request, PRICE_GROUPS)


@require_GET
def store(request: HttpRequest, code: str) -> HttpResponse:
    """One store: what slips, prices and rights know about it, its tills, its people, its mall contracts."""
    row = selectors.get_store(request.actor, code=code)
    context = {
        "store": row,
        "name": named(row),
        "tills": selectors.tills_of(row.pk),
        "people": selectors.staff_of_store(request.actor, store_id=row.pk),
        "contracts": selectors.mall_contracts(row.pk),
        "may_edit": request.actor.may(MANAGE, store_id=row.pk),
    }
    return render(request, "organisation/store.html", context)


@both
def store_new(request: HttpRequest) -> HttpResponse:
    """Open a store."""
    require(request.actor, MANAGE)
    form = StoreForm(sent(request), viewer=request.actor, is_new=True)

    def act(given: dict[str, Any]) -> str:
        code = given.pop("code")
        services.create_store(actor=request.actor, code=code, request=services.StoreIn(**given), at=now())
        return reverse("organisation:store", args=[code])

    page = FormPage(
        _("Open a store"), _("Everything slips, prices and rights need to know about it."), _("Open the store"),
        reverse("organisation:stores"), _("Stores"),
    )  # fmt: skip
    return form_page(request, form, page, act)


@both
def store_edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change a store."""
    row = selectors.get_store(request.actor, code=code)
    require(request.actor, MANAGE, store_id=row.pk)
    related = {name: getattr(row, name).code for name in ("entity", "area", "price_group")}
    shown = {name: getattr(row, name) for name in StoreForm.base_fields if name not in {"code", *related}} | related
    form = StoreForm(sent(request), initial=shown, viewer=request.actor, is_new=False)
    back = reverse("organisation:store", args=[code])

    def act(given: dict[str, Any]) -> str:
        services.edit_store(actor=request.actor, store_id=row.pk, request=services.StoreIn(**given), at=now())
        return back

    page = FormPage(_("Change the store"), f"{row.code} {named(row)}", _("Save"), back, named(row))
    return form_page(request, form, page, act)


@both
def mall_contract(request: HttpRequest, code: str) -> HttpResponse:
    """Enter what the mall keeps of this counter's takings."""
    row = selectors.get_store(request.actor, code=code)
    require(request.actor, MANAGE, store_id=row.pk)
    form = MallContractForm(sent(request), viewer=request.actor)
    terms = TermForms(sent(request), prefix="terms")
    back = reverse("organisation:store", args=[code])

    def act(given: dict[str, Any]) -> str:
        lines = [each for each in terms.cleaned_data if each.get("deduction_bp") is not None]
        wanted = services.MallContractIn(**given, terms=tuple(services.TermIn(**each) for each in lines))
        services.save_mall_contract(actor=request.actor, store_id=row.pk, request=wanted, at=now())
        return back

    if form.is_bound and not terms.is_valid():
        form.add_error(None, _("Look at the differing rates below."))
    page = FormPage(
        _("Mall contract"),
        f"{row.code} {named(row)}",
        _("Save the contract"),
        back,
        named(row),
        extra={"formset": terms},
    )
    return form_page(request, form, page, act)


@both
def entity(request: HttpRequest, code: str = "") -> HttpResponse:
    """Enter or change a company."""
    require(request.actor, MANAGE)
    row = _one(selectors.entities_queryset(request.actor), code)
    form = EntityForm(sent(request), initial=_shown(row, EntityForm), is_new=row is None)
    back = reverse("organisation:entities")

    def act(given: dict[str, Any]) -> str:
        code_now = given.pop("code", code)
        wanted = services.EntityIn(**given)
        services.save_entity(actor=request.actor, code=code_now, request=wanted, is_new=row is None, at=now())
        return back

    title = _("Change the company") if row else _("Enter a company")
    page = FormPage(title, _("Its name and tax number stand on invoices."), _("Save"), back, _("Companies"))
    return form_page(request, form, page, act)


@both
def price_group(request: HttpRequest, code: str = "") -> HttpResponse:
    """Enter or rename a price group."""
    require(request.actor, MANAGE)
    row = _one(selectors.price_groups_queryset(request.actor), code)
    form = PriceGroupForm(sent(request), initial=_shown(row, PriceGroupForm), is_new=row is None)
    back = reverse("organisation:price_groups")

    def act(given: dict[str, Any]) -> str:
        wanted = {"code": code} | given
        services.save_price_group(actor=request.actor, **wanted, is_new=row is None, at=now())
        return back

    title = _("Rename the price group") if row else _("Enter a price group")
    page = FormPage(title, _("Its stores share one gold price board."), _("Save"), back, _("Price groups"))
    return form_page(request, form, page, act)


@both
def chain(request: HttpRequest) -> HttpResponse:
    """The chain's own name, time zone and hotline."""
    require(request.actor, MANAGE)
    form = ChainForm(sent(request), initial=asdict(selectors.chain_facts()))

    def act(given: dict[str, Any]) -> str:
        services.set_chain(actor=request.actor, **given, at=now())
        return reverse("organisation:stores")

    page = FormPage(
        _("The chain"), _("Its name stands on the price screen and on slips."), _("Save"),
        reverse("organisation:stores"), _("Stores"),
    )  # fmt: skip
    return form_page(request, form, page, act)


def _one(rows: Any, code: str) -> Any:
    if not code:
        return None
    row = rows.filter(code=code).first()
    if row is None:
        raise NotFound(key=code)
    return row


def _shown(row: Any, form: Any) -> dict[str, Any]:
    return {name: getattr(row, name) for name in form.base_fields} if row else {}
