"""Changing the data keys while the house is open: old and new key side by side until no row needs the old one.

rotate adds a key, which seals everything from then on; reseal brings the old rows over, in batches
that may be interrupted at any time; retire destroys a key that no row needs. Source: reliability.md §2.5.
"""

import dataclasses
import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models
from django.db.models import Q

from facet.kernel import recording
from facet.kernel.errors import DomainError, gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.sealed import KeyRing, SealedText, key_number, ring, seal, unseal
from facet.kernel.transactions import unit_of_work

BATCH = 1_000
MOST_KEYS = 255  # a key's number is one byte of every sealed value


class KeyInUse(DomainError):
    """A key that rows still need, or the newest one, cannot be destroyed."""

    code = "kernel.key_in_use"
    text = gettext_noop("Key {number} is still needed ({rows} values). Reseal first.")


class NoSuchKey(DomainError):
    """The ring has no such key, or no room for another."""

    code = "kernel.no_such_key"
    status = 404
    text = gettext_noop("There is no key {number} in the ring.")


def sealed_columns(of: Iterable[type[models.Model]] | None = None) -> dict[type[models.Model], list[SealedText]]:
    """Every model with sealed columns, and these columns."""
    found = {}
    for model in of if of is not None else apps.get_models():
        columns = [column for column in model._meta.concrete_fields if isinstance(column, SealedText)]
        if columns:
            found[model] = columns
    return found


def status(of: Iterable[type[models.Model]] | None = None) -> dict[str, Counter[int]]:
    """How many values each key seals, by "table.column". Queries: 1 a column, which is read whole."""
    byte = "get_byte({0}, 1)" if connection.vendor == "postgresql" else "CAST(hex(substr({0}, 2, 1)) AS TEXT)"
    counts: dict[str, Counter[int]] = {}
    with connection.cursor() as cursor:
        for model, columns in sealed_columns(of).items():
            table = connection.ops.quote_name(model._meta.db_table)
            for column in columns:
                name = connection.ops.quote_name(str(column.column))
                number = byte.format(name)
                tail = f"FROM {table} WHERE {name} IS NOT NULL GROUP BY {number}"
                cursor.execute(f"SELECT {number}, COUNT(*) {tail}")
                counts[column.place] = Counter({_number(each): count for each, count in cursor.fetchall()})
    return counts


def _number(value: int | str) -> int:
    return value if isinstance(value, int) else int(value, 16)


@unit_of_work
def rotate(*, actor: Actor, at: datetime) -> int:
    """Add a fresh data key, which seals from now on. Gives its number."""
    keys = ring()
    number = keys.newest + 1
    if number > MOST_KEYS:
        raise NoSuchKey(number=number)
    recording.note(actor, "kernel.key_added", at=at, subject=("kernel.key", number, f"data key {number}"))
    _write(dataclasses.replace(keys, data={**keys.data, number: secrets.token_bytes(32)}))
    return number


@unit_of_work
def retire(number: int, *, actor: Actor, at: datetime, of: Iterable[type[models.Model]] | None = None) -> None:
    """Destroy a data key that no row needs any more. Raises: KeyInUse, NoSuchKey.

    Copies of the database made before the last reseal need it: keep the ring's copy as long as them.
    """
    keys = ring()
    if number not in keys.data:
        raise NoSuchKey(number=number)
    needed = sum(counts[number] for counts in status(of).values())
    if needed or number == keys.newest:
        raise KeyInUse(number=number, rows=needed)
    recording.note(actor, "kernel.key_retired", at=at, subject=("kernel.key", number, f"data key {number}"))
    _write(dataclasses.replace(keys, data={each: key for each, key in keys.data.items() if each != number}))


def reseal(
    *, of: Iterable[type[models.Model]] | None = None, progress: Callable[[str, int], None] = lambda table, rows: None
) -> int:
    """Seal every value of an older key again with the newest. Gives how many rows were changed.

    Each batch is a transaction of its own; after an interruption the next call goes on.
    """
    changed = 0
    for model, columns in sealed_columns(of).items():
        last: Any = None
        while True:
            last, rows, read = _reseal_batch(model, columns, after=last)
            changed += rows
            progress(model._meta.db_table, changed)
            if read < BATCH:
                break
    return changed


@unit_of_work
def _reseal_batch(model: type[models.Model], columns: Sequence[SealedText], *, after: Any) -> tuple[Any, int, int]:
    """The next batch behind the key `after`: (last key, rows changed, rows read). Locks: the batch's rows."""
    newest = ring().newest
    names = [column.attname for column in columns]
    rows: models.QuerySet[Any] = models.QuerySet(model)  # not the model's own manager: it may refuse updates
    todo = rows.select_for_update().filter(Q() if after is None else Q(pk__gt=after)).order_by("pk")
    batch = list(todo.values_list("pk", "seal_id", *names)[:BATCH])
    changed = 0
    for key, seal_id, *values in batch:
        fresh = {
            column.attname: _again(bytes(value), column, seal_id)
            for column, value in zip(columns, values, strict=True)
            if value is not None and key_number(bytes(value)) != newest
        }
        if fresh:
            changed += models.QuerySet(model).filter(pk=key).update(**fresh)
    return (batch[-1][0] if batch else after), changed, len(batch)


def _again(blob: bytes, column: SealedText, seal_id: Any) -> bytes:
    return seal(unseal(blob, place=column.place, seal_id=seal_id), place=column.place, seal_id=seal_id)


def make() -> Path:
    """Make a ring where there is none. Raises: FileExistsError."""
    path = Path(settings.FACET_KEYS)
    if path.exists():
        raise FileExistsError(path)
    KeyRing(data={1: secrets.token_bytes(32)}, index=secrets.token_bytes(32), audit=secrets.token_bytes(32)).write(path)
    return path


def _write(keys: KeyRing) -> None:
    keys.write(Path(settings.FACET_KEYS))
