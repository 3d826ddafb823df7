"""From an uploaded file to typed rows, or to a list of everything that is wrong with it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import facet
from facet.kernel.errors import DomainError, gettext_noop
from facet.kernel.importing.definition import COLUMN_LIMIT, ImportColumn, Importer, ImportRow, RowError
from facet.kernel.importing.sheet import letters, plain_heading
from facet.kernel.importing.values import Wrong, shown, value_of

WALL_SECONDS = 30

# code → (what is wrong, what to do). Facts are filled in from the reader's answer.
PROBLEMS = {
    "empty": (gettext_noop("The file is empty."), gettext_noop("Choose the file that holds your rows.")),
    "too_large": (
        gettext_noop("The file is larger than {limit} MB."),
        gettext_noop("Split it into several files, or delete pictures in it."),
    ),
    "old_or_locked": (
        gettext_noop("The file is in the old Excel format or locked with a password."),
        gettext_noop("Open it in Excel and save it as .xlsx without a password."),
    ),
    "hidden_only": (gettext_noop("Every sheet is hidden."), gettext_noop("Show the sheet with your rows and save.")),
    "damaged": (
        gettext_noop("The file is damaged and cannot be opened."),
        gettext_noop("Open it in Excel, save it again as .xlsx, and upload that."),
    ),
    "not_a_workbook": (
        gettext_noop("This is an archive, not an Excel file."),
        gettext_noop("Upload the .xlsx or .csv file that is inside."),
    ),
    "too_many_parts": (
        gettext_noop("The workbook has more than {limit} parts."),
        gettext_noop("Copy the sheet with your rows into a new workbook."),
    ),
    "macros": (gettext_noop("The file holds macros."), gettext_noop("Save it as .xlsx, which has none.")),
    "bomb": (
        gettext_noop("The file unpacks to far more than its size."),
        gettext_noop("Copy the rows into a new workbook and save that."),
    ),
    "entities": (
        gettext_noop("The file holds declarations that Excel never writes."),
        gettext_noop("Open it in Excel, save it again as .xlsx, and upload that."),
    ),
    "too_far": (
        gettext_noop("Cell {cell} holds something far outside of the table."),
        gettext_noop("Delete it; a table has at most {rows} rows and {columns} columns."),
    ),
    "too_many_rows": (gettext_noop("There are more than {limit} rows."), gettext_noop("Split the file.")),
    "too_many_columns": (
        gettext_noop("There are more than {limit} columns."),
        gettext_noop("Delete the columns that the template does not have."),
    ),
    "too_much": (
        gettext_noop("Reading the file would need too much memory or time."),
        gettext_noop("Delete empty rows, columns and formats, or split the file."),
    ),
    "no_headings": (
        gettext_noop("No known heading was found in the first ten rows."),
        gettext_noop("Begin with the template; its headings are: {known}."),
    ),
    "no_sheet": (
        gettext_noop("There is no sheet “{sheet}” with known headings."),
        gettext_noop("Begin with the template; keep the names of its sheets."),
    ),
    "binary": (gettext_noop("This is neither an Excel file nor a text."), gettext_noop("Save your table as .xlsx.")),
    "encoding": (
        gettext_noop("Line {line} holds bytes that are no text in UTF-8 or GB18030."),
        gettext_noop("Save the file as CSV UTF-8, or as .xlsx."),
    ),
    "broken_csv": (
        gettext_noop("A quotation mark near line {line} is not closed."),
        gettext_noop("Close it, or save the table as .xlsx."),
    ),
}


class UnreadableFile(DomainError):
    """The file as a whole cannot be taken in; `reason` and `fix` are English, with their facts."""

    code = "kernel.unreadable_file"
    status = 422
    text = gettext_noop("{reason} {fix}")

    def __init__(self, problem: str, **facts: Any) -> None:
        self.problem = problem
        reason, fix = PROBLEMS[problem]
        super().__init__(reason=reason, fix=fix)
        self.facts = {"reason": reason, "fix": fix, **facts}


@dataclass(slots=True)
class Table:
    """What a file says: its typed rows, its mistakes, and what was left out."""

    sheet: str
    rows: list[ImportRow] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)  # headings that no column knows
    columns: dict[str, str] = field(default_factory=dict)  # column key → letter in the sheet
    raw: dict[int, list[Any]] = field(default_factory=dict)  # cells of rows with mistakes, for the report
    head: list[str] = field(default_factory=list)  # the headings as they stand in the file
    samples: list[list[str]] = field(default_factory=list)  # the first rows, for the mapping
    is_guessed: bool = False  # no heading was known: a person must say which column is which


def read_file(
    content: bytes,
    importer: Importer,
    places: Mapping[str, int] | Callable[[list[str]], Mapping[str, int] | None] | None = None,
    **wanted: Any,
) -> Table:
    """The rows of `content` for `importer`, with everything that is wrong in them.

    `places` (column key → place in the sheet) map the columns by hand, or are asked for by the headings.
    `wanted` goes to `sheet.read`: `guess`, `sheet`. Raises: UnreadableFile.
    """
    answer = _in_own_process(content, importer, wanted)
    if "problem" in answer:
        facts = answer["facts"] | {"known": ", ".join(column.headings[0] for column in importer.columns)}
        raise UnreadableFile(answer["problem"], **facts)
    head = ["" if cell is None else shown(cell)[:100] for cell in answer["head"]]
    table = _table(answer, importer, places(head) if callable(places) else places)
    table.head, table.is_guessed = head, bool(answer.get("guessed")) and not table.columns
    table.samples = [[shown(cell)[:40] for cell in cells] for _, cells in answer["rows"][:3]]
    return table


def _in_own_process(content: bytes, importer: Importer, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What `sheet` says about the file. A process that dies of its limits is an answer as well."""
    asked = {
        "headings": [heading for column in importer.columns for heading in column.headings],
        "rows": importer.row_limit,
        "columns": COLUMN_LIMIT,
        **wanted,
    }
    command = [sys.executable, "-m", "facet.kernel.importing.sheet", json.dumps(asked)]
    surroundings = {"PYTHONPATH": str(Path(facet.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(  # noqa: S603 -- our own program, no shell
            command, input=content, capture_output=True, timeout=WALL_SECONDS, env=surroundings, check=False
        )
    except subprocess.TimeoutExpired:
        return {"problem": "too_much", "facts": {}}
    if done.returncode != 0:
        return {"problem": "too_much" if done.returncode < 0 else "damaged", "facts": {}}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _table(answer: Mapping[str, Any], importer: Importer, mapped: Mapping[str, int] | None = None) -> Table:
    table = Table(answer["sheet"])
    places = _places(answer, importer, table, mapped)
    special = {
        **dict.fromkeys(answer.get("formulas", ()), "formula"),
        **dict.fromkeys(answer.get("errors", ()), "error"),
    }
    merged = list(_merged(answer))
    table.errors += merged or _columns_without_heading(answer)
    heads_are_wrong = bool(table.errors)
    if not answer["rows"]:
        table.errors.append(
            RowError(
                answer["head_line"], "", gettext_noop("There is no row below the headings."), gettext_noop("Add rows.")
            )
        )
    keys = [column.key for column in importer.columns]
    for line, cells in answer["rows"]:
        before = len(table.errors)
        values = dict.fromkeys(keys) | _row(line, cells, places, special, table.errors)
        if len(table.errors) > before:
            table.raw[line] = cells
        else:
            table.rows.append(ImportRow(line, values))
    if heads_are_wrong:  # rows under wrong headings say nothing
        table.rows.clear()
    _refuse_twins(importer, table)
    return table


def _places(
    answer: Mapping[str, Any], importer: Importer, table: Table, mapped: Mapping[str, int] | None
) -> list[tuple[ImportColumn, int]]:
    """Where each column stands; missing and doubled headings are mistakes of the head's line."""
    if mapped is not None:
        return _mapped(answer, importer, table, mapped)
    known = {plain_heading(heading): column for column in importer.columns for heading in column.headings}
    found: dict[str, int] = {}
    line = answer["head_line"]
    for place, cell in enumerate(answer["head"]):
        column = known.get(plain_heading(cell)) if isinstance(cell, str) else None
        if column is None:
            if cell is not None:
                table.ignored.append(str(cell)[:100])
        elif column.key in found:
            reason, fix = gettext_noop("Two columns have this heading."), gettext_noop("Delete one of them.")
            table.errors.append(RowError(line, column.key, reason, fix, str(cell)))
        else:
            found[column.key] = place
            table.columns[column.key] = letters(place)
    for column in importer.columns:
        if column.required and column.key not in found:
            reason = gettext_noop("The column “{heading}” is missing.")
            fix = gettext_noop("Add it; the template shows how.")
            table.errors.append(RowError(line, column.key, reason, fix, facts={"heading": column.headings[0]}))
    return [(column, found[column.key]) for column in importer.columns if column.key in found]


def _mapped(
    answer: Mapping[str, Any], importer: Importer, table: Table, mapped: Mapping[str, int]
) -> list[tuple[ImportColumn, int]]:
    """Where a person said that each column stands; what she left out is ignored."""
    head = answer["head"]
    found = {key: place for key, place in mapped.items() if importer.column(key) and 0 <= place < len(head)}
    table.columns = {key: letters(place) for key, place in found.items()}
    used = set(found.values())
    table.ignored = [str(cell)[:100] for place, cell in enumerate(head) if cell is not None and place not in used]
    for column in importer.columns:
        if column.required and column.key not in found:
            reason = gettext_noop("No column was chosen for “{heading}”.")
            fix = gettext_noop("Choose it under “Which column is which”.")
            facts = {"heading": column.headings[0]}
            table.errors.append(RowError(answer["head_line"], column.key, reason, fix, facts=facts))
    return [(column, found[column.key]) for column in importer.columns if column.key in found]


def _merged(answer: Mapping[str, Any]) -> Iterator[RowError]:
    for area in answer.get("merged", ()):
        line = int("".join(letter for letter in area.partition(":")[0] if letter.isdigit()))
        if line >= answer["head_line"]:
            reason, fix = gettext_noop("The cells {area} are merged."), gettext_noop("Unmerge them and fill each cell.")
            yield RowError(line, "", reason, fix, facts={"area": area})


def _columns_without_heading(answer: Mapping[str, Any]) -> list[RowError]:
    head = answer["head"]
    named = {place for place, cell in enumerate(head) if cell is not None}
    used: dict[int, int] = {}
    for line, cells in answer["rows"]:
        if len(cells) > len(named):
            for place, cell in enumerate(cells):
                if cell is not None and place not in named:
                    used.setdefault(place, line)
    reason, fix = (
        gettext_noop("Column {column} holds values but has no heading."),
        gettext_noop("Name the column or empty it."),
    )
    return [RowError(line, "", reason, fix, facts={"column": letters(place)}) for place, line in sorted(used.items())]


def _row(
    line: int,
    cells: Sequence[Any],
    places: Sequence[tuple[ImportColumn, int]],
    special: Mapping[str, str],
    errors: list[RowError],
) -> dict[str, Any]:
    values = {}
    for column, place in places:
        cell = cells[place] if place < len(cells) else None
        try:
            if special and (kind := special.get(f"{letters(place)}{line}")):
                raise _special(kind)
            values[column.key] = value_of(column, cell)
        except Wrong as wrong:
            errors.append(RowError(line, column.key, wrong.reason, wrong.fix, shown(cell), wrong.facts))
    return values


def _special(kind: str) -> Wrong:
    if kind == "formula":
        return Wrong(gettext_noop("This is a formula."), gettext_noop("Paste the value instead of the formula."))
    return Wrong(gettext_noop("Excel could not compute this cell."), gettext_noop("Type the value."))


def _refuse_twins(importer: Importer, table: Table) -> None:
    """Two rows for one thing: the second is named, with the line of the first."""
    if not importer.unique:
        return
    seen: dict[tuple[Any, ...], int] = {}
    for row in table.rows:
        key = tuple(row.values.get(name) for name in importer.unique)
        if None in key:
            continue
        first = seen.setdefault(key, row.line)
        if first != row.line:
            reason = gettext_noop("The same thing stands in line {first} already.")
            fix = gettext_noop("Keep one of the two rows.")
            value = ", ".join(map(str, key))
            table.errors.append(RowError(row.line, importer.unique[0], reason, fix, value, {"first": first}))
