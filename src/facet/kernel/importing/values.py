"""One cell becomes one value: what people write is understood, what cannot be is named with its fix. Pure."""

import re
import unicodedata
from datetime import date
from typing import Any

from facet.kernel import formats
from facet.kernel.errors import gettext_noop
from facet.kernel.importing.definition import ImportColumn

_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_WIDE_SIGNS = {0x3000: " ", 0xFF0D: "-", 0xFF0F: "/", 0xFF0E: ".", 0xFF0C: ",", 0xFF05: "%", 0xFFE5: "¥", 0xFF1A: ":"}
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))", re.ASCII)
_UNITS = {
    "grams": ("g", "gr", "gram", "grams", "克", "公克"),
    "carats": ("ct", "cts", "carat", "carats", "克拉", "卡"),
    "yuan": ("元", "圆", "rmb", "cny", "yuan"),
    "percent": ("%",),
    "int": ("件", "个", "只", "pcs", "pc"),
    "points": ("分", "积分", "points"),
}
_NUMBER = re.compile(r"([-+]?[\d.,\s]*\d[\d.,\s]*)\s*(\D*)", re.ASCII)
_YES = frozenset("yes y true 1 是 有 对 √ ✓".split())
_NO = frozenset("no n false 0 否 无 没有 × x".split())
_FORMULA = frozenset("=+-@＝＋－＠")
LONGEST_EXACT = 10**15  # a spreadsheet's number keeps 15 digits

FIX_NUMBER = gettext_noop("Write one number, for example {example}.")
FIX_DATE = gettext_noop("Write the date as 2026-02-14.")


class Wrong(Exception):
    """A cell that cannot be understood: `reason`, `fix`, and the facts in them."""

    def __init__(self, reason: str, fix: str, **facts: Any) -> None:
        self.reason, self.fix, self.facts = reason, fix, facts
        super().__init__(reason)


def value_of(column: ImportColumn, cell: Any) -> Any:
    """The value of `cell` for `column`; None where the cell is empty. Raises: Wrong."""
    if cell is None:
        if column.required:
            raise Wrong(gettext_noop("This must not be empty."), gettext_noop("Fill it in, or delete the row."))
        return None
    if isinstance(cell, str):
        cell = _unmarked(cell)
    match column.kind:
        case "text" | "code":
            return _text(column, cell)
        case "date":
            return _date(cell)
        case "choice":
            return _choice(column, cell)
        case "bool":
            return _truth(cell)
    return _number(column, cell)


def shown(cell: Any) -> str:
    """A cell as the sheet shows it, for messages."""
    if isinstance(cell, dict):
        return str(cell.get("d") or cell.get("t"))
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return "" if cell is None else str(cell)[:100]


def _unmarked(text: str) -> str:
    """Our own exports put an apostrophe before what looks like a formula; it goes again."""
    if text[0] in _FORMULA and len(text) > 1 and text[0] in "=＝@＠":
        raise Wrong(gettext_noop("This is a formula."), gettext_noop("Paste the value instead of the formula."))
    return text[1:] if text[0] == "'" and len(text) > 1 and text[1] in _FORMULA else text


def _text(column: ImportColumn, cell: Any) -> str:
    if isinstance(cell, bool | dict):
        text = shown(cell)
    elif isinstance(cell, int | float):
        if abs(cell) >= LONGEST_EXACT:
            raise Wrong(
                gettext_noop("A long number was stored as a number, its last digits are lost."),
                gettext_noop("Format the column as text and type the number again."),
            )
        text = shown(cell) if isinstance(cell, float) and not cell.is_integer() else str(int(cell))
    else:
        text = cell
    text = unicodedata.normalize("NFC", "".join(letter for letter in text if _visible(letter))).strip()
    if column.kind == "code":
        text = text.translate(_WIDE).translate(_WIDE_SIGNS).replace(" ", "")
    else:
        text = text.translate({code: plain for code, plain in _WIDE.items() if code < 0xFF1A})
    if len(text) > column.limit:
        facts = {"limit": column.limit}
        raise Wrong(gettext_noop("The text is too long."), gettext_noop("Shorten it to {limit} characters."), **facts)
    return text


