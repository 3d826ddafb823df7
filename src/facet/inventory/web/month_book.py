"""The screens of the month book: the book by store or category, the papers behind a number, lock and open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from facet.catalog import selectors as catalog_selectors
from facet.inventory import selectors, services
from facet.inventory.flows.month_book import CONTENT_TYPES, book_file
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.month_book import COLUMN_WORDS, FLOWS, NONE, BookColumn, BookLine, previous_month
from facet.inventory.selectors.documents import papers_of
from facet.inventory.selectors.month_pages import book_stores, booked_pieces
from facet.inventory.web.fields import spoken
from facet.kernel import formats
from facet.kernel.clock import local_date, now
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor
from facet.kernel.transactions import viewing
from facet.organisation.selectors import StoreRow

MEASURES = {"pieces": ("pieces", "int"), "grams": ("net_mg", "grams"), "cost": ("cost_cents", "yuan")}
MONTHS_BACK = 24
_SHOWN = (BookColumn.OPENING, BookColumn.CORRECTED, *FLOWS)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page was asked for."""

    month: date
    store: str
    entity: str
    measure: str

    @property
    def query(self) -> str:
        return f"month={self.month:%Y-%m}&store={self.store}&entity={self.entity}&measure={self.measure}"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a store, or a category of the chosen store."""

    code: str
    name: str
    line: BookLine
    is_locked: bool
    category_id: int = 0


def _asked(request: HttpRequest, actor: Actor) -> Asked:
    today = local_date(now(), settings.TIME_ZONE)
    month = _month(request.GET.get("month", "")) or today.replace(day=1)
    wanted = request.GET.get("measure", "pieces")
    allowed = [name for name in MEASURES if name != "cost" or actor.sees("cost")]
    return Asked(month, request.GET.get("store", "")[:16].upper(), request.GET.get("entity", "")[:16],
                 wanted if wanted in allowed else "pieces")  # fmt: skip


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        return None


@require_GET
def month_book(request: HttpRequest) -> HttpResponse:
    """The book of a month: all stores, or one store by category; as a page, a spreadsheet or a PDF."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = _asked(request, actor)
    with viewing(actor):
        book = selectors.month_book(actor, month=asked.month)
        stores = book_stores(actor)
        facts = {each.id: each for each in catalog_selectors.category_facts().values()}
    rows = _rows(book, asked, stores, {key: spoken(each.name, each.name_en) for key, each in facts.items()})
    if (kind := request.GET.get("file", "")) in CONTENT_TYPES:
        return _file(actor, asked, rows, kind)
    chosen = next((row for row in stores.values() if row.code == asked.store), None)
    field, unit = MEASURES[asked.measure]
    context = {
        "asked": asked, "unit": unit, "rows": [(row, _numbers(row, field)) for row in rows],
        "foot": _foot(rows, field), "heads": [(each.value, COLUMN_WORDS[each]) for each in _SHOWN],
        "measures": [name for name in MEASURES if name != "cost" or book.sees_cost],
        "months": _months(asked.month), "stores": stores.values(), "chosen": chosen,
        "entities": sorted({(row.entity_code, row.entity_name) for row in stores.values()}),
        "lock": book.locks.get(chosen.id) if chosen else None, "locked": len(book.locks.keys() & stores.keys()),
        "may_lock": bool(chosen) and actor.may(InventoryPermission.LOCK_MONTH, store_id=chosen.id if chosen else None),
        "is_over": local_date(now(), settings.TIME_ZONE).replace(day=1) > asked.month, "own_key": actor.key,
    }  # fmt: skip
    return render(request, "inventory/month_book.html", context)


def _rows(
    book: selectors.MonthBook, asked: Asked, stores: Mapping[int, StoreRow], names: Mapping[int, str]
) -> list[Row]:
    """The lines added up by store, or those of the chosen store."""
    found: dict[Any, Row] = {}
    for key, line in sorted(book.lines.items()):
        place = stores.get(key.store_id)
        if place is None or asked.store not in ("", place.code) or asked.entity not in ("", place.entity_code):
            continue
        if asked.store:
            found[key] = Row(place.code, names[key.category_id], line, key.store_id in book.locks, key.category_id)
            continue
        before = found.get(key.store_id)
        columns = _added(before.line.columns if before else {}, line.columns)
        found[key.store_id] = Row(place.code, spoken(place.name, place.name_en), BookLine(columns),
                                  key.store_id in book.locks)  # fmt: skip
    return list(found.values())


