"""One value of a list as it is shown on the page and as it goes into a file."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext

from facet.kernel import formats
from facet.kernel.listing.definition import NUMERIC, CellEdit, Column

_LONG = 40  # characters from which a text may break into lines
_FORMULA = frozenset("=+-@\t\r＝＋－＠")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the page: its text, perhaps a link, a badge's tone and icon, or a field to change it in place."""

    text: str
    numeric: bool = False
    link: str | None = None
    tone: str = ""
    icon: str = ""
    edit: CellEdit | None = None

    @property
    def is_long(self) -> bool:
        return len(self.text) > _LONG


def shown(column: Column, row: Any) -> Cell:
    """The cell of `column` in `row`, for the page."""
    value = column.of(row)
    link = column.link(row) if column.link else None
    if value is None or value == "":
        return Cell("", column.numeric, link)
    if column.kind == "badge":
        tone, icon, label = value
        return Cell(gettext(str(label)) if label else "", link=link, tone=tone, icon=icon)
    edit = column.edit(row) if column.edit else None
    return Cell(text_of(value, column.kind), column.numeric, link, edit=edit)


def text_of(value: Any, kind: str) -> str:
    """`value` as people read it in their language and time zone."""
    if kind in NUMERIC:
        text = formats.shown(value, kind) if isinstance(value, int) else str(value)
        return text + "%" if kind == "percent" else text
    if isinstance(value, datetime):
        return local(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return str(value)


def local(moment: datetime) -> datetime:
    """`moment` in the reader's time zone, without the zone: as spreadsheets want it."""
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


def filed(column: Column, row: Any) -> Any:
    """The value for a file: whole numbers stay numbers, moments are local, texts are made harmless."""
    value = column.of(row)
    if value is None:
        return ""
    if column.kind == "badge":
        return harmless(gettext(str(value[2])) if value[2] else "")
    if column.numeric and isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return local(value)
    if isinstance(value, date):
        return value
    return harmless(text_of(value, column.kind))


def harmless(text: str) -> str:
    """`text` that no spreadsheet takes for a formula. Source: stack.md §3, OWASP CSV injection.

    A true number never comes here, so a text beginning with a minus is marked as well.
    """
    start = text.lstrip(" \u00a0\u3000\ufeff\u200b\n")
    return "'" + text if start and start[0] in _FORMULA else text


def unit(kind: str) -> str:
    """What stands behind a column's title in a file, where no symbol shows it."""
    units = {"yuan": gettext("yuan"), "grams": gettext("g"), "carats": gettext("ct"), "percent": "%"}
    return units.get(kind, "")
