"""The rows of a list as a file: CSV for programs and Excel, XLSX for people, PDF for paper.

Texts that a spreadsheet would run as a formula are made harmless; numbers stay numbers.
Every export is remembered as "<list key>.exported" with its number of rows.
"""

import contextlib
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from facet.kernel import formats, recording
from facet.kernel.errors import DomainError, gettext_noop
from facet.kernel.listing import cells
from facet.kernel.listing.definition import LARGEST_PAGE, Column, ListDefinition
from facet.kernel.listing.paging import keys_of
from facet.kernel.listing.pdf import LONGEST, pdf
from facet.kernel.listing.query import ListQuery
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import noted_reading

_FORMATS = {
    "yuan": "#,##0.00",
    "grams": "0.00#",
    "carats": "0.00#",
    "percent": '0.##"%"',
    "points": "#,##0",
    "int": "#,##0",
}
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
}
REASON_ABOVE = 200  # rows: who takes more says why. Source: ux.md 2.22, reliability.md 2.6
QUEUED_LIMIT = 20_000  # rows of a queued file, where the role names no other ("export_rows")


class TooManyRows(DomainError):
    """More rows than one file may take away."""

    code = "kernel.too_many_rows"
    status = 422
    text = gettext_noop("More than {limit} rows meet these conditions. Narrow them and export again.")


