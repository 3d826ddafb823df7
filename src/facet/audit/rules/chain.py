"""How an audit row becomes bytes, and how each seal holds the one before it. Pure.

A row's content is its columns joined by the unit separator. No stored text contains that
character (`clean`), so a row with other borders between its columns has other bytes.
Source: decisions.md D9, reliability.md §2.6.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

SEPARATOR = "\x1f"
START = bytes(32)  # what the first seal holds in place of a previous one


def canonical_json(facts: Any) -> str:
    """One text for equal facts: sorted names, no blanks, control characters escaped."""
    text = json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
    return text.encode(errors="ignore").decode()


def clean(text: str, limit: int) -> str:
    """`text` without control characters and cut to `limit`, fit for a column of the record."""
    kept = "".join(letter for letter in text if letter >= " " and letter != "\x7f")
    return kept.encode(errors="ignore").decode()[:limit]


def moment(at: datetime) -> str:
    """`at` as the seals write it: UTC, always with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def content(columns: Sequence[str]) -> bytes:
    """The bytes that one row stands for."""
    return SEPARATOR.join(columns).encode()


def mark(key: bytes, row: bytes) -> bytes:
    """The writer's mark: rows put in by another hand than Facet's lack it. 16 bytes."""
    return hmac.digest(key, b"event\x1f" + row, hashlib.sha256)[:16]


def link(key: bytes, *, sequence: int, previous: bytes, row: bytes) -> bytes:
    """The seal of `row` as number `sequence` after `previous`. 32 bytes."""
    return hmac.digest(key, previous + sequence.to_bytes(8, "big") + row, hashlib.sha256)
