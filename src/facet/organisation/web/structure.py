"""Screens of areas, departments, partners and tills."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from facet.kernel.clock import now
from facet.kernel.errors import NotFound
from facet.kernel.listing.web import list_page
from facet.kernel.permissions import require
from facet.organisation import selectors, services
from facet.organisation.permissions import OrganisationPermission
from facet.organisation.web import device as browser
from facet.organisation.web.form_page import FormPage, form_page, say, sent
from facet.organisation.web.forms import NodeForm, PartnerForm, TillForm
from facet.organisation.web.lists import PARTNERS
from facet.organisation.web.lists_people import DEVICES

both = require_http_methods(["GET", "POST"])
STORES, DEPARTMENTS, DEVICE = (
    OrganisationPermission.MANAGE_STORES,
    OrganisationPermission.MANAGE_DEPARTMENTS,
    OrganisationPermission.MANAGE_DEVICES,
)


@dataclass(frozen=True, slots=True)
class Tree:
    """What differs between the screens of areas and of departments."""

    nodes: Callable[..., list[selectors.NodeRow]]
    create: Callable[..., int]
    edit: Callable[..., None]
    permission: OrganisationPermission
    url: str
    node_url: str
    closes: bool


AREAS = Tree(
    selectors.areas, services.create_area, services.edit_area, STORES, "organisation:areas", "organisation:area", False
)
UNITS = Tree(
    selectors.departments, services.create_department, services.edit_department, DEPARTMENTS,
    "organisation:departments", "organisation:department", True,
)  # fmt: skip


@require_GET
def areas(request: HttpRequest) -> HttpResponse:
    """The tree of areas with their stores."""
    words = {
        "title": _("Areas"), "purpose": _("How stores hang together; an area manager sees all stores below."),
        "count": _("Stores"), "add": _("Add an area"), "add_url": reverse("organisation:area_new"),
        "empty": _("No area yet. A store needs one."),
    }  # fmt: skip
    return _tree_page(request, AREAS, words)


@require_GET
def departments(request: HttpRequest) -> HttpResponse:
    """The tree of departments with their people."""
    words = {
        "title": _("Departments"), "purpose": _("How people hang together."), "count": _("Colleagues"),
        "add": _("Add a department"), "add_url": reverse("organisation:department_new"),
        "empty": _("No department yet. Staff need one."),
    }  # fmt: skip
    return _tree_page(request, UNITS, words)


@both
def area(request: HttpRequest, code: str = "") -> HttpResponse:
    """Add an area, rename it, or hang it elsewhere."""
    title = _("Change the area") if code else _("Add an area")
    remove = reverse("organisation:area_remove", args=[code]) if code else ""
    page = FormPage(
        title, _("Rights follow the tree at once."), _("Save"), reverse(AREAS.url), _("Areas"),
        template="organisation/area.html", extra={"remove": remove},
    )  # fmt: skip
    return _node_page(request, AREAS, code, page)


@both
def department(request: HttpRequest, code: str = "") -> HttpResponse:
    """Add a department, rename it, hang it elsewhere or close it."""
    title = _("Change the department") if code else _("Add a department")
    page = FormPage(title, _("Staff belong to departments."), _("Save"), reverse(UNITS.url), _("Departments"))
    return _node_page(request, UNITS, code, page)


@require_POST
def area_remove(request: HttpRequest, code: str) -> HttpResponse:
    """Take away an empty area."""
    services.remove_area(actor=request.actor, code=code, at=now())
    say(request, _("The area was removed."))
    return redirect("organisation:areas")


@require_GET
def partners(request: HttpRequest) -> HttpResponse:
    """Suppliers, refiners, laboratories and malls."""
    return list_page(request, PARTNERS)


@both
def partner(request: HttpRequest, code: str = "") -> HttpResponse:
    """Enter or change a partner."""
    require(request.actor, STORES)
    row = selectors.partners_queryset(request.actor).filter(code=code).first()
    if code and row is None:
        raise NotFound(key=code)
    shown = {name: getattr(row, name) for name in PartnerForm.base_fields} if row else {}
    form = PartnerForm(sent(request), initial=shown, is_new=row is None)
    back = reverse("organisation:partners")

    def act(given: dict[str, Any]) -> str:
        code_now = given.pop("code", code)
        wanted = services.PartnerIn(**given)
        services.save_partner(actor=request.actor, code=code_now, request=wanted, is_new=row is None, at=now())
        return back

    title = _("Change the partner") if row else _("Enter a partner")
    page = FormPage(title, _("A house we deal with."), _("Save"), back, _("Partners"))
    return form_page(request, form, page, act)


@require_GET
def devices(request: HttpRequest) -> HttpResponse:
    """Tills and tablets of the stores one manages."""
    return list_page(request, DEVICES)


@both
def device(request: HttpRequest, till_id: int | None = None) -> HttpResponse:
    """Add or change a till; from here a browser is made that till."""
    require(request.actor, DEVICE)
    row = selectors.tills_queryset(request.actor).filter(pk=till_id or 0).first()
    if till_id and row is None:
        raise NotFound(key=str(till_id))
    shown = {name: getattr(row, name) for name in ("name", "kind", "is_active")} if row else {}
    stores = selectors.stores_of(request.actor, DEVICE)
    form = TillForm(sent(request), initial=shown, stores=stores, is_new=row is None)

    def act(given: dict[str, Any]) -> str:
        store_id = row.store_id if row else next(each.id for each in stores if each.code == given["store"])
        code = row.code if row else given["code"]
        wanted = services.TillIn(given["name"], given["kind"], given["is_active"])
        new_id = services.save_till(
            actor=request.actor, store_id=store_id, code=code, request=wanted, is_new=row is None, at=now()
        )
        return reverse("organisation:device", args=[new_id])

    return form_page(request, form, _device_page(request, row), act)


@require_POST
def device_register(request: HttpRequest, till_id: int) -> HttpResponse:
    """Make this browser the till, or (`forget`) no till any more."""
    response = redirect("organisation:devices")
    if "forget" in request.POST:
        browser.forget(response)
        return response
    row = services.register_device(actor=request.actor, till_id=till_id, at=now())
    facts = {"id": row.pk, "till": row.code, "store": row.store.code, "store_name": row.store.name}
    browser.register(request, response, facts)
    say(request, _("This browser is now %(till)s of %(store)s.") % {"till": row.code, "store": row.store.name})
    return response


def _device_page(request: HttpRequest, row: Any) -> FormPage:
    known = browser.registered(request)
    extra = {"till": row, "is_here": bool(row and known and known["id"] == row.pk)}
    title = f"{row.store.code} {row.code}" if row else _("Add a till")
    purpose = _("Where tickets are opened and money is taken.")
    back = reverse("organisation:devices")
    return FormPage(
        title, purpose, _("Save"), back, _("Tills and tablets"), template="organisation/device.html", extra=extra
    )


def _tree_page(request: HttpRequest, tree: Tree, words: dict[str, str]) -> HttpResponse:
    may_edit = request.actor.scope(tree.permission).chain_wide
    context = {"nodes": tree.nodes(request.actor), "words": words, "may_edit": may_edit, "node_url": tree.node_url}
    return render(request, "organisation/tree.html", context)


def _node_page(request: HttpRequest, tree: Tree, code: str, page: FormPage) -> HttpResponse:
    require(request.actor, tree.permission)
    nodes = tree.nodes(request.actor)
    node = next((each for each in nodes if each.code == code), None)
    if code and node is None:
        raise NotFound(key=code)
    shown = {name: getattr(node, name) for name in ("name", "name_en", "parent", "is_active")} if node else {}
    form = NodeForm(sent(request), initial=shown, nodes=nodes, closes=tree.closes, own=code, is_new=node is None)

    def act(given: dict[str, Any]) -> str:
        code_now = given.pop("code", code)
        save = tree.edit if node else tree.create
        save(actor=request.actor, code=code_now, request=services.NodeIn(**given), at=now())
        return reverse(tree.url)

    return form_page(request, form, page, act)
