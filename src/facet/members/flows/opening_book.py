"""The opening workbook from upload to report: read every sheet, compare the totals, take all in or nothing."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import get_language, gettext

from facet.kernel import formats, registry
from facet.kernel.errors import gettext_noop
from facet.kernel.importing import ImportColumn, Importer, ImportRow, RowError, files, reading
from facet.kernel.importing.opening import OpeningSheet
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.members.errors import SheetsWrong
from facet.members.permissions import MembersPermission
from facet.members.selectors.importing import plan_import
from facet.members.selectors.opening_ties import Tied, ties_of
from facet.members.services.first_day import MEMBERS, open_books


def _nothing(*_: Any) -> Any:
    raise NotImplementedError("totals are compared, never applied")


TOTALS = Importer(
    "opening.totals", gettext_noop("Totals"), "",
    (
        ImportColumn("name", ("名称", "Name", "项目"), required=True, limit=40),
        ImportColumn("value", ("合计", "Total", "数值"), required=True, limit=30),
    ),
    _nothing, _nothing,
)  # fmt: skip
TOTALS_SHEET = ("合计", "Totals")
NOT_KEPT = (("优惠券", "Coupons"),)  # sheets of older systems that the house has no place for yet


@dataclass(slots=True)
class Book:
    """What a workbook says. `errors`: (sheet name, mistake)."""

    sha256: str
    rows: dict[str, Sequence[ImportRow]] = field(default_factory=dict)
    stated: dict[str, int] = field(default_factory=dict)
    errors: list[tuple[str, RowError]] = field(default_factory=list)
    ties: list[Tied] = field(default_factory=list)

    @property
    def is_ready(self) -> bool:
        return not self.errors and bool(self.rows.get(MEMBERS)) and all(tie.ties for tie in self.ties)


def sheets() -> list[OpeningSheet]:
    """Every sheet that a domain takes, in order."""
    return registry.offers("opening.sheet")


def read_book(actor: Actor, content: bytes, *, at: datetime) -> Book:
    """The dry run: every sheet read and checked, totals compared, nothing written.

    Raises: NotPermitted, UnreadableFile.
    """
    require(actor, MembersPermission.OPEN_BOOKS)
    book = Book(hashlib.sha256(content).hexdigest())
    for sheet in sheets():
        table = _sheet(content, sheet.importer, sheet.names)
        if table is None:
            continue
        book.rows[sheet.key] = table.rows
        book.errors += [(sheet.names[0], error) for error in (*table.errors, *sheet.check(table.rows))]
    book.errors += _not_kept(content)
    _check_cards(book)
    if not book.errors:
        plan = plan_import(actor, book.rows.get(MEMBERS, ()), at=at)
        book.errors += [("会员", error) for error in plan.errors]
    totals = _sheet(content, TOTALS, TOTALS_SHEET)
    for row in totals.rows if totals else ():
        _state(book, row)
    book.ties = ties_of(book.rows, book.stated)
    return book


def _not_kept(content: bytes) -> list[tuple[str, RowError]]:
    """Sheets that would be lost without a word."""
    reason = gettext_noop("The house takes in no sheet of this kind yet.")
    fix = gettext_noop("Finish these matters in the older system, and take the sheet out of the workbook.")
    held = []
    for names in NOT_KEPT:
        found = _sheet(content, TOTALS, names, guess=True) is not None  # under whatever headings
        held += [(names[0], RowError(1, "", reason, fix, names[0]))] if found else []
    return held


def _sheet(content: bytes, importer: Importer, names: Sequence[str], *, guess: bool = False) -> reading.Table | None:
    """One sheet by its name, None where the workbook has none with rows."""
    try:
        return reading.read_file(content, importer, sheet=list(names), guess=guess)
    except reading.UnreadableFile as refusal:
        if refusal.problem == "no_sheet":
            return None
        raise


def _check_cards(book: Book) -> None:
    """Every other sheet speaks of members that the first one has."""
    known = {row.values["card_number"] for row in book.rows.get(MEMBERS, ())}
    reason = gettext_noop("The sheet of members has no such card number.")
    fix = gettext_noop("Correct the number, or add the member.")
    for sheet in sheets():
        if sheet.key != MEMBERS:
            book.errors += [
                (sheet.names[0], RowError(row.line, "card", reason, fix, row.values["card"]))
                for row in book.rows.get(sheet.key, ())
                if (row.values["card"] or not sheet.may_lack_card) and row.values["card"] not in known
            ]


def _state(book: Book, row: ImportRow) -> None:
    ties = {name.casefold(): tie for sheet in sheets() for tie in sheet.ties for name in tie.names}
    tie = ties.get(str(row.values["name"]).casefold())
    value = formats.typed(str(row.values["value"]).replace(",", ""), tie.unit) if tie else None
    if tie is None or value is None:
        reason = gettext_noop("This total is not known.")
        fix = gettext_noop("Write a name of the template and a number.")
        book.errors.append((TOTALS_SHEET[0], RowError(row.line, "name", reason, fix, str(row.values["name"]))))
    else:
        book.stated[tie.key] = value


def take_in(actor: Actor, operation: OperationKey, content: bytes, *, at: datetime) -> int:
    """Read the workbook again and take it in whole. Raises: SheetsWrong, TotalsDiffer, NotEmpty, UnreadableFile."""
    book = read_book(actor, content, at=at)
    if book.errors:
        sheet, first = book.errors[0]
        raise SheetsWrong(count=len(book.errors), first=f"{sheet} {first.line}: {gettext(first.reason)}")
    return open_books(
        actor=actor, operation=operation, rows=book.rows, stated=book.stated, file_sha256=book.sha256, at=at
    )


def template() -> bytes:
    """A workbook with every sheet, its headings and hints, and the sheet of totals."""
    file = io.BytesIO()
    place = 0 if (get_language() or "").startswith("zh") else 1
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        text = book.add_format({"num_format": "@"})
        for sheet in sheets():
            page = book.add_worksheet(sheet.names[place])
            for number, column in enumerate(sheet.columns):
                page.write_string(0, number, files.heading(column), head)
                page.set_column(number, number, 16, text)
                if column.hint:
                    page.write_comment(0, number, gettext(column.hint))
            page.freeze_panes(1, 0)
        page = book.add_worksheet(TOTALS_SHEET[place])
        for number, column in enumerate(TOTALS.columns):
            page.write_string(0, number, files.heading(column), head)
            page.set_column(number, number, 20, text)
        for line, tie in enumerate((tie for sheet in sheets() for tie in sheet.ties), start=1):
            page.write_string(line, 0, tie.names[place])
    return file.getvalue()


def counts(book: Book) -> list[tuple[str, int]]:
    """(sheet, rows) of what the workbook holds."""
    return [(sheet.title, len(book.rows[sheet.key])) for sheet in sheets() if sheet.key in book.rows]
