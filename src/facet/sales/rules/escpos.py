"""Bytes for an 80 mm receipt printer in GB18030: 48 columns, a Chinese character takes two. Pure.

What people typed never steers the printer: every control character is gone before the text is
encoded, and GB18030 puts no control byte into a character of its own. Source: reliability.md A8, ux.md §3.3.
"""

import unicodedata
from collections.abc import Iterable

COLUMNS = {"roll80": 48, "roll58": 32}
_START = b"\x1b@\x1c&"  # reset; Chinese characters on
_CENTRE, _LEFT = b"\x1ba\x01", b"\x1ba\x00"
_TALL, _PLAIN = b"\x1d!\x11", b"\x1d!\x00"
_CUT = b"\n\n\n\n\x1dV\x42\x00"


def printable(text: str) -> str:
    """`text` on one line without anything that is no character: control, format, unassigned, surrogates."""
    kept = (" " if each in "\t\r\n" else each for each in text)
    return "".join(each for each in kept if not unicodedata.category(each).startswith("C"))


def width(text: str) -> int:
    """Columns that `text` takes."""
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def wrapped(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns`; nothing is cut off."""
    lines, line, used = [], "", 0
    for each in printable(text):
        wide = width(each)
        if used + wide > columns:
            lines.append(line)
            line, used = "", 0
        line, used = line + each, used + wide
    return [*lines, line] if line or not lines else lines


def row(left: str, right: str, *, columns: int) -> list[str]:
    """A name at the left, an amount at the right; a long name takes lines of its own, the amount is never cut."""
    left, right = printable(left), printable(right)
    lines = wrapped(left, columns)
    gap = columns - width(lines[-1]) - width(right)
    if gap < 1:
        lines, gap = [*lines, ""], columns - width(right)
    lines[-1] += " " * max(0, gap) + right
    return lines


def _encoded(lines: Iterable[str]) -> bytes:
    return b"".join(printable(line).encode("gb18030", "replace") + b"\n" for line in lines)


class Roll:
    """A receipt being written, line by line."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self.content = _START

    def text(self, *texts: str) -> None:
        """Texts at the left, each on lines of its own; empty ones are left out."""
        self.content += _encoded(line for text in texts if text for line in wrapped(text, self.columns))

    def centred(self, *texts: str, tall: bool = False) -> None:
        """Texts in the middle, perhaps in letters twice as large."""
        columns = self.columns // 2 if tall else self.columns
        lines = [line for text in texts if text for line in wrapped(text, columns)]
        self.content += _CENTRE + (_TALL if tall else b"") + _encoded(lines) + (_PLAIN if tall else b"") + _LEFT

    def row(self, left: str, right: str) -> None:
        """One row with an amount at the right."""
        self.content += _encoded(row(left, right, columns=self.columns))

    def rule(self) -> None:
        """A line across."""
        self.content += _encoded(["-" * self.columns])

    def code(self, text: str) -> None:
        """`text` as a QR code, drawn by the printer."""
        body = printable(text).encode("ascii", "ignore")[:200]
        count = len(body) + 3
        self.content += (
            _CENTRE
            + b"\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x05\x1d(k\x03\x001E1"
            + b"\x1d(k" + bytes((count % 256, count // 256)) + b"1P0" + body
            + b"\x1d(k\x03\x001Q0\n" + _LEFT
        )  # fmt: skip

    def finished(self) -> bytes:
        """All bytes, the paper cut."""
        return self.content + _CUT
