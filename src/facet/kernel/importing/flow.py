"""An import from upload to apply: store, read, check, show, apply all or nothing.

Each step is a transaction of its own; the rows are applied by the domain's service in one. The act
is named by the batch, so that a second click, or a second worker, applies nothing twice.
"""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext

from facet.kernel import formats, jobs, recording, registry
from facet.kernel.errors import DomainError, NotFound, gettext_noop
from facet.kernel.importing import mapping, progress, reading, store, values
from facet.kernel.importing.definition import Checked, ImportColumn, Importer, RowError, Undone
from facet.kernel.importing.sheet import FILE_BYTES
from facet.kernel.interface import clean_text
from facet.kernel.models import ImportBatch
from facet.kernel.operations import OperationKey
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work, viewing

PREVIEW = 50
KEPT_ERRORS = 1_000


class NotReady(DomainError):
    """A batch with mistakes, or one whose file has gone, cannot be applied."""

    code = "kernel.import_not_ready"
    text = gettext_noop("This file cannot be applied: correct its mistakes, or upload it again.")


@dataclass(frozen=True, slots=True)
class Found:
    """What the dry run of a batch found; rows hold personal data and are kept sealed."""

    sheet: str
    ignored: list[str]
    errors: list[dict[str, Any]]  # RowError as a dict, `heading` and `letter` added
    preview: list[dict[str, Any]]  # {"line", "state", "cells"}
    bad_rows: dict[str, dict[str, str]]  # line → column key → what stands there
    head: list[str] = field(default_factory=list)  # the sheet's own headings
    samples: list[list[str]] = field(default_factory=list)  # its first rows, for the mapping
    places: dict[str, int] = field(default_factory=dict)  # column key → place in the sheet


def importer_for(actor: Actor, key: str) -> Importer:
    """The importer `key`, when `actor` may use it. Raises: NotFound, NotPermitted."""
    importer: Importer | None = registry.offered("importer", key)
    if importer is None:
        raise NotFound(key=key)
    require(actor, importer.permission)
    return importer.grown()


def importers_for(actor: Actor) -> list[Importer]:
    """Everything `actor` may import."""
    return [importer for importer in registry.offers("importer") if actor.may(importer.permission)]


