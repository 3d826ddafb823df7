"""An opening workbook: several sheets of an older system that come in together, when their totals tie.

A domain offers an `OpeningSheet` in the slot "opening.sheet"; whoever opens the house reads them all,
compares the control totals, and applies every sheet in one transaction. Source: R312.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from facet.kernel.importing.definition import ImportColumn, Importer, ImportRow, RowError


@dataclass(frozen=True, slots=True)
class Tie:
    """One control total: its name in the totals sheet (spellings), its unit, and the sum over the rows.

    An optional one may stay unsaid where the sheet says nothing of it either.
    """

    key: str
    names: tuple[str, ...]
    unit: str  # int, points, yuan, grams
    total: Callable[[Sequence[ImportRow]], int]
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """What the sheets are applied within: who, the act, the moment, and the members by their card number."""

    actor: Any
    act_id: UUID
    at: datetime
    members: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class OpeningSheet:
    """One sheet. `check(rows)` names mistakes beyond cells; `apply(opened, rows)` is a step of the opening's work.

    The column "card" names the member by the card number that the members' sheet gives.
    """

    key: str
    names: tuple[str, ...]  # Chinese, English
    title: str
    columns: tuple[ImportColumn, ...]
    apply: Callable[[Opened, Sequence[ImportRow]], None]
    ties: tuple[Tie, ...] = ()
    check: Callable[[Sequence[ImportRow]], Sequence[RowError]] = lambda rows: ()
    unique: tuple[str, ...] = ()
    order: int = 0

    @property
    def may_lack_card(self) -> bool:
        """Whether rows may name no member."""
        return not any(column.key == "card" and column.required for column in self.columns)

    @property
    def importer(self) -> Importer:
        """What reads the sheet: the rules of every import."""
        return Importer(f"opening.{self.key}", self.title, "", self.columns, _nothing, _nothing, unique=self.unique)


CARD = ImportColumn(
    "card", ("会员卡号", "Card number", "卡号"), "code", required=True, limit=20, example="880100001236"
)


def total_of(column: str) -> Callable[[Sequence[ImportRow]], int]:
    """The sum of one column."""
    return lambda rows: sum(row.values[column] or 0 for row in rows)


def _nothing(*_: Any) -> Any:
    raise NotImplementedError("a sheet of an opening workbook is applied with the others")