def _added(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    return {name: one.get(name, NONE).plus(other.get(name, NONE)) for name in one.keys() | other.keys()}


def _numbers(row: Row, field: str) -> list[tuple[str, int]]:
    cells = [(each.value, getattr(row.line.of(each), field)) for each in _SHOWN]
    return [*cells, ("closing", getattr(row.line.closing, field))]


def _foot(rows: list[Row], field: str) -> list[int]:
    return [sum(cell[1] for cell in cells) for cells in zip(*(_numbers(row, field) for row in rows), strict=True)]


def _months(chosen: date) -> list[date]:
    """The months on offer, the newest first; the chosen one too, however old."""
    month = local_date(now(), settings.TIME_ZONE).replace(day=1)
    found = []
    for _ in range(MONTHS_BACK):
        found.append(month)
        month = previous_month(month)
    return found if chosen in found else [*found, chosen]


def _file(actor: Actor, asked: Asked, rows: list[Row], kind: str) -> HttpResponse:
    """All three measures of every row, one line for each measure."""
    heads = [gettext("Code"), gettext("Name"), gettext("Measure")]
    words = {"pieces": gettext("Pieces"), "grams": gettext("Grams"), "cost": gettext("Cost")}
    columns = [(head, "text") for head in heads]
    columns += [(gettext(COLUMN_WORDS[each]), "text") for each in _SHOWN] + [(gettext("Closing"), "text")]
    table = [
        (row.code, row.name, words[name], *(formats.plain(value, unit) for _, value in _numbers(row, field)))
        for row in rows
        for name, (field, unit) in MEASURES.items()
        if name != "cost" or actor.sees("cost")
    ]
    title = f"{gettext('Month book')} {asked.month:%Y-%m}"
    content = book_file(actor, title=title, columns=columns, table=table, kind=kind, at=now())
    answer = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="month-{asked.month:%Y-%m}.{kind}"'
    return answer


@require_GET
def month_papers(request: HttpRequest) -> HttpResponse:
    """The papers and pieces behind one number of the book."""
    actor = request.actor  # type: ignore[attr-defined]
    asked = _asked(request, actor)
    column = request.GET.get("column", "")
    category = request.GET.get("category", "")
    if column not in {each.value for each in FLOWS} or not category.isdecimal():
        raise NotFound(key=column)
    with viewing(actor):
        rows = booked_pieces(
            actor, month=asked.month, store=asked.store, category_id=int(category[:9]), column=BookColumn(column)
        )
        papers = papers_of(actor, [row.document for row in rows])
    context = {
        "asked": asked, "column": COLUMN_WORDS[BookColumn(column)], "sees_cost": actor.sees("cost"),
        "rows": [(row, spoken(row.name, row.name_en), papers[row.document]) for row in rows],
    }  # fmt: skip
    return render(request, "inventory/month_papers.html", context)


@require_POST
def month_lock(request: HttpRequest) -> HttpResponse:
    """Lock the month of a store."""
    actor = request.actor  # type: ignore[attr-defined]
    month, store = _month(request.POST.get("month", "")), request.POST.get("store", "")[:16]
    if month is None:
        raise NotFound(key="month")
    _try(request, lambda: services.lock_month(actor=actor, store=store, month=month, at=now()),
         gettext("Locked: the numbers stay as they are."))  # fmt: skip
    return redirect(f"{reverse('inventory:month_book')}?month={month:%Y-%m}&store={store}")


@require_POST
def month_reopen(request: HttpRequest, lock_id: int) -> HttpResponse:
    """Ask to open a locked month, or, as the second person, open it."""
    actor = request.actor  # type: ignore[attr-defined]
    if "open" in request.POST:
        _try(request, lambda: services.reopen_month(actor=actor, lock_id=lock_id, at=now()),
             gettext("Open again: the movements speak."))  # fmt: skip
    else:
        reason = request.POST.get("reason", "")[:200]
        _try(request, lambda: services.ask_to_reopen_month(actor=actor, lock_id=lock_id, reason=reason, at=now()),
             gettext("Asked: a second person opens it on this page."))  # fmt: skip
    month = _month(request.POST.get("month", "")) or local_date(now(), settings.TIME_ZONE)
    store = request.POST.get("store", "")[:16]
    return redirect(f"{reverse('inventory:month_book')}?month={month:%Y-%m}&store={store}")


def _try(request: HttpRequest, act: Any, done: str) -> None:
    """Do it and say so, or say why not."""
    try:
        act()
    except NotFound:
        raise
    except DomainError as refusal:
        request.session["notice"] = sentence(refusal)
    else:
        request.session["notice"] = done
