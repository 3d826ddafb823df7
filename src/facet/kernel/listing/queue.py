"""Exports that take long: a worker writes them, they lie sealed for a day, their link is for one person.

The questions may hold a telephone number, so they are sealed like the file. The link's secret is made when
the asker fetches it; the table knows its SHA-256 only. Files and links end after `KEEP`.
"""

import hashlib
import hmac
import json
import os
import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, override

from facet.kernel import jobs, recording
from facet.kernel.errors import DomainError, NotFound, gettext_noop
from facet.kernel.listing.definition import offered_list
from facet.kernel.listing.export import CONTENT_TYPES, ExportFile, Taking, TooManyRows, export_list
from facet.kernel.listing.web import query_of
from facet.kernel.models import ExportJob
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor, require
from facet.kernel.sealed import seal_bytes, unseal_bytes
from facet.kernel.transactions import joins_unit_of_work, unit_of_work

KEEP = timedelta(hours=24)


class ExportGone(DomainError):
    """A link that ended, was replaced by a newer one, or is somebody else's."""

    code = "kernel.export_gone"
    status = 404
    text = gettext_noop("This file is no longer there. Open the export queue and make it again.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to write: the list, the address that asks it, the kind of file, and why."""

    list_key: str
    asked: Mapping[str, str]
    kind: str
    reason: str = ""


def ask(actor: Actor, wanted: Wanted, *, at: datetime) -> uuid.UUID:
    """Have a worker write a list. Raises: NotFound, NotPermitted."""
    definition = offered_list(wanted.list_key)
    if definition is None or wanted.kind not in CONTENT_TYPES:
        raise NotFound(key=wanted.list_key[:64])
    require(actor, definition.export_permission or definition.permission)
    job_id = uuid.uuid4()
    _put(job_id, "asked", json.dumps(dict(wanted.asked)).encode())
    _keep(actor, wanted, job_id, at)
    return job_id


@unit_of_work
def _keep(actor: Actor, wanted: Wanted, job_id: uuid.UUID, at: datetime) -> None:
    ExportJob.objects.create(
        id=job_id,
        list_key=wanted.list_key,
        kind=wanted.kind,
        language=(get_language() or "zh-hans")[:8],
        actor_key=actor.key,
        actor_name=actor.name,
        reason=wanted.reason,
        asked_at=at,
    )
    jobs.enqueue("shell.tasks.write_export", job_id=str(job_id))


def write(actor: Actor, job: ExportJob, *, at: datetime) -> None:
    """Write the file of `job` as `actor`, with the rights of this moment; a second run changes nothing."""
    if job.state != ExportJob.State.WAITING:
        return
    definition = offered_list(job.list_key)
    asked = _get(job.id, "asked")
    try:
        if definition is None or asked is None:
            raise ExportGone
        with override(job.language):
            query = query_of(definition, actor, json.loads(asked))
            taking = Taking(kind=job.kind, reason=job.reason, is_queued=True, allowed=job.allowed_rows)
            file = export_list(actor, definition, query=query, taking=taking, at=at)
    except DomainError as refusal:
        with override(job.language):
            over = refusal.facts["rows"] if isinstance(refusal, TooManyRows) and job.kind != "pdf" else 0
            problem = sentence(refusal)[:200]
            _finish(job, state=ExportJob.State.REFUSED, problem=problem, over_rows=over, done_at=at)
        return
    _put(job.id, "file", file.content)
    _finish(
        job, state=ExportJob.State.READY, rows=file.rows, size_bytes=len(file.content), done_at=at, expires_at=at + KEEP
    )


@unit_of_work
def _finish(job: ExportJob, **columns: object) -> None:
    ExportJob.objects.filter(pk=job.pk, state=ExportJob.State.WAITING).update(**columns)


@dataclass(frozen=True, slots=True)
class Over:
    """A file that was refused for its number of rows; `digest` is what a second person's yes is bound to."""

    job_id: uuid.UUID
    list_key: str
    rows: int
    reason: str
    digest: str


def over_of(job: ExportJob) -> Over | None:
    """What a second person may be asked of `job`, None where nothing can be."""
    if job.state != ExportJob.State.REFUSED or not job.over_rows:
        return None
    bound = f"{job.pk}:{job.list_key}:{job.kind}:{job.actor_key}"  # the job's questions never change
    return Over(job.pk, job.list_key, job.over_rows, job.reason, hashlib.sha256(bound.encode()).hexdigest())


@joins_unit_of_work
def refused_for_rows(actor: Actor, job_id: uuid.UUID) -> Over:
    """One's own file that was refused for its rows. Raises: NotFound, ExportGone. Locks: the job. Queries: 1."""
    over = over_of(_own_locked(actor, job_id))
    if over is None:
        raise ExportGone
    return over


@joins_unit_of_work
def make_again(actor: Actor, job_id: uuid.UUID, *, allowed: int) -> None:
    """Have a refused file made with up to `allowed` rows; the step of whoever used a second person's yes up.

    Raises: NotFound, ExportGone. Locks: the job. Queries: 2, and the job's row for the worker.
    """
    job = _own_locked(actor, job_id)
    if over_of(job) is None:
        raise ExportGone
    job.state, job.problem, job.over_rows, job.allowed_rows = ExportJob.State.WAITING, "", 0, allowed
    job.save(update_fields=["state", "problem", "over_rows", "allowed_rows"])
    jobs.enqueue("shell.tasks.write_export", job_id=str(job.pk))


def _own_locked(actor: Actor, job_id: uuid.UUID) -> ExportJob:
    job = ExportJob.objects.select_for_update().filter(pk=job_id, actor_key=actor.key).first()
    if job is None:
        raise NotFound(key=str(job_id))
    return job


def own_jobs(actor: Actor) -> list[ExportJob]:
    """One's own exports, newest first. Queries: 1."""
    return list(ExportJob.objects.filter(actor_key=actor.key).order_by("-asked_at")[:50])


def job_to_write(job_id: str) -> ExportJob | None:
    """The job that a worker was called for. Queries: 1."""
    return ExportJob.objects.filter(pk=job_id).first()


@unit_of_work
def open_link(actor: Actor, job_id: uuid.UUID, *, at: datetime) -> str:
    """A new secret for one's own file; earlier links end. Raises: NotFound, ExportGone. Locks: the job."""
    job = _own_locked(actor, job_id)
    if job.state != ExportJob.State.READY or job.expires_at is None or at >= job.expires_at:
        raise ExportGone
    secret = secrets.token_urlsafe(32)
    job.token_sha256 = hashlib.sha256(secret.encode()).hexdigest()
    job.save(update_fields=["token_sha256"])
    return secret


def fetch(actor: Actor, job_id: uuid.UUID, secret: str, *, at: datetime) -> ExportFile:
    """The file behind a link, for whoever asked for it. Raises: ExportGone. Queries: 1, and the record."""
    job = ExportJob.objects.filter(pk=job_id, actor_key=actor.key, state=ExportJob.State.READY).first()
    given = hashlib.sha256(secret.encode()).hexdigest()
    if job is None or not job.token_sha256 or not hmac.compare_digest(given, job.token_sha256):
        raise ExportGone
    content = _get(job.id, "file")
    if job.expires_at is None or at >= job.expires_at or content is None:
        raise ExportGone
    _note_fetched(actor, job, at)
    name = f"{job.list_key}-{job.asked_at:%Y%m%d-%H%M}.{job.kind}"
    return ExportFile(name, CONTENT_TYPES[job.kind], content, job.rows)


@unit_of_work
def _note_fetched(actor: Actor, job: ExportJob, at: datetime) -> None:
    recording.note(
        actor, "kernel.export_fetched", at=at, subject=("kernel.export", job.id, job.list_key), rows=job.rows
    )


@unit_of_work
def tidy(at: datetime) -> int:
    """End what is over: files, questions and links. Gives how many."""
    over = ExportJob.objects.filter(asked_at__lt=at - KEEP).exclude(state=ExportJob.State.GONE)
    gone = list(over.filter(expires_at__lte=at)) + list(over.filter(expires_at=None))
    for job in gone:
        for kind in ("file", "asked"):
            _path(job.id, kind).unlink(missing_ok=True)
    ExportJob.objects.filter(pk__in=[job.pk for job in gone]).update(state=ExportJob.State.GONE, token_sha256="")
    return len(gone)


def _path(job_id: uuid.UUID, kind: str) -> Path:
    return Path(settings.FACET_UPLOADS) / "exports" / f"{job_id.hex}.{kind}"


def _put(job_id: uuid.UUID, kind: str, content: bytes) -> None:
    path = _path(job_id, kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(seal_bytes(content, place=f"export.{kind}", seal_id=job_id))


def _get(job_id: uuid.UUID, kind: str) -> bytes | None:
    path = _path(job_id, kind)
    return unseal_bytes(path.read_bytes(), place=f"export.{kind}", seal_id=job_id) if path.exists() else None
