"""Uploaded files and what was found in them, sealed on the disk under names that say nothing."""

import json
import os
import uuid
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from facet.kernel.sealed import seal_bytes, unseal_bytes

KEEP = timedelta(days=7)


def put(batch: uuid.UUID, kind: str, content: bytes) -> None:
    """Keep `content` ("file" or "found") of a batch."""
    path = _path(batch, kind)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(seal_bytes(content, place=f"import.{kind}", seal_id=batch))
    os.replace(draft, path)


def get(batch: uuid.UUID, kind: str) -> bytes | None:
    """The content again, None when it has gone."""
    path = _path(batch, kind)
    return unseal_bytes(path.read_bytes(), place=f"import.{kind}", seal_id=batch) if path.exists() else None


def put_json(batch: uuid.UUID, kind: str, value: Any) -> None:
    """Keep `value` as JSON; dates become texts."""
    put(batch, kind, json.dumps(value, default=str).encode())


def get_json(batch: uuid.UUID, kind: str) -> Any:
    """The value again, None when it has gone."""
    content = get(batch, kind)
    return None if content is None else json.loads(content)


def drop(batch: uuid.UUID, kind: str) -> None:
    """Forget one file of a batch."""
    _path(batch, kind).unlink(missing_ok=True)


def tidy(at: datetime) -> int:
    """Delete what is older than a week. Gives how many files."""
    gone = 0
    folder = _folder()
    for path in folder.iterdir() if folder.exists() else ():
        if at.timestamp() - path.stat().st_mtime > KEEP.total_seconds():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _folder() -> Path:
    return Path(settings.FACET_UPLOADS) / "imports"


def _path(batch: uuid.UUID, kind: str) -> Path:
    return _folder() / f"{batch.hex}.{kind}"