def _visible(letter: str) -> bool:
    return letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn"}


def _date(cell: Any) -> date:
    if isinstance(cell, dict) and "d" in cell:
        return date.fromisoformat(cell["d"])
    text = shown(cell).translate(_WIDE).translate(_WIDE_SIGNS).replace(" ", "")
    if match := _DATE.fullmatch(text):
        year, month, day = match[1], match[2] or match[4], match[3] or match[5]
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            raise Wrong(gettext_noop("There is no such day."), FIX_DATE) from None
    raise Wrong(gettext_noop("This is not a date."), FIX_DATE)


def _choice(column: ImportColumn, cell: Any) -> str:
    asked = _folded(shown(cell))
    for value, *spellings in column.choices:
        if asked in {_folded(value), *(_folded(each) for each in spellings)}:
            return value
    known = ", ".join((choice[1] if len(choice) > 1 else choice[0]) for choice in column.choices[:20])
    raise Wrong(
        gettext_noop("This is not one of the known words."), gettext_noop("Write one of: {known}."), known=known
    )


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace(" ", "")


def _truth(cell: Any) -> bool:
    if isinstance(cell, bool):
        return cell
    asked = _folded(shown(cell))
    if asked in _YES | _NO:
        return asked in _YES
    raise Wrong(gettext_noop("This is neither yes nor no."), gettext_noop("Write 是 or 否, yes or no."))


def _number(column: ImportColumn, cell: Any) -> int:
    example = column.example or {"yuan": "1,280.00", "grams": "3.98", "carats": "0.31", "percent": "12.5"}.get(
        column.kind, "12"
    )
    if isinstance(cell, bool | dict):
        raise Wrong(gettext_noop("This is not a number."), FIX_NUMBER, example=example)
    text, unit = _parted(cell)
    if unit and unit not in _UNITS[column.kind]:
        raise Wrong(
            gettext_noop("The unit “{unit}” does not belong here."),
            gettext_noop("Convert to {wanted} and write the number alone."),
            unit=unit,
            wanted=_UNITS[column.kind][0],
        )
    if column.kind == "percent" and isinstance(cell, float) and 0 < abs(cell) < 1:
        # a cell formatted as percent holds 0.125 for 12.5 %, a plain one may mean 0.125 %
        raise Wrong(
            gettext_noop("Is this {small} % or {large} %?"),
            gettext_noop("Format the column as text and write {example}%."),
            small=f"{cell:.6g}",
            large=f"{cell * 100:.6g}",
            example=f"{cell * 100:.6g}",
        )
    value = formats.typed(text, column.kind)
    if value is None:
        digits = formats.SCALES[column.kind]
        raise Wrong(
            gettext_noop("This is no number with at most {digits} digits behind the point."),
            FIX_NUMBER,
            digits=digits,
            example=example,
        )
    _bounded(column, value)
    return value


def _parted(cell: Any) -> tuple[str, str]:
    """(number, unit) of a cell."""
    if isinstance(cell, int | float):
        return f"{cell:.15g}", ""
    text = unicodedata.normalize("NFKC", cell).strip().lstrip("¥$").strip()
    match = _NUMBER.fullmatch(text)
    if match is None:
        return text, ""
    return match[1].replace(" ", ""), match[2].strip().casefold()


def _bounded(column: ImportColumn, value: int) -> None:
    least = column.least if column.least is not None else -(10**12)
    most = column.most if column.most is not None else 10**12
    if not least <= value <= most:
        low, high = formats.shown(least, column.kind), formats.shown(most, column.kind)
        raise Wrong(
            gettext_noop("The number is out of bounds."),
            gettext_noop("Write a number between {low} and {high}."),
            low=low,
            high=high,
        )
