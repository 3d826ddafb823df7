"""How far a worker has come with a file, and whether somebody called it off.

The rows of a file are one transaction, so neither can stand in the database while it runs: both are small
files beside the uploaded one. Who applies rows calls `advance`; outside a worker that does nothing.
"""

import contextlib
import uuid
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import dataclass

from facet.kernel.errors import DomainError, gettext_noop
from facet.kernel.importing import store


class ImportCancelled(DomainError):
    """Somebody called the file off while it was taken in: nothing of it stays."""

    code = "kernel.import_called_off"
    text = gettext_noop("This file was called off. Nothing of it was taken in.")


@dataclass(slots=True)
class _Run:
    batch_id: uuid.UUID
    total: int
    done: int = 0


_run: ContextVar[_Run | None] = ContextVar("import_run", default=None)


@contextlib.contextmanager
def running(batch_id: uuid.UUID, total: int) -> Iterator[None]:
    """While rows of this file are taken in. Raises: ImportCancelled when it was called off before."""
    token = _run.set(_Run(batch_id, total))
    try:
        advance(0)
        yield
    finally:
        _run.reset(token)
        for kind in ("progress", "cancel"):
            store.drop(batch_id, kind)


def advance(rows: int) -> None:
    """So many rows more are done. Raises: ImportCancelled, which takes the whole transaction back."""
    run = _run.get()
    if run is None:
        return
    if store.get(run.batch_id, "cancel") is not None:
        raise ImportCancelled
    run.done = min(run.done + rows, run.total)
    store.put_json(run.batch_id, "progress", [run.done, run.total])


def progress_of(batch_id: uuid.UUID) -> tuple[int, int] | None:
    """(rows done, rows in all), None while no worker has begun."""
    found = store.get_json(batch_id, "progress")
    return (int(found[0]), int(found[1])) if found else None


def call_off(batch_id: uuid.UUID) -> None:
    """Have the worker stop at its next step."""
    store.put(batch_id, "cancel", b"1")
