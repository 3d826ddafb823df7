"""The count sheet as a file: PDF to print, or a spreadsheet to fill in."""

import io
from datetime import datetime
from zoneinfo import ZoneInfo

import xlsxwriter
from django.utils.translation import gettext

from facet.inventory.selectors.count_sheet import CountSheet
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column
from facet.kernel.listing.cells import harmless
from facet.kernel.listing.pdf import LONGEST, pdf
from facet.kernel.permissions import Actor

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_COLUMNS = (
    Column("place", gettext_noop("Place"), "place"),
    Column("code", gettext_noop("Tag"), "code"),
    Column("name", gettext_noop("Name"), "name"),
    Column("weight", gettext_noop("Net weight"), "weight_mg", kind="grams"),
    Column("quantity", gettext_noop("Pieces"), "quantity", kind="int"),
    Column("counted", gettext_noop("Counted"), lambda _: ""),
    Column("note", gettext_noop("Note"), lambda _: ""),
)


def sheet_file(actor: Actor, sheet: CountSheet, *, kind: str, at: datetime) -> bytes:
    """The sheet as `kind`, marked with who took it and when."""
    row = sheet.row
    local = at.astimezone(ZoneInfo(row.store.time_zone))
    title = f"{gettext('Count sheet')} {row.number} {row.name}"
    taken = f"{row.store.name} · {actor.name} · {local:%Y-%m-%d %H:%M}"
    table = [
        (each.place, each.code, each.name, each.weight_mg, each.quantity or 1, "", "") for each in sheet.lines[:LONGEST]
    ]
    return pdf(title, taken, _COLUMNS, table) if kind == "pdf" else _xlsx(title, taken, table)


def _xlsx(title: str, taken: str, table: list[tuple[str, str, str, int, int, str, str]]) -> bytes:
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet()
        head, grams = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "0.000"})
        sheet.write_row(0, 0, [gettext(column.title) for column in _COLUMNS], head)
        for line, (place, code, name, weight_mg, quantity, *_) in enumerate(table, start=1):
            sheet.write_row(line, 0, [harmless(place), harmless(code), harmless(name)])
            sheet.write_number(line, 3, weight_mg / 1000, grams)  # a spreadsheet knows floats only
            sheet.write_number(line, 4, quantity)
        sheet.freeze_panes(1, 0)
        sheet.autofit(300)
        sheet.set_header("&L" + title.replace("&", "&&")[:200])
        sheet.set_footer("&L" + taken.replace("&", "&&")[:200] + "&R&P / &N")
    return file.getvalue()
