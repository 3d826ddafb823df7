"""The deletion list: who was erased, kept outside of the database, so that a restored backup forgets again.

One line of JSON for each person, numbers only. Lies beside the anchors (FACET_ANCHORS) and is backed up apart.
"""

import json
import os
import uuid
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings

from facet.kernel.permissions import Actor
from facet.members import services

NAME = "erased.jsonl"


def list_path() -> Path:
    """Where the list lies."""
    return Path(settings.FACET_ANCHORS) / NAME


def keep_on_list(event: Any) -> None:
    """Hear of an erasure: add it, once."""
    number, operation = str(event.facts["number"]), str(event.facts["operation"])
    if number in {each["number"] for each in read_list(list_path())}:
        return
    path = list_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"number": number, "operation": operation, "at": event.recorded_at.isoformat()}) + "\n"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
        file.write(line)


def read_list(path: Path) -> list[dict[str, str]]:
    """The lines of a list, none where there is no file. Raises: ValueError for a damaged line."""
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text().splitlines() if line.strip()]


def reapply(actor: Actor, path: Path, *, at: datetime) -> int:
    """Forget everybody on the list whom the database still remembers. Gives how many."""
    return sum(
        services.reapply_erasure(actor=actor, number=line["number"], operation_id=uuid.UUID(line["operation"]), at=at)
        for line in read_list(path)
    )
