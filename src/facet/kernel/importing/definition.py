"""What a domain says about an import: its columns, how rows are checked, how they are applied. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

KINDS = frozenset("text code int points yuan grams carats percent date choice bool".split())
ROW_LIMIT = 60_000
COLUMN_LIMIT = 200


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """One column. `headings` are what may stand above it: Chinese, English, then other spellings.

    `kind` says what a cell becomes: text, code (full-width letters and digits made plain), int, points,
    yuan (cents), grams (mg), carats (mct), percent (basis points), date, choice, bool. `choices` are
    (value, spelling, spelling, …). `hint` and `example` stand in the template; both are English and translated.
    `least` and `most` bound numbers in whole units, `limit` the characters of a text.
    """

    key: str
    headings: tuple[str, ...]
    kind: str = "text"
    required: bool = False
    hint: str = ""
    example: str = ""
    choices: Sequence[tuple[str, ...]] = ()
    least: int | None = None
    most: int | None = None
    limit: int = 200

    def __post_init__(self) -> None:
        if self.kind not in KINDS or not self.headings or (self.kind == "choice" and not self.choices):
            raise ValueError(f"{self.key}: a column needs headings, a known kind, and a choice its choices")


@dataclass(frozen=True, slots=True)
class ImportRow:
    """One row of a file: its number in the sheet, and a value (or None) for each column of the importer."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowError:
    """One thing wrong with one cell or row. `reason` and `fix` are English, filled in from `facts` when shown.

    `column` is the importer's column key, or "" for the whole row. `value` is what stood there.
    """

    line: int
    column: str
    reason: str
    fix: str
    value: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Checked:
    """What an import would do, or has done. `states` may say "new", "changed", "unchanged" by line."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    errors: Sequence[RowError] = ()
    states: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking an import back did: rows put back, and by name those that were changed since and stay."""

    restored: int = 0
    kept: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Importer:
    """Slot "importer": one kind of file that the house takes in.

    `check(actor, rows, at)` says what would happen, writing nothing. `apply(actor, operation, rows, at)` is
    a service, one transaction for all rows, that updates by key: the same file again changes nothing. It
    writes in bulk, may be called twice with one operation, and gives `Checked` (or None: as checked).
    `unique` names the columns that together may stand in a file once only.
    `before(actor, rows, at)` gives, as JSON, what the rows would change; `undo(actor, operation, before,
    applied_at, at)` puts it back. Without them an import of this kind cannot be taken back.
    """

    key: str
    title: str
    permission: str
    columns: Sequence[ImportColumn]
    check: Callable[[Any, Sequence[ImportRow], datetime], Checked]
    apply: Callable[[Any, Any, Sequence[ImportRow], datetime], Checked | None]
    purpose: str = ""
    unique: tuple[str, ...] = ()
    before: Callable[[Any, Sequence[ImportRow], datetime], Any] | None = None
    undo: Callable[[Any, Any, Any, datetime, datetime], Undone] | None = None
    row_limit: int = ROW_LIMIT
    order: int = 0
    growing: Callable[[], Sequence[ImportColumn]] | None = None

    def grown(self) -> "Importer":
        """With the columns that the chain added by itself. Queries: those of `growing`."""
        return replace(self, columns=(*self.columns, *self.growing()), growing=None) if self.growing else self

    def column(self, key: str) -> ImportColumn | None:
        """The column `key`."""
        return next((column for column in self.columns if column.key == key), None)
