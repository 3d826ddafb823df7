"""A list on paper: landscape A4, the head on each page, and who took it and when across every page."""

from collections.abc import Sequence
from datetime import datetime
from html import escape
from typing import Any

from django.utils.translation import get_language, gettext

from facet.kernel import formats
from facet.kernel.listing import cells
from facet.kernel.listing.definition import Column

LONGEST = 2_000  # rows; more paper than this nobody reads, and laying it out takes a minute

_STYLE = """
@page { size: A4 landscape; margin: 14mm 10mm 14mm;
  @bottom-left { content: string(taken); font-size: 7.5pt; color: #5b554c; }
  @bottom-right { content: counter(page) " / " counter(pages); font-size: 7.5pt; color: #5b554c; } }
body { font: 8pt "Noto Sans CJK SC", "Noto Sans SC", sans-serif; color: #1d1a16; }
h1 { margin: 0 0 2mm; font-size: 13pt; }
.taken { string-set: taken content(); margin: 0 0 3mm; color: #5b554c; }
.mark { position: fixed; top: 40%; left: 8%; right: 8%; transform: rotate(-24deg); text-align: center;
  font-size: 30pt; color: #1d1a16; opacity: 0.07; }
table { width: 100%; border-collapse: collapse; }
th { text-align: left; border-bottom: 0.6pt solid #1d1a16; padding: 1mm 1.5mm; }
td { border-bottom: 0.3pt solid #cfc8bd; padding: 0.8mm 1.5mm; vertical-align: top; overflow-wrap: anywhere; }
.r { text-align: right; font-variant-numeric: tabular-nums; }
"""


def pdf(title: str, taken: str, columns: Sequence[Column], table: Sequence[Sequence[Any]]) -> bytes:
    """`table` as a document, marked with `taken` on every page."""
    from weasyprint import CSS, HTML  # noqa: PLC0415 -- slow import

    heads = "".join(f"<th{_right(column)}>{escape(_title(column))}</th>" for column in columns)
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td{_right(each)}>{escape(_text(value, each.kind))}</td>"
            for value, each in zip(row, columns, strict=True)
        )
        + "</tr>"
        for row in table
    )
    page = (
        f'<html lang="{get_language()}"><body><div class="mark">{escape(taken)}</div><h1>{escape(title)}</h1>'
        f'<p class="taken">{escape(taken)}</p><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        "</body></html>"
    )
    content: bytes = HTML(string=page, url_fetcher=_nothing).write_pdf(stylesheets=[CSS(string=_STYLE)])
    return content


def _nothing(url: str) -> dict[str, Any]:
    """A list fetches nothing from anywhere."""
    raise ValueError(url)


def _right(column: Column) -> str:
    return ' class="r"' if column.numeric else ""


def _title(column: Column) -> str:
    unit = cells.unit(column.kind)
    return f"{gettext(column.title)} ({unit})" if unit else gettext(column.title)


def _text(value: Any, kind: str) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and kind in formats.SCALES:
        return formats.shown(value, kind)
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
