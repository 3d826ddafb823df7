"""Reads one uploaded file in a process of its own: file on standard input, JSON on standard output.

The process has a limit on memory and time, so that no file can take the house with it; it imports no
Django and starts in a tenth of a second. Its answer is {"problem": …} or the one sheet whose
headings fit best. Source: reliability.md §2.7, T31, T32.
"""

import csv
import io
import json
import re
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

MEMORY = 700 * 2**20  # address space; what is really used stays below 300 MB
SECONDS = 25
FILE_BYTES = 10 * 2**20
UNPACKED_BYTES = 100 * 2**20
RATIO = 100
ENTRIES = 50
HEAD_SEARCH = 10  # rows in which the headings may stand
NAMED = 200  # cells of one kind that are named one by one
CELL_LIMIT = 3_000_000
AREA_LIMIT = 4_000_000  # cells from the first to the last used one: the reader makes room for all of them
TEXT_LIMIT = 2_000

_CELL = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"[^<>]*>\s*<(?:\w+:)?(v|is|f)\b')
_ERROR = re.compile(rb'<(?:\w+:)?c\s(?=[^<>]*\bt="e")[^<>]*\br="([A-Z]{1,3}[0-9]{1,7})"')
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_BRACKETS = re.compile(r"[(\[{（【].*?[)\]}）】]")


class Problem(Exception):
    """The file cannot be read; `code` and `facts` say why."""

    def __init__(self, code: str, **facts: Any) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


def plain_heading(text: Any) -> str:
    """A heading without case, blanks, stars, units in brackets and full-width forms."""
    narrow = unicodedata.normalize("NFKC", str(text or "")).casefold()
    return "".join(letter for letter in _BRACKETS.sub("", narrow) if letter.isalnum())