def upload(actor: Actor, importer: Importer, *, name: str, content: bytes, at: datetime) -> ImportBatch:
    """Keep a file, read and check it. Raises: NotPermitted, UnreadableFile (nothing is kept)."""
    require(actor, importer.permission)
    if len(content) > FILE_BYTES:
        raise reading.UnreadableFile("too_large", limit=FILE_BYTES // 2**20)
    table = reading.read_file(content, importer, lambda head: mapping.remembered(importer, head), guess=True)
    batch = ImportBatch(
        id=uuid.uuid4(),
        importer=importer.key,
        actor_key=actor.key,
        actor_name=actor.name,
        file_name=clean_text(name.replace("\\", "/").rpartition("/")[2])[-120:],
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        uploaded_at=at,
    )
    store.put(batch.id, "file", content)
    _check(actor, importer, batch, table, at=at)
    _save(batch)
    return batch


def _check(actor: Actor, importer: Importer, batch: ImportBatch, table: reading.Table, *, at: datetime) -> None:
    """The dry run of `table`, into the batch and its sealed file."""
    with viewing(actor):
        checked = importer.check(actor, table.rows, at) if table.rows else Checked()
    errors = [] if table.is_guessed else [*table.errors, *checked.errors]
    batch.state = ImportBatch.State.REFUSED if errors else ImportBatch.State.CHECKED
    if table.is_guessed:
        batch.state = ImportBatch.State.MAPPING
    batch.rows = len({row.line for row in table.rows} | set(table.raw))
    batch.new, batch.changed, batch.unchanged = checked.new, checked.changed, checked.unchanged
    batch.wrong = len(errors)
    store.put_json(batch.id, "found", asdict(_found(importer, table, checked, errors)))


def remap(
    actor: Actor, importer: Importer, batch: ImportBatch, places: Mapping[str, int], *, at: datetime
) -> ImportBatch:
    """Read a batch again with its columns as a person named them, and remember that for these headings.

    Raises: NotPermitted, NotReady (applied, or the file has gone), Invalid, UnreadableFile.
    """
    require(actor, importer.permission)
    content, found = store.get(batch.id, "file"), found_in(batch)
    if content is None or found is None or batch.applied_at is not None:
        raise NotReady
    kept = mapping.checked(importer, places, len(found.head))
    table = reading.read_file(content, importer, kept, guess=True)
    table.is_guessed = False
    _check(actor, importer, batch, table, at=at)
    mapping.remember(actor, importer, found.head, kept, at=at)
    _keep_check(batch)
    return batch


@unit_of_work
def _keep_check(batch: ImportBatch) -> None:
    """Only while nobody applied it."""
    columns = {name: getattr(batch, name) for name in ("state", "rows", "new", "changed", "unchanged", "wrong")}
    ImportBatch.objects.filter(pk=batch.pk, applied_at=None).update(**columns)


def _found(importer: Importer, table: reading.Table, checked: Checked, errors: Sequence[RowError]) -> Found:
    kept = sorted(errors, key=lambda error: error.line)[:KEPT_ERRORS]
    wrong = {error.line for error in kept}
    bad = {line: _raw_cells(importer, table, line) for line in wrong & set(table.raw)}
    bad |= {row.line: _cells(importer, row.values) for row in table.rows if row.line in wrong}
    return Found(
        sheet=table.sheet,
        ignored=table.ignored[:50],
        errors=[_told(importer, table, error) for error in kept],
        preview=[
            {"line": row.line, "state": checked.states.get(row.line, ""), "cells": _cells(importer, row.values)}
            for row in table.rows[:PREVIEW]
        ],
        bad_rows={str(line): cells for line, cells in bad.items()},
        head=table.head,
        samples=table.samples,
        places={key: _place(letters) for key, letters in table.columns.items()},
    )


def _told(importer: Importer, table: reading.Table, error: RowError) -> dict[str, Any]:
    column = importer.column(error.column)
    heading = column.headings[0] if column else ""
    return asdict(error) | {"heading": heading, "letter": table.columns.get(error.column, "")}


def _raw_cells(importer: Importer, table: reading.Table, line: int) -> dict[str, str]:
    """What stands in a bad row, by column key."""
    places = {key: _place(letters) for key, letters in table.columns.items()}
    cells = table.raw[line]
    return {key: values.shown(cells[place]) if place < len(cells) else "" for key, place in places.items()}


def _place(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _cells(importer: Importer, row: Mapping[str, Any]) -> dict[str, str]:
    """A good row as people read it."""
    return {column.key: _cell(column, row.get(column.key)) for column in importer.columns}


def _cell(column: ImportColumn, value: Any) -> str:
    if value is None:
        return ""
    if column.kind == "choice":
        return next((choice[1] for choice in column.choices if choice[0] == value and len(choice) > 1), str(value))
    if column.kind == "bool":
        return gettext("Yes") if value else gettext("No")
    if column.kind in formats.SCALES and isinstance(value, int):
        return formats.shown(value, column.kind)
    return value.isoformat() if isinstance(value, date) else str(value)


@unit_of_work
def _save(batch: ImportBatch) -> None:
    batch.save(force_insert=True)


def batch_of(actor: Actor, importer: Importer, batch_id: uuid.UUID) -> ImportBatch:
    """One's own batch. Raises: NotFound. Queries: 1."""
    batch = ImportBatch.objects.filter(pk=batch_id, importer=importer.key, actor_key=actor.key).first()
    if batch is None:
        raise NotFound(key=batch_id)
    return batch


def recent_batches(actor: Actor, importer: Importer | None = None) -> list[ImportBatch]:
    """One's own last batches, newest first. Queries: 1."""
    own = ImportBatch.objects.filter(actor_key=actor.key)
    if importer is not None:
        own = own.filter(importer=importer.key)
    return list(own.order_by("-uploaded_at", "-id")[:20])


def found_in(batch: ImportBatch) -> Found | None:
    """What the dry run found, None when it has been tidied away."""
    kept = store.get_json(batch.id, "found")
    return Found(**kept) if kept else None


def sentences(found: Found) -> list[dict[str, Any]]:
    """Every mistake in the reader's language: line, column letter, heading, value, reason, fix."""
    told = []
    for error in found.errors:
        facts = {
            name: gettext(value) if isinstance(value, str) and value else value
            for name, value in error["facts"].items()
        }
        reason, fix = (gettext(text).format(**facts) for text in (error["reason"], error["fix"]))
        told.append(error | {"reason": reason, "fix": fix, "text": f"{reason} {fix}"})
    return told


def apply(actor: Actor, importer: Importer, batch: ImportBatch, *, at: datetime) -> ImportBatch:
    """Take in every row of a checked batch, or none. A batch that is applied stays as it is.

    Raises: NotPermitted, NotReady, and whatever the domain refuses.
    """
    require(actor, importer.permission)
    if batch.state == ImportBatch.State.APPLIED:
        return batch
    content = store.get(batch.id, "file")
    if batch.state not in {ImportBatch.State.CHECKED, ImportBatch.State.WAITING} or content is None:
        raise NotReady
    found = found_in(batch)
    table = reading.read_file(content, importer, found.places if found else None, guess=True)
    if table.errors:
        raise NotReady
    if importer.before is not None:
        with viewing(actor):
            store.put_json(batch.id, "before", importer.before(actor, table.rows, at))
    operation = OperationKey.of(batch.id, {"importer": importer.key, "sha256": batch.sha256})
    done = importer.apply(actor, operation, table.rows, at)
    _mark_applied(actor, importer, batch, done, at=at)
    return batch


@unit_of_work
def apply_later(actor: Actor, importer: Importer, batch: ImportBatch) -> None:
    """Have a worker take the rows in; a second click changes nothing. Raises: NotPermitted, NotReady."""
    require(actor, importer.permission)
    own = ImportBatch.objects.filter(pk=batch.pk, actor_key=actor.key)
    if own.filter(state=ImportBatch.State.CHECKED).update(state=ImportBatch.State.WAITING):
        jobs.enqueue("shell.tasks.apply_import", batch_id=str(batch.pk))
    elif not own.filter(state__in=[ImportBatch.State.WAITING, ImportBatch.State.APPLIED]).exists():
        raise NotReady


def batch_to_apply(batch_id: str) -> ImportBatch | None:
    """The file that a worker was called for, None when it was called off. Queries: 1."""
    return ImportBatch.objects.filter(pk=batch_id, state=ImportBatch.State.WAITING).first()


def work_off(actor: Actor, batch: ImportBatch, *, at: datetime) -> None:
    """Take a waiting file in with the rights of this moment; refused or called off, it waits to be looked at again."""
    try:
        with progress.running(batch.pk, batch.rows):
            apply(actor, importer_for(actor, batch.importer), batch, at=at)
    except DomainError as refusal:
        store.put_json(batch.pk, "problem", sentence(refusal))
        _back_to_checked(batch)


def cancel(actor: Actor, importer: Importer, batch: ImportBatch) -> None:
    """Call a waiting file off: before a worker has begun at once, later at its next step, with nothing taken in.

    Raises: NotPermitted, NotReady (it is in already).
    """
    require(actor, importer.permission)
    if batch.state != ImportBatch.State.WAITING:
        raise NotReady
    if progress.progress_of(batch.pk) is None:
        _back_to_checked(batch)
    else:
        progress.call_off(batch.pk)


@unit_of_work
def _back_to_checked(batch: ImportBatch) -> None:
    waiting = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.WAITING)
    waiting.update(state=ImportBatch.State.CHECKED)


def problem_of(batch: ImportBatch) -> str:
    """Why a worker did not take the file in, in the words of its uploader; "" when nothing happened."""
    return str(store.get_json(batch.pk, "problem") or "") if batch.state == ImportBatch.State.CHECKED else ""


def may_undo(importer: Importer, batch: ImportBatch) -> bool:
    """Whether an applied batch can be taken back: its domain knows how, and the sealed states are still there."""
    applied = batch.state == ImportBatch.State.APPLIED
    return applied and importer.undo is not None and store.get(batch.id, "before") is not None


def undo(actor: Actor, importer: Importer, batch: ImportBatch, *, at: datetime) -> Undone:
    """Put back what an applied batch changed, where nothing was changed since; the rest is named and stays.

    Raises: NotPermitted, NotReady, and whatever the domain refuses.
    """
    require(actor, importer.permission)
    if not may_undo(importer, batch) or importer.undo is None or batch.applied_at is None:
        raise NotReady
    operation = OperationKey.of(uuid.uuid5(batch.id, "undo"), {"importer": importer.key})
    done = importer.undo(actor, operation, store.get_json(batch.id, "before"), batch.applied_at, at)
    _mark_undone(actor, importer, batch, done, at=at)
    return done


@unit_of_work
def _mark_undone(actor: Actor, importer: Importer, batch: ImportBatch, done: Undone, *, at: datetime) -> None:
    batch.state, batch.undone_at = ImportBatch.State.UNDONE, at
    if ImportBatch.objects.filter(pk=batch.pk, undone_at=None).update(state=batch.state, undone_at=at):
        subject = ("kernel.import", batch.id, importer.title)
        action = _action(importer).removesuffix("imported") + "import_undone"
        recording.note(actor, action, at=at, subject=subject, restored=done.restored, kept=len(done.kept))


@unit_of_work
def _mark_applied(actor: Actor, importer: Importer, batch: ImportBatch, done: Checked | None, *, at: datetime) -> None:
    batch.state, batch.applied_at = ImportBatch.State.APPLIED, at
    if done is not None:
        batch.new, batch.changed, batch.unchanged = done.new, done.changed, done.unchanged
    changed = ImportBatch.objects.filter(pk=batch.pk, applied_at=None).update(
        state=batch.state, applied_at=at, new=batch.new, changed=batch.changed, unchanged=batch.unchanged
    )
    if changed:
        recording.note(
            actor,
            _action(importer),
            at=at,
            subject=("kernel.import", batch.id, importer.title),
            rows=batch.rows,
            new=batch.new,
            changed=batch.changed,
            unchanged=batch.unchanged,
            sha256=batch.sha256,
        )


def _action(importer: Importer) -> str:
    """ "inventory.pieces.imported": the act belongs to the domain whose right it needs."""
    domain = str(importer.permission).partition(".")[0]
    return f"{importer.key}.imported" if "." in importer.key else f"{domain}.{importer.key}.imported"
