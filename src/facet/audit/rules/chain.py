"""How an audit row becomes bytes, and how each seal holds the one before it. Pure.

A row's content is its columns joined by the unit separator. No stored text contains that
character (`clean`), so a row with other borders between its columns has other bytes.
Source: decisions.md D9, reliability.md §2.6.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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


def body(columns: Sequence[str]) -> bytes:
    """What a row says, without its number: the moment, who, what, whom, where, the facts."""
    return SEPARATOR.join(columns).encode()


def mark(key: bytes, said: bytes) -> bytes:
    """The writer's mark on a row's body: rows put in by another hand than Facet's lack it. 16 bytes."""
    return hmac.digest(key, b"event\x1f" + said, "sha256")[:16]


def is_marked(key: bytes, *, said: bytes, given: bytes) -> bool:
    """Whether `given` is the mark of `said`."""
    return hmac.compare_digest(mark(key, said), given)


def row(number: int, *, said: bytes, marked: bytes) -> bytes:
    """The bytes that are sealed: the row's number, what it says, its mark."""
    return b"%d\x1f%b\x1f%b" % (number, said, marked.hex().encode())


def link(key: bytes, *, sequence: int, previous: bytes, sealed: bytes) -> bytes:
    """The seal of `sealed` as number `sequence` after `previous`. 32 bytes."""
    return hmac.digest(key, previous + sequence.to_bytes(8, "big") + sealed, hashlib.sha256)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with the chain: the seal's number, which kind, and the event if it is known."""

    seq: int
    kind: str  # missing_seal, missing_event, changed, broken, anchor, cut, put_in
    event: int | None = None


@dataclass(slots=True)
class Walk:
    """Where a walk along the chain stands; `step` takes it further."""

    key: bytes
    seq: int = 0
    hmac: bytes = START

    def step(self, links: Iterable[tuple[int, int, bytes, bytes, str | None]]) -> Iterator[Fault]:
        """What is wrong with the next `links` (seq, event, previous, hmac, content), in order.

        After a fault the walk goes on from the seal as it is stored, so that one tampered row
        is one fault and not a fault for every row behind it.
        """
        key, digest = self.key, hmac.digest
        for seq, event, previous, stored, content in links:
            expected = self.seq + 1
            if seq != expected:
                yield Fault(expected, "missing_seal")
            elif previous != self.hmac:
                yield Fault(seq, "broken", event)
            if content is None:
                yield Fault(seq, "missing_event", event)
            elif digest(key, previous + seq.to_bytes(8, "big") + content.encode(), "sha256") != stored:
                yield Fault(seq, "changed", event)
            self.seq, self.hmac = seq, stored
