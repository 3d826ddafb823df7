"""The screens of saved views, one address for every list: edit, save, delete, and export picked rows."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from facet.kernel import clock
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.listing.definition import ListDefinition, offered_list
from facet.kernel.listing.views import Content, ViewGroup, ViewRow
from facet.kernel.listing.web import query_of
from facet.kernel.pages import sentence
from facet.kernel.permissions import require
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.shell.web.view_form import Editing, opened, posted, shown_form


def _definition(request: HttpRequest, key: str) -> ListDefinition:
    definition = offered_list(key)
    if definition is None:
        raise NotFound(key=key[:64])
    require(request.actor, definition.permission)
    return definition


@require_http_methods(["GET", "POST"])
def view(request: HttpRequest, key: str) -> HttpResponse:
    """Columns and conditions of one list: opened on what the list shows now, saved by its own button."""
    definition = _definition(request, key)
    if request.method == "GET":
        return _page(request, definition, _opened(request, definition))
    editing = posted(definition, request.actor, request.POST)
    act = request.POST.get("act", "")
    if act not in {"save", "new"}:
        return _page(request, definition, editing)
    try:
        view_id = _save(request, definition, editing, as_new=act == "new")
    except DomainError as refusal:
        return _page(request, definition, editing, {"refusal": sentence(refusal)}, status=refusal.status)
    request.session["notice"] = gettext("The view “{name}” is kept.").format(name=editing.fields["name"].strip())
    return redirect(f"{back_to(request, editing.fields['back'])}?view={view_id}")


def _opened(request: HttpRequest, definition: ListDefinition) -> Editing:
    """What the list shows at the address that the gear stands on; a view that may be changed is changed."""
    query = query_of(definition, request.actor, request.GET)
    applied = query.applied
    asked = tuple(ViewRow(each.condition.key, each.texts) for each in query.asked if any(each.texts) and not each.error)
    saved = applied.view if applied else None
    groups = applied.content.groups if applied else ()
    content = Content(
        columns=tuple(column.key for column in query.columns),
        groups=(*groups, ViewGroup("all", asked)) if asked else groups,
        match=applied.content.match if applied else "all",
        sort=query.sort,
        size=query.size,
        frozen=bool(applied and applied.content.frozen),
        dense=query.dense,
    )
    fields = {"back": back_to(request, request.GET.get("back", "/")), "share": "mine"}
    if saved is not None and saved.may_change:
        row = organisation_selectors.view_sharing(request.actor, saved.id)
        fields |= {"view_id": str(saved.id), "version": str(saved.version), "name": saved.name}
        fields |= {"share": row[0], "target": row[1], "is_default": "on" if row[2] else ""}
    return opened(definition, request.actor, content, fields)


def _save(request: HttpRequest, definition: ListDefinition, editing: Editing, *, as_new: bool) -> int:
    fields = editing.fields
    number = fields["view_id"] if fields["view_id"].isdigit() and not as_new else ""
    share, _, target = (fields["share"] or "mine").partition(":")
    wanted = organisation_services.ViewIn(
        list_key=definition.key,
        name=fields["name"].strip(),
        content=editing.content.plain(),
        view_id=int(number) if number else None,
        share=share,
        target=target or fields["target"],
        is_default=bool(fields["is_default"]),
        version=int(fields["version"]) if number and fields["version"].isdigit() else None,
    )
    return organisation_services.save_view(actor=request.actor, view=wanted, at=clock.now())


def back_to(request: HttpRequest, address: str) -> str:
    """The list's own path, never another house's."""
    path = address.partition("?")[0]
    if "//" in path and url_has_allowed_host_and_scheme(path, {request.get_host()}):
        path = "/" + path.partition("//")[2].partition("/")[2]
    local = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if local and len(path) < 200 else "/"


def _page(
    request: HttpRequest,
    definition: ListDefinition,
    editing: Editing,
    more: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    roles, stores = organisation_selectors.sharing_targets(request.actor)
    context = {"definition": definition, "roles": roles, "stores": stores, "back": editing.fields.get("back", "/")}
    shown = shown_form(definition, request.actor, editing)
    return render(request, "shell/view.html", context | shown | (more or {}), status=status)


@require_POST
def delete_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Throw a view away and go back to the list."""
    organisation_services.delete_view(actor=request.actor, view_id=view_id, at=clock.now())
    request.session["notice"] = gettext("The view is gone; the list shows as it was made.")
    return redirect(back_to(request, request.POST.get("back", "/")))