class ReasonNeeded(DomainError):
    """A large export says why, in the audit record."""

    code = "kernel.export_needs_reason"
    status = 422
    text = gettext_noop("{rows} rows would leave the house. Write why you need them, then export again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """How rows are taken away. `picked`: their keys, None for all that meet the conditions.

    `allowed` is how many a second person said yes to, 0 where nobody was asked.
    """

    kind: str
    reason: str = ""
    picked: tuple[str, ...] | None = None
    is_queued: bool = False
    allowed: int = 0


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A finished file."""

    name: str
    content_type: str
    content: bytes
    rows: int


@noted_reading
def export_list(
    actor: Actor, definition: ListDefinition, *, query: ListQuery, taking: Taking, at: datetime
) -> ExportFile:
    """All rows that meet `query`, or the picked ones of them, as a file, remembered in the audit record.

    Raises: NotPermitted, TooManyRows, ReasonNeeded. Queries: 1, and one for each prefetch, and the record.
    """
    require(actor, definition.export_permission or definition.permission)
    queryset = query.narrow(definition.queryset(actor))
    if taking.picked is not None:
        queryset = queryset.filter(pk__in=_known(queryset.model, taking.picked))
    keys = keys_of(definition, query, queryset.model)
    limit = _limit(actor, definition, taking)
    rows = list(queryset.order_by(*(key.ordering for key in keys))[: limit + 1])
    if len(rows) > limit:
        raise TooManyRows(limit=limit, rows=queryset.order_by().count())
    if len(rows) > REASON_ABOVE and not taking.reason:
        raise ReasonNeeded(rows=len(rows))
    table = [[cells.filed(column, row) for column in query.columns] for row in rows]
    content = _written(actor, definition, taking.kind, query.columns, table, at)
    recording.note(
        actor,
        f"{definition.key}.exported",
        at=at,
        subject=("list", definition.key, definition.title),
        rows=len(rows),
        format=taking.kind,
        reason=taking.reason,
        # which conditions were set, not what was typed: a search may be a telephone number
        conditions=[each.condition.key for each in query.asked if each.value is not None],
    )
    stamp = cells.local(at).strftime("%Y%m%d-%H%M")
    name = f"{definition.key}-{stamp}.{taking.kind}"
    return ExportFile(name, CONTENT_TYPES[taking.kind], content, len(rows))


@noted_reading
def export_rows(
    actor: Actor, definition: ListDefinition, *, rows: Sequence[Any], kind: str, at: datetime
) -> ExportFile:
    """Rows that a report has counted, as a file, remembered in the audit record.

    Raises: NotPermitted, TooManyRows beyond what the role may take away.
    """
    require(actor, definition.export_permission or definition.permission)
    refuse_many(actor, len(rows))
    columns = definition.columns_for(actor)
    table = [[cells.filed(column, row) for column in columns] for row in rows]
    content = _written(actor, definition, kind, columns, table, at)
    subject = ("list", definition.key, definition.title)
    recording.note(
        actor, f"{definition.key}.exported", at=at, subject=subject, rows=len(rows), format=kind, reason="",
        conditions=[],
    )  # fmt: skip
    name = f"{definition.key}-{cells.local(at).strftime('%Y%m%d-%H%M')}.{kind}"
    return ExportFile(name, CONTENT_TYPES[kind], content, len(rows))


def refuse_many(actor: Actor, rows: int) -> None:
    """More rows than the role takes away need somebody whose role takes them. Raises: TooManyRows."""
    limit = actor.limits.get("export_rows", QUEUED_LIMIT)
    if rows > limit:
        raise TooManyRows(limit=limit, rows=rows)


def _limit(actor: Actor, definition: ListDefinition, taking: Taking) -> int:
    """How many rows `actor` may take at once: the list's own limit, or his role's for a file that is made aside."""
    if taking.kind == "pdf":
        return min(definition.export_limit, LONGEST)
    if not taking.is_queued:
        return definition.export_limit
    return max(actor.limits.get("export_rows", QUEUED_LIMIT), taking.allowed)


def _known(model: Any, picked: Sequence[str]) -> list[Any]:
    """The keys that could be keys of `model`; a browser may send anything."""
    known = []
    for each in picked[:LARGEST_PAGE]:
        with contextlib.suppress(ValidationError, ValueError, TypeError):
            known.append(model._meta.pk.to_python(each))
    return known


def _written(  # noqa: PLR0917 -- one file's parts
    actor: Actor, definition: ListDefinition, kind: str, columns: Sequence[Column], table: Sequence[Sequence[Any]],
    at: datetime,
) -> bytes:  # fmt: skip
    if kind == "csv":
        return _csv(columns, table)
    if kind == "pdf":
        return pdf(gettext(definition.title), _taken(actor, at), columns, table)
    return _xlsx(actor, definition, columns, table, at)


def _taken(actor: Actor, at: datetime) -> str:
    """Who took it and when: the mark on paper."""
    when = cells.local(at).strftime("%Y-%m-%d %H:%M")
    return gettext("{name}, {when}").format(name=actor.name, when=when)


def _title(column: Column) -> str:
    unit = cells.unit(column.kind)
    title = gettext(column.title)
    return cells.harmless(f"{title} ({unit})" if unit else title)


def _csv(columns: Sequence[Column], table: Sequence[Sequence[Any]]) -> bytes:
    """UTF-8 with the mark that Excel looks for."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_title(column) for column in columns])
    for row in table:
        writer.writerow([_csv_value(value, column.kind) for value, column in zip(row, columns, strict=True)])
    return b"\xef\xbb\xbf" + text.getvalue().encode(errors="ignore")


def _csv_value(value: Any, kind: str) -> str:
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return formats.plain(value, kind) if kind in formats.SCALES else str(value)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, date) else str(value)


def _xlsx(
    actor: Actor, definition: ListDefinition, columns: Sequence[Column], table: Sequence[Sequence[Any]], at: datetime
) -> bytes:
    """A sheet with a frozen head, and on every printed page who took it and when."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(_sheet_name(gettext(definition.title)))
        looks = {kind: book.add_format({"num_format": look}) for kind, look in _FORMATS.items()}
        looks["date"] = book.add_format({"num_format": "yyyy-mm-dd"})
        looks["datetime"] = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        head = book.add_format({"bold": True, "bottom": 1})
        for place, column in enumerate(columns):
            sheet.write_string(0, place, _title(column), head)
            for line, row in enumerate(table, start=1):
                _write(sheet, (line, place), row[place], column.kind, looks)
        sheet.freeze_panes(1, 0)
        sheet.autofit(300)
        taken = _taken(actor, at).replace("&", "&&")[:200]
        sheet.set_footer(f"&L{taken}&R&P / &N")
        sheet.set_header(f"&R{taken}")
        book.set_properties({"author": actor.name, "comments": _taken(actor, at)})
    return file.getvalue()


def _write(sheet: Any, place: tuple[int, int], value: Any, kind: str, looks: dict[str, Any]) -> None:
    if isinstance(value, datetime):
        sheet.write_datetime(*place, value, looks["datetime"])
    elif isinstance(value, date):
        sheet.write_datetime(*place, value, looks["date"])
    elif isinstance(value, int) and not isinstance(value, bool):
        # a spreadsheet knows floats only; two or three digits behind the point survive the way there
        sheet.write_number(*place, value / 10 ** formats.SCALES.get(kind, 0), looks.get(kind))
    elif value != "":
        sheet.write_string(*place, str(value)[:32_000])


def _sheet_name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or "list"
