"""The screen of a list: one view function for every list of the house.

The page works without scripts; HTMX swaps `#list` alone, and asks for the totals apart.

Context of `shell/list.html`:
`definition`, `state` ("rows", "empty", "no_match", "wrong"), `note`, `asked` (list of
`Asked`), `heads` (list of `Head`), `rows` (list of `Row`), `next_url`, `previous_url`, `clear_url`,
`totals_url`, `totals` (list of (title, text, kind) or None while they are loaded apart),
`exports` (list of (kind, url)), `actions` (list of (title, url), the first is the primary button),
`banner` (a sentence or ""), `size`, `sort`, `dense`, `dense_url`, `picking` (whether rows can be picked), `batch`
(list of (title, url, icon)), `export_picked` (where picked rows are POSTed to become a file, or ""), and what
`shell/components/list_views.html` shows: `applied`, `tabs` (list of `Tab`), `gear_url`, `kept` (hidden fields).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from facet.kernel import clock
from facet.kernel.errors import DomainError
from facet.kernel.listing import cells
from facet.kernel.listing.applying import chosen_view
from facet.kernel.listing.definition import Column, ListDefinition
from facet.kernel.listing.export import CONTENT_TYPES, ExportFile, ReasonNeeded, Taking, TooManyRows, export_list
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
    key: str = ""  # what picking it sends


@dataclass(frozen=True, slots=True)
class Tab:
    """One saved view as a link above the list."""

    name: str
    url: str
    is_open: bool
    shared_with: str


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
    definition = definition.grown()
    query = query_of(definition, actor, request.GET)
    kind = request.GET.get("export", "")
    taken = _taken_away(request, definition, query) if kind in CONTENT_TYPES else None
    if isinstance(taken, HttpResponse):
        return taken
    with viewing(actor):
        if request.GET.get("part") == "totals":
            return render(request, f"{TEMPLATE}#totals", {"totals": totals_of(definition, query, actor)})
        shown = _context(definition, query, actor, with_totals="totals" in request.GET)
    shown |= {"back": request.path, **_refused_export(definition, query, taken, kind)}
    return _shown(request, template, {**shown, **(context or {})}, wrong=bool(taken) or query.is_wrong)


def query_of(definition: ListDefinition, actor: Actor, parameters: Mapping[str, str]) -> ListQuery:
    """What an address asks, under the view it names or the reader's default one. Raises: NotFound."""
    if not definition.offered():  # a part of another page has no views
        return read_query(definition, actor, parameters)
    today = clock.local_date(clock.now(), settings.TIME_ZONE)
    wanted = parameters.get("view", "")
    applied = chosen_view(definition, actor, wanted if wanted.isdecimal() else "", today)
    return read_query(definition, actor, parameters, applied)


def _taken_away(
    request: HttpRequest, definition: ListDefinition, query: ListQuery
) -> HttpResponse | DomainError | None:
    """The file that was asked for, or why there is none."""
    if query.is_wrong:
        return None
    try:
        taking = Taking(kind=request.GET["export"])
        return file_answer(export_list(request.actor, definition, query=query, taking=taking, at=clock.now()))  # type: ignore[attr-defined]
    except DomainError as refusal:
        return refusal


def _refused_export(
    definition: ListDefinition, query: ListQuery, refusal: DomainError | None, kind: str
) -> dict[str, Any]:
    """The sentence, and where a reason or the export queue would help, the form for it."""
    if refusal is None:
        return {"banner": ""}
    helps = isinstance(refusal, ReasonNeeded | TooManyRows) and definition.offered()
    url = f"{reverse('shell:list_export', args=[definition.key])}{_url(query)}" if helps else ""
    return {"banner": sentence(refusal), "export_ask": {"url": url, "kind": kind} if url else None}


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
        rows = [row_of(query.columns, row) for row in page.rows]
        after, before = page.after, page.before
    return {
        "definition": definition,
        "state": _state(query, rows),
        "note": definition.note(actor) if definition.note else "",
        "asked": query.asked,
        "query": query,
        "heads": [_head(column, query) for column in query.columns],
        "rows": rows,
        "next_url": _url(query, after=after) if after else "",
        "previous_url": _url(query, before=before) if before else "",
        "clear_url": f"?view={query.view}" if query.view else "?",
        "totals": totals_of(definition, query, actor) if with_totals else None,
        "totals_url": _url(query, part="totals") if definition.totals_for(actor) and rows else "",
        "totals_inline_url": _url(query, totals="1"),
        "exports": [(kind, _url(query, export=kind)) for kind in CONTENT_TYPES]
        if rows and definition.may_export(actor)
        else [],
        "actions": [(gettext(title), reverse(name)) for title, name, right in definition.actions if actor.may(right)],
        "size": query.size,
        "sort": query.sort,
        **_views(definition, query, actor, rows),
    }


