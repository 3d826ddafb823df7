"""The spreadsheets that we give: the template of an importer, and the report of what is wrong in a file."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter
from django.utils.translation import get_language, gettext

from facet.kernel.importing.definition import ImportColumn, Importer
from facet.kernel.listing.cells import harmless

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_UNITS = {"yuan": "yuan", "grams": "g", "carats": "ct", "percent": "%"}
_SAMPLES = {"yuan": "1280.00", "grams": "3.98", "carats": "0.31", "percent": "12.5", "date": "2026-02-14", "int": "1"}
_TEXT = {"num_format": "@"}  # cells stay what was typed: leading zeros, long numbers


def heading(column: ImportColumn) -> str:
    """The heading in the reader's language, with its unit, starred when it is needed."""
    chinese = (get_language() or "").startswith("zh") or len(column.headings) == 1
    text = column.headings[0 if chinese else 1]
    unit = _UNITS.get(column.kind)
    return text + (f" ({gettext(unit)})" if unit else "") + (" *" if column.required else "")


def template(importer: Importer, rows: Sequence[Mapping[str, str]] = ()) -> bytes:
    """A workbook with the headings, drop-down lists, and a page that explains each column.

    `rows` are what is known already, by column key; without them one example row shows how to fill it in.
    """
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        sheet = book.add_worksheet(_name(gettext(importer.title)))
        head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        plain = book.add_format(_TEXT)
        for place, column in enumerate(importer.columns):
            sheet.write_string(0, place, heading(column), head)
            sheet.set_column(place, place, max(12, len(heading(column)) * 2), plain)
            for line, known in enumerate(rows or [{column.key: _example(column)}], start=1):
                sheet.write_string(line, place, harmless(known.get(column.key, "")), plain)
            if column.hint:
                sheet.write_comment(0, place, gettext(column.hint))
            if column.kind == "choice":
                sheet.data_validation(1, place, importer.row_limit, place, _list(column))
        sheet.freeze_panes(1, 0)
        _explain(book, importer)
    return file.getvalue()


def template_csv(importer: Importer) -> bytes:
    """The same headings and example as plain text, with the mark that Excel looks for."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([heading(column) for column in importer.columns])
    writer.writerow([harmless(_example(column)) for column in importer.columns])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _example(column: ImportColumn) -> str:
    if column.example:
        return column.example
    if column.kind == "choice":
        return _words(column)[0]
    if column.kind == "bool":
        return gettext("yes")
    return _SAMPLES.get(column.kind, "")


def _words(column: ImportColumn) -> list[str]:
    """The spelling of each choice that people see."""
    return [choice[1] if len(choice) > 1 else choice[0] for choice in column.choices]


def _list(column: ImportColumn) -> dict[str, Any]:
    """A drop-down; a spreadsheet takes at most 255 characters of it, longer lists warn only."""
    words: list[str] = []
    for word in _words(column):
        if len(",".join([*words, word])) > 250:
            break
        words.append(word)
    return {"validate": "list", "source": words, "error_type": "warning"}


def _explain(book: Any, importer: Importer) -> None:
    sheet = book.add_worksheet(gettext("How to fill it in"))
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "bottom": 1})
    titles = [
        gettext("Column"),
        gettext("Needed"),
        gettext("What to write"),
        gettext("Example"),
        gettext("Other headings"),
    ]
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, bold)
        sheet.set_column(place, place, (18, 8, 60, 20, 40)[place], wrap)
    for line, column in enumerate(importer.columns, start=1):
        known = gettext("One of: {known}").format(known=", ".join(_words(column))) if column.kind == "choice" else ""
        cells = [
            heading(column),
            gettext("yes") if column.required else "",
            " ".join(part for part in (gettext(column.hint) if column.hint else "", known) if part),
            _example(column),
            ", ".join(column.headings),
        ]
        for place, text in enumerate(cells):
            sheet.write_string(line, place, harmless(text), wrap)


def error_report(importer: Importer, found: Mapping[str, Any], sentences: Sequence[Mapping[str, Any]]) -> bytes:
    """The rows that are wrong, each bad cell marked, with what to do at the end of the row."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, _OPTIONS) as book:
        sheet = book.add_worksheet(gettext("To correct"))
        bold = book.add_format({"bold": True, "bottom": 1})
        plain, marked = book.add_format(_TEXT), book.add_format(_TEXT | {"bg_color": "#FCEEEC", "border": 1})
        columns = list(importer.columns)
        titles = [gettext("Line"), *(heading(column) for column in columns), gettext("What to do")]
        for place, title in enumerate(titles):
            sheet.write_string(0, place, title, bold)
        by_line: dict[int, list[Mapping[str, Any]]] = {}
        for sentence in sentences:
            by_line.setdefault(sentence["line"], []).append(sentence)
        cells_of = {int(line): cells for line, cells in found["bad_rows"].items()}
        for row, (line, wrongs) in enumerate(sorted(by_line.items()), start=1):
            sheet.write_number(row, 0, line)
            bad = {wrong["column"] for wrong in wrongs}
            for place, column in enumerate(columns, start=1):
                text = str(cells_of.get(line, {}).get(column.key) or "")
                sheet.write_string(row, place, harmless(text)[:1000], marked if column.key in bad else plain)
            words = " ".join(
                f"{wrong['heading']}: {wrong['text']}" if wrong["heading"] else wrong["text"] for wrong in wrongs
            )
            sheet.write_string(row, len(columns) + 1, harmless(words)[:2000], plain)
        sheet.freeze_panes(1, 1)
        sheet.autofit(400)
    return file.getvalue()


def _name(title: str) -> str:
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:31] or "list"
