"""The month book as a file: a spreadsheet to reckon with, or a PDF to sign."""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter
from django.conf import settings
from django.utils.translation import gettext

from facet.kernel.listing import Column
from facet.kernel.listing.cells import harmless
from facet.kernel.listing.pdf import LONGEST, pdf
from facet.kernel.permissions import Actor

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
SCALES = {"grams": 1_000, "yuan": 100, "int": 1, "text": 0}


def book_file(
    actor: Actor, *, title: str, columns: Sequence[tuple[str, str]], table: Sequence[Sequence[Any]], kind: str,
    at: datetime,
) -> bytes:  # fmt: skip
    """`table` under `columns` (words, unit) as `kind`, marked with who took it and when."""
    local = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    taken = f"{actor.name} · {local:%Y-%m-%d %H:%M}"
    if kind == "pdf":
        heads = [Column(str(number), words, str(number), kind=unit) for number, (words, unit) in enumerate(columns)]
        return pdf(title, taken, heads, table[:LONGEST])
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet, head = book.add_worksheet(gettext("Month book")), book.add_format({"bold": True, "bottom": 1})
        forms = {"grams": book.add_format({"num_format": "0.000"}), "yuan": book.add_format({"num_format": "#,##0.00"})}
        sheet.write_row(0, 0, [words for words, _ in columns], head)
        for line, row in enumerate(table, start=1):
            for place, (value, (_, unit)) in enumerate(zip(row, columns, strict=True)):
                if SCALES[unit] and value is not None:
                    sheet.write_number(line, place, value / SCALES[unit], forms.get(unit))  # spreadsheets know floats
                elif value is not None:
                    sheet.write_string(line, place, harmless(str(value)))
        sheet.freeze_panes(1, 2)
        sheet.set_footer("&L" + taken.replace("&", "&&")[:200] + "&R&P / &N")
    return file.getvalue()
