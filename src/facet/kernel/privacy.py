"""What the house holds of one person, table by table: given out whole, blanked out whole.

Each domain offers its tables (`offer_tables`) into the slots "privacy.export" and "privacy.erase"; a test
walks all models and fails for a `scrub` column with a way to the person that nobody offers.
Source: reliability.md §2.3 (PIPL 44–50).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from facet.kernel import registry
from facet.kernel.transactions import joins_unit_of_work

EMPTY = "empty"  # the column is blanked, the row stays: ledgers and logs keep their sums
ROW = "row"  # the row says nothing but this and goes
MARK = "mark"  # the column is unique: it becomes "erased-<id>"
KEPT = "kept"  # the law wants it kept; `why_kept` says which


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """One table with rows of one person.

    `path` leads to the person; `erase` says what becomes of each scrubbed column.
    """

    model: str  # "members.Contact"
    title: str  # English, translated where it is shown
    path: str = "member"
    erase: Mapping[str, str] = field(default_factory=dict)
    why_kept: str = ""
    order: int = 0

    @property
    def key(self) -> str:
        return f"{self.model}:{self.path}"

    @property
    def table(self) -> type[models.Model]:
        return apps.get_model(self.model)

    def rows(self, subject_id: int) -> list[dict[str, Any]]:
        """Every column of the person's rows, opened. Queries: 1."""
        found: models.QuerySet[Any] = models.QuerySet(self.table).filter(Q(**{self.path: subject_id})).order_by("pk")
        return [_opened(row) for row in found]

    def blank(self, subject_id: int) -> int:
        """Take the personal data away; gives how many rows. Amounts, days and places are not touched."""
        rows: models.QuerySet[Any] = models.QuerySet(self.table).filter(pk__in=_keys(self, subject_id))
        if ROW in self.erase.values():
            return rows.delete()[0]
        changes = {name: _nothing(self.table, name) for name, how in self.erase.items() if how == EMPTY}
        marked = [name for name, how in self.erase.items() if how == MARK]
        if marked:
            for key in list(rows.values_list("pk", flat=True)):
                models.QuerySet(self.table).filter(pk=key).update(**dict.fromkeys(marked, f"erased-{key}"))
        return rows.update(**changes) if changes else 0


def _keys(table: SubjectTable, subject_id: int) -> list[Any]:
    return list(models.QuerySet(table.table).filter(Q(**{table.path: subject_id})).values_list("pk", flat=True))


def _nothing(model: type[models.Model], name: str) -> Any:
    """An empty value of the column."""
    column: Any = model._meta.get_field(name)
    if column.null:
        return None
    if isinstance(column, models.JSONField):
        return {}
    return b"" if isinstance(column, models.BinaryField) else ""


def _opened(row: models.Model) -> dict[str, Any]:
    """All columns but what only machines read: seals and tokens."""
    shown: dict[str, Any] = {}
    for column in row._meta.concrete_fields:
        value = getattr(row, column.attname)
        if isinstance(value, bytes | memoryview):
            value = bytes(value).hex()
        shown[column.name] = value
    return shown


def offer_tables(tables: Iterable[SubjectTable]) -> None:
    """Put `tables` into the two slots."""
    for table in tables:
        registry.offer("privacy.export", table.key, table)
        if table.erase:
            registry.offer("privacy.erase", table.key, table)


def rows_of(subject_id: int) -> list[tuple[SubjectTable, list[dict[str, Any]]]]:
    """Everything the house holds of a person. Queries: 1 for each table."""
    return [(table, table.rows(subject_id)) for table in registry.offers("privacy.export")]


@joins_unit_of_work
def erase(subject_id: int) -> dict[str, int]:
    """Blank the person in every table that was offered; gives table → rows, empty ones left out."""
    counts: dict[str, int] = {}
    # rows that go are gone first: others may lean on what is only blanked
    tables = sorted(registry.offers("privacy.erase"), key=lambda table: ROW not in table.erase.values())
    for table in tables:
        if count := table.blank(subject_id):
            counts[table.model] = counts.get(table.model, 0) + count
    return counts


def uncovered(person: type[models.Model]) -> list[str]:
    """Scrubbed columns with a way to `person` that no domain offers to erase, and person-bound tables not exported."""
    erased = {(table.model, name) for table in registry.offers("privacy.erase") for name in table.erase}
    exported = {table.model for table in registry.offers("privacy.export")}
    wrong = []
    for model in apps.get_models():
        label, lists = model._meta.label, getattr(model, "classified", None)
        if lists is None or not model.__module__.startswith("facet."):
            continue
        if model is not person and not leads_to(model, person):
            continue
        if label not in exported:
            wrong.append(f"{label} is not exported")
        wrong += [f"{label}.{name} is not erased" for name in sorted(lists.scrub) if (label, name) not in erased]
    return wrong


def leads_to(model: type[models.Model], person: type[models.Model], steps: int = 2) -> bool:
    """Whether a row of `model` belongs to one person, directly or through what it is a line of."""
    for column in model._meta.concrete_fields:
        other: Any = column.related_model
        if column.name in OF_OTHERS:
            continue
        if other is person and model is not person:
            return True
        is_line = column.name in LINES_OF and isinstance(other, type) and other is not model
        if is_line and steps > 1 and leads_to(other, person, steps - 1):
            return True
    return False


# the names of keys by which a row is a line of a larger thing
LINES_OF = frozenset({"account", "contact", "card", "coupon", "sale", "basket", "line", "entry", "lot"})
# keys to a person whom the row is not about: who brought her
OF_OTHERS = frozenset({"referrer"})
