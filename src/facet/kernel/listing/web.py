"""The screen of a list: one view function for every list of the house.

The page works without scripts; HTMX swaps `#list` alone, and asks for the totals apart.

Context of `shell/list.html`:
`definition`, `state` ("rows", "empty", "no_match", "wrong"), `note`, `asked` (list of
`Asked`), `heads` (list of `Head`), `rows` (list of `Row`), `next_url`, `previous_url`, `clear_url`,
`totals_url`, `totals` (list of (title, text, kind) or None while they are loaded apart),
`exports` (list of (kind, url)), `actions` (list of (title, url), the first is the primary button),
`banner` (a sentence or ""), `size`, `sort`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from facet.kernel import clock
from facet.kernel.errors import DomainError
from facet.kernel.listing import cells
from facet.kernel.listing.definition import Column, ListDefinition
from facet.kernel.listing.export import CONTENT_TYPES, export_list
from facet.kernel.listing.paging import read_page
from facet.kernel.listing.query import ListQuery, read_query
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import viewing

TEMPLATE = "shell/list.html"


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head: where a click leads ("" when it does not sort), and how it sorts now."""

    title: str
    numeric: bool
    url: str
    sorted: str  # "ascending", "descending", "none": the words of aria-sort
    hint: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list."""

    cells: list[cells.Cell]
    link: str | None  # where Enter leads: the first link of the line


def list_page(
    request: HttpRequest,
    definition: ListDefinition,
    *,
    template: str = TEMPLATE,
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Show `definition` to `request.actor`, or give it as a file with ?export=csv|xlsx.

    Raises: NotPermitted, which becomes the page that says who may grant the right.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]
    require(actor, definition.permission)
    query = read_query(definition, actor, request.GET)
    taken = _taken_away(request, definition, query) if request.GET.get("export") in CONTENT_TYPES else ""
    if isinstance(taken, HttpResponse):
        return taken
    with viewing(actor):
        if request.GET.get("part") == "totals":
            return render(request, f"{TEMPLATE}#totals", {"totals": totals_of(definition, query, actor)})
        shown = _context(definition, query, actor, with_totals="totals" in request.GET)
    return _shown(request, template, {**shown, "banner": taken, **(context or {})}, wrong=bool(taken) or query.is_wrong)


def _taken_away(request: HttpRequest, definition: ListDefinition, query: ListQuery) -> HttpResponse | str:
    """The file that was asked for, or the sentence that says why there is none."""
    if query.is_wrong:
        return ""
    try:
        kind = request.GET["export"]
        return _file(export_list(request.actor, definition, query=query, kind=kind, at=clock.now()))  # type: ignore[attr-defined]
    except DomainError as refusal:
        return sentence(refusal)


def _shown(request: HttpRequest, template: str, context: Mapping[str, Any], *, wrong: bool) -> HttpResponse:
    page = f"{TEMPLATE}#list" if _wants_part(request) else template  # a page of one's own keeps the list as it is
    response = render(request, page, dict(context), status=422 if wrong else 200)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _wants_part(request: HttpRequest) -> bool:
    """Whether HTMX asks for the list alone; going back in the browser asks for the page."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.history_restore_request and htmx.target == "list"


def totals_of(definition: ListDefinition, query: ListQuery, actor: Actor) -> list[tuple[str, str, str]]:
    """The figures over every row that meets `query`. Queries: 1."""
    wanted = definition.totals_for(actor)
    if not wanted or query.is_wrong:
        return []
    found = (
        query.narrow(definition.queryset(actor))
        .order_by()
        .aggregate(**{f"total_{each.key}": each.expression for each in wanted})
    )
    return [
        (gettext(each.title), cells.text_of(found[f"total_{each.key}"] or 0, each.kind), each.kind) for each in wanted
    ]


def _context(definition: ListDefinition, query: ListQuery, actor: Actor, *, with_totals: bool) -> dict[str, Any]:
    rows: list[Row] = []
    after = before = ""
    if not query.is_wrong:
        page = read_page(definition, query, query.narrow(definition.queryset(actor)))
        rows = [_row(query.columns, row) for row in page.rows]
        after, before = page.after, page.before
    return {
        "definition": definition,
        "state": _state(query, rows),
        "note": definition.note(actor) if definition.note else "",
        "asked": query.asked,
        "heads": [_head(column, query) for column in query.columns],
        "rows": rows,
        "next_url": _url(query, after=after) if after else "",
        "previous_url": _url(query, before=before) if before else "",
        "clear_url": "?",
        "totals": totals_of(definition, query, actor) if with_totals else None,
        "totals_url": _url(query, part="totals") if definition.totals_for(actor) and rows else "",
        "totals_inline_url": _url(query, totals="1"),
        "exports": [(kind, _url(query, export=kind)) for kind in CONTENT_TYPES]
        if rows and definition.may_export(actor)
        else [],
        "actions": [(gettext(title), reverse(name)) for title, name, right in definition.actions if actor.may(right)],
        "size": query.size,
        "sort": query.sort,
    }


def _state(query: ListQuery, rows: list[Row]) -> str:
    if query.is_wrong:
        return "wrong"
    if rows:
        return "rows"
    return "no_match" if query.is_narrowed or query.after or query.before else "empty"


def _row(columns: list[Column], row: Any) -> Row:
    line = [cells.shown(column, row) for column in columns]
    return Row(line, next((cell.link for cell in line if cell.link), None))


def _head(column: Column, query: ListQuery) -> Head:
    """A click sorts upward, a second one downward."""
    current = (
        {column.key: "ascending", f"-{column.key}": "descending"}.get(query.sort, "none") if query.sort else "none"
    )
    target = f"-{column.key}" if current == "ascending" else column.key
    url = _url(query, sort=target) if column.sort else ""
    return Head(gettext(column.title), column.numeric, url, current, gettext(column.hint) if column.hint else "")


def _url(query: ListQuery, **changes: str) -> str:
    return "?" + urlencode(query.parameters(**changes))


def _file(file: Any) -> HttpResponse:
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["Cache-Control"] = "no-store"
    return response