def _views(definition: ListDefinition, query: ListQuery, actor: Actor, rows: list[Row]) -> dict[str, Any]:
    """What belongs to saved views and to picking rows."""
    applied = query.applied
    others = applied.others if applied else ()
    open_id = applied.view.id if applied and applied.view else 0
    tabs = [Tab(gettext("All rows"), "?view=0", not open_id, "")] if others else []
    tabs += [Tab(each.name, f"?view={each.id}", each.id == open_id, each.shared_with) for each in others]
    batch = [(gettext(act.title), reverse(act.url), act.icon) for act in definition.batch_for(actor)]
    export_picked = reverse("shell:list_export", args=[definition.key]) if definition.may_export(actor) else ""
    kept = definition.key if definition.offered() else ""
    return {
        "applied": applied,
        "tabs": tabs,
        "gear_url": f"{reverse('shell:view', args=[kept])}{_url(query)}" if kept and actor.staff_id else "",
        "kept": _kept(query) if kept else [],
        "dense": query.dense,
        "dense_url": "?" + urlencode(query.parameters(dense="0" if query.dense else "1")),
        "frozen": bool(applied and applied.content.frozen),
        "batch": batch,
        "export_picked": export_picked if kept else "",
        "picking": bool(rows and kept and (batch or export_picked)),
    }


def _state(query: ListQuery, rows: list[Row]) -> str:
    if query.is_wrong:
        return "wrong"
    if rows:
        return "rows"
    return "no_match" if query.is_narrowed or query.after or query.before else "empty"


def _kept(query: ListQuery) -> list[tuple[str, str]]:
    """What the list shows now, as the fields of the form that saves it (shell/web/view_form.py)."""
    applied = query.applied
    groups = [
        (group.match, [(row.condition, row.texts) for row in group.rows])
        for group in (applied.content.groups if applied else ())
    ]
    asked = [(each.condition.key, each.texts) for each in query.asked if any(each.texts) and not each.error]
    groups += [("all", asked)] if asked else []
    fields = [("match", applied.content.match if applied else "all"), ("groups", str(len(groups)))]
    fields += [(name, column.key) for column in query.columns for name in ("order", "column")]
    fields += [("sort", query.sort), ("size", str(query.size))]
    fields += [("dense", "on")] if query.dense else []
    fields += [("frozen", "on")] if applied and applied.content.frozen else []
    for number, (match, rows) in enumerate(groups):
        fields += [(f"match_{number}", match), (f"rows_{number}", str(len(rows)))]
        for line, (key, texts) in enumerate(rows):
            fields += [(f"cond_{number}_{line}", key), *((f"text_{number}_{line}", text) for text in texts)]
    return fields


def row_of(columns: list[Column], row: Any) -> Row:
    """`row` as the page shows it."""
    line = [cells.shown(column, row) for column in columns]
    key = row.get("pk", row.get("id")) if isinstance(row, dict) else getattr(row, "pk", "")
    return Row(line, next((cell.link for cell in line if cell.link), None), str(key or ""))


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


def file_answer(file: ExportFile) -> HttpResponse:
    """`file` as an attachment that no cache keeps."""
    response = HttpResponse(file.content, content_type=file.content_type)
    response["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response["Cache-Control"] = "no-store"
    return response
