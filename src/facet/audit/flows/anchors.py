"""The heads of the chain, kept in files outside the database: what a rewritten chain cannot fake.

One line a head: "seq hmac moment". Lines are appended and forced to the disk; copy the folder to
another machine to be safe from whoever owns this one. Source: reliability.md §2.6.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

_LINE = re.compile(r"([0-9]{1,18}) ([0-9a-f]{64}) (\S+)")


@dataclass(frozen=True, slots=True)
class Anchor:
    """One head as it was written outside."""

    seq: int
    hmac: bytes
    at: str


def append(seq: int, hmac: bytes, *, at: datetime) -> Path:
    """Add a head to the file of its month."""
    folder = Path(settings.FACET_ANCHORS)
    folder.mkdir(parents=True, exist_ok=True)
    moment = at.astimezone(UTC)
    path = folder / f"audit-{moment:%Y-%m}.log"
    line = f"{seq} {hmac.hex()} {moment:%Y-%m-%dT%H:%M:%SZ}\n"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a") as file:
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    return path


def read() -> Iterator[Anchor]:
    """Every anchor, oldest file first; a line that was cut short by a power failure is passed over."""
    for path in sorted(Path(settings.FACET_ANCHORS).glob("audit-*.log")):
        for line in path.read_text(errors="replace").splitlines():
            if match := _LINE.fullmatch(line):
                yield Anchor(int(match[1]), bytes.fromhex(match[2]), match[3])