def read(
    content: bytes, headings: Sequence[str], row_limit: int, column_limit: int, wanted: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The rows of `content` below its headings. Raises: Problem.

    `wanted` may name the `sheet` (one of several spellings), and say that a head may be guessed (`guess`)
    where no heading is known: the answer then says so, for a person must map its columns.
    """
    wanted = wanted or {}
    if not content.strip():
        raise Problem("empty")
    if len(content) > FILE_BYTES:
        raise Problem("too_large", limit=FILE_BYTES // 2**20)
    known = {plain_heading(heading) for heading in headings}
    if content.startswith(b"PK"):
        sheets: Iterable[dict[str, Any]] = _workbook(content, row_limit, column_limit)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Problem("old_or_locked")
    else:
        sheets = [_text(content, known, row_limit, column_limit)]
    sheet, place, guessed = _best(sheets, known, wanted)
    line, cells = sheet["rows"][place]
    answer = sheet | {"head_line": line, "head": cells, "rows": sheet["rows"][place + 1 :]}
    return answer | {"guessed": True} if guessed else answer


def _best(
    sheets: Iterable[dict[str, Any]], known: set[str], wanted: Mapping[str, Any]
) -> tuple[dict[str, Any], int, bool]:
    """(sheet, place of its head, whether that is a guess) of the sheet with most known headings. Raises: Problem."""
    names = {plain_heading(name) for name in wanted.get("sheet", ())}
    best, guessed = None, None
    for sheet in sheets:
        if names and plain_heading(sheet["sheet"]) not in names:
            continue
        place, hits = _head(sheet["rows"], known)
        if hits and (best is None or hits > best[1]):
            best = (sheet, hits, place)
        if wanted.get("guess") and (guessed is None or len(sheet["rows"]) > len(guessed[0]["rows"])):
            guessed = _guess(sheet) or guessed
    if best is not None:
        return best[0], best[2], False
    if guessed is not None:
        return *guessed, True
    raise Problem("no_sheet" if names else "no_headings", sheet=next(iter(wanted.get("sheet", ())), ""))


def _guess(sheet: dict[str, Any]) -> tuple[dict[str, Any], int] | None:
    """The first row with at least two texts and nothing else: what a head looks like."""
    for place, (_, cells) in enumerate(sheet["rows"][:10]):
        filled = [cell for cell in cells if cell is not None]
        if len(filled) > 1 and all(isinstance(cell, str) for cell in filled):
            return sheet, place
    return None


def _head(rows: Sequence[tuple[int, list[Any]]], known: set[str]) -> tuple[int, int]:
    """(place, hits) of the row among the first that holds the most known headings."""
    scores = [
        (sum(plain_heading(cell) in known for cell in cells if isinstance(cell, str)), -place)
        for place, (_, cells) in enumerate(rows[:HEAD_SEARCH])
    ]
    hits, place = max(scores, default=(0, 0))
    return -place, hits


def _workbook(content: bytes, row_limit: int, column_limit: int) -> Iterator[dict[str, Any]]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 -- slow import

    pages = _checked_archive(content, row_limit, column_limit)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(content))
        visible = [each.name for each in book.sheets_metadata if each.visible == SheetVisibleEnum.Visible]
        if not visible:
            raise Problem("hidden_only")
        for name in visible:
            sheet = book.get_sheet_by_name(name)
            left = (sheet.start or (0, 0))[1]  # calamine leaves out empty columns on the left, not empty rows above
            rows = list(_filled(sheet.iter_rows(), left, row_limit, column_limit))
            merged = [_range(each) for each in sheet.merged_cell_ranges or []]
            yield {"sheet": name, "rows": rows, "merged": merged[:NAMED], **pages.get(name, {})}
    except (CalamineError, ValueError, KeyError, IndexError, OSError) as error:
        raise Problem("damaged") from error


def _filled(rows: Iterable[list[Any]], left: int, row_limit: int, column_limit: int) -> Iterator[tuple[int, list[Any]]]:
    """Rows that hold something, with their numbers as the sheet shows them."""
    count = 0
    for line, cells in enumerate(rows, start=1):
        kept = [None] * left + [_cell(cell) for cell in cells]
        while kept and kept[-1] is None:
            kept.pop()
        if not kept:
            continue
        count += 1
        if count > row_limit + HEAD_SEARCH:
            raise Problem("too_many_rows", limit=row_limit)
        if len(kept) > column_limit:
            raise Problem("too_many_columns", limit=column_limit)
        yield line, kept


def _cell(value: Any) -> Any:
    """A cell as JSON: text, number, truth, {"d": date}, {"t": other} or None."""
    if isinstance(value, str):
        text = value[: TEXT_LIMIT + 1].strip()
        return text or None
    if isinstance(value, bool | int | float) or value is None:
        return value
    if isinstance(value, datetime):
        return {"d": value.date().isoformat()} if value.time() == datetime.min.time() else {"t": value.isoformat(" ")}
    return {"d": value.isoformat()} if isinstance(value, date) else {"t": str(value)}


def _range(bounds: tuple[tuple[int, int], tuple[int, int]]) -> str:
    (top, left), (bottom, right) = bounds
    return f"{letters(left)}{top + 1}:{letters(right)}{bottom + 1}"


def letters(column: int) -> str:
    """0 → A, 26 → AA: a column as the sheet shows it."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _checked_archive(content: bytes, row_limit: int, column_limit: int) -> dict[str, dict[str, list[str]]]:
    """What the workbook's own reader does not tell, by sheet: cells with formulas and with errors.

    Raises: Problem, for archives that are broken, locked, macros, bombs, or reach too far.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            names = {entry.filename for entry in entries}
            if "xl/workbook.xml" not in names:
                raise Problem("not_a_workbook")
            parts: dict[str, Any] = {}
            unpacked = 0
            for entry in entries:
                body = _unpack(archive, entry, UNPACKED_BYTES - unpacked)
                unpacked += len(body)
                if entry.filename.endswith((".xml", ".rels")) and b"<!" in body[:4096].replace(b"<!--", b""):
                    raise Problem("entities")
                if entry.filename.startswith("xl/worksheets/sheet") or entry.filename.startswith("xl/worksheets/"):
                    parts[entry.filename] = _special_cells(body, row_limit, column_limit)
                elif entry.filename in {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"}:
                    parts[entry.filename] = body
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error) as error:
        raise Problem("damaged") from error
    return _by_sheet_name(parts)


def _check_entries(entries: Sequence[zipfile.ZipInfo]) -> None:
    if len(entries) > ENTRIES:
        raise Problem("too_many_parts", limit=ENTRIES)
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise Problem("old_or_locked")
        if entry.filename.casefold().endswith("vbaproject.bin"):
            raise Problem("macros")
        if entry.file_size > 2**20 and entry.file_size > RATIO * max(entry.compress_size, 1):
            raise Problem("bomb", limit=RATIO)
    if sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise Problem("bomb", limit=UNPACKED_BYTES // 2**20)


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int) -> bytes:
    """The entry, however large its directory says it is, up to `room`."""
    with archive.open(entry) as part:
        body = part.read(room + 1)
    if len(body) > room or (len(body) > 2**20 and len(body) > RATIO * max(entry.compress_size, 1)):
        raise Problem("bomb", limit=RATIO)
    return body


def _special_cells(body: bytes, row_limit: int, column_limit: int) -> dict[str, list[str]]:
    formulas: list[str] = []
    count = 0
    widths: dict[bytes, int] = {}
    right = bottom = 0
    for match in _CELL.finditer(body):
        count += 1
        column, row, what = match.groups()
        width = widths.get(column)
        if width is None:
            width = widths[column] = _column_number(column)
        right, bottom = max(right, width), max(bottom, int(row))
        if width > column_limit or bottom > 3 * row_limit or right * bottom > AREA_LIMIT:
            raise Problem("too_far", cell=(column + row).decode(), rows=row_limit, columns=column_limit)
        if what == b"f" and len(formulas) < NAMED:
            formulas.append((column + row).decode())
    if count > CELL_LIMIT:
        raise Problem("too_many_rows", limit=row_limit)
    errors = [match[1].decode() for _, match in zip(range(NAMED), _ERROR.finditer(body), strict=False)]
    return {"formulas": formulas, "errors": errors}


def _column_number(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _by_sheet_name(parts: dict[str, Any]) -> dict[str, dict[str, list[str]]]:
    targets = {}
    for tag in _RELATION.findall(parts.get("xl/_rels/workbook.xml.rels", b"")):
        named = dict(_ATTRIBUTE.findall(tag))
        target = named.get(b"Target", b"").decode(errors="replace").lstrip("/").removeprefix("xl/")
        targets[named.get(b"Id", b"")] = f"xl/{target}"
    found = {}
    for tag in _SHEET.findall(parts["xl/workbook.xml"]):
        named = dict(_ATTRIBUTE.findall(tag))
        key = next((value for name, value in named.items() if name.endswith(b":id") or name == b"id"), b"")
        name = _unescaped(named.get(b"name", b"").decode(errors="replace"))
        found[name] = parts.get(targets.get(key, ""), {})
    return found


def _unescaped(text: str) -> str:
    for escaped, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(escaped, letter)
    return text


def _text(content: bytes, known: set[str], row_limit: int, column_limit: int) -> dict[str, Any]:
    """A CSV file in UTF-8, UTF-16 with its mark, or GB18030; parted by comma, semicolon, tab or bar."""
    text = _decoded(content)
    first = text.split("\n", 1)[0].strip()
    if first.casefold().startswith("sep=") and len(first) == 5:
        text, separators = text.split("\n", 1)[1] if "\n" in text else "", [first[4]]
    else:
        separators = [",", ";", "\t", "|"]
    best: tuple[int, list[tuple[int, list[Any]]]] = (-1, [])
    trouble: Problem | None = None
    for separator in separators:
        try:
            start = [*_parsed(text, separator, HEAD_SEARCH, column_limit)]
        except Problem as problem:
            trouble = trouble or problem
            continue
        hits = _head(start, known)[1]
        if hits > best[0]:
            best = (hits, start)
            chosen = separator
    if best[0] <= 0:
        raise trouble or Problem("no_headings")
    return {"sheet": "", "rows": [*_parsed(text, chosen, row_limit, column_limit)]}


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        if b"\x00" in content:
            raise Problem("binary")
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
    raise Problem("encoding", line=line)


def _parsed(text: str, separator: str, row_limit: int, column_limit: int) -> Iterator[tuple[int, list[Any]]]:
    csv.field_size_limit(200_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    count = 0
    line = 1
    try:
        for cells in reader:
            at, line = line, reader.line_num + 1
            kept = [cell[: TEXT_LIMIT + 1].strip() or None for cell in cells]
            while kept and kept[-1] is None:
                kept.pop()
            if not kept:
                continue
            count += 1
            if row_limit == HEAD_SEARCH and count > row_limit:
                return
            if count > row_limit + HEAD_SEARCH:
                raise Problem("too_many_rows", limit=row_limit)
            if len(kept) > column_limit:
                raise Problem("too_many_columns", limit=column_limit)
            yield at, kept
    except csv.Error as error:
        raise Problem("broken_csv", line=line) from error


def main() -> None:
    """Read standard input under limits, answer on standard output."""
    import resource  # noqa: PLC0415 -- this process only

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    asked = json.loads(sys.argv[1])
    try:
        answer = read(sys.stdin.buffer.read(FILE_BYTES + 1), asked["headings"], asked["rows"], asked["columns"], asked)
    except Problem as problem:
        answer = {"problem": problem.code, "facts": problem.facts}
    except (MemoryError, RecursionError):
        answer = {"problem": "too_much", "facts": {}}
    json.dump(answer, sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()
