"""Many pieces withdrawn or retagged at once: what a batch may hold, and what becomes of each piece. Pure.

Source: R320 (调价/改标, withdraw a style); docs/algorithms/repricing.md. Units: cents at cost.
"""

import hashlib
import json
from collections.abc import Sequence
from enum import StrEnum

from facet.inventory.errors import PieceBatchEnded
from facet.inventory.rules.tags import checked_tag, normal_tag
from facet.kernel.errors import Invalid, gettext_noop

APPROVAL_KIND = "inventory.piece_batch"
APPROVAL_MINUTES = 3 * 24 * 60  # a batch may wait over a weekend
LIMIT = "piece_batch_cents"  # what the pieces may have cost together that one withdraws or retags alone
MOST = 500


class BatchKind(StrEnum):
    """What is done with the pieces."""

    WITHDRAW = "withdraw"
    RETAG = "retag"


class BatchState(StrEnum):
    """How far a batch is."""

    WAITING = "waiting"
    WRITTEN = "written"
    REFUSED = "refused"
    CANCELLED = "cancelled"


class BatchFate(StrEnum):
    """What became of one piece."""

    WAITING = "waiting"
    WRITTEN = "written"
    LEFT = "left"


KIND_WORDS = {
    BatchKind.WITHDRAW: gettext_noop("Withdrawal"),
    BatchKind.RETAG: gettext_noop("New tags"),
}
BATCH_STATE_WORDS = {
    BatchState.WAITING: gettext_noop("waits for approval"),
    BatchState.WRITTEN: gettext_noop("written"),
    BatchState.REFUSED: gettext_noop("not allowed"),
    BatchState.CANCELLED: gettext_noop("cancelled"),
}
BATCH_FATE_WORDS = {
    BatchFate.WAITING: gettext_noop("waits"),
    BatchFate.WRITTEN: gettext_noop("written"),
    BatchFate.LEFT: gettext_noop("left as it is: it changed before"),
}


def checked_tags(tags: Sequence[str]) -> tuple[str, ...]:
    """The tags once each, in order. Raises: Invalid without any, or with more than 500."""
    wanted = tuple(dict.fromkeys(normal_tag(tag) for tag in tags if normal_tag(tag)))
    if not wanted:
        raise Invalid(field="tags", reason=gettext_noop("scan at least one piece, or name a style"))
    if len(wanted) > MOST:
        raise Invalid(field="tags", reason=gettext_noop("at most 500 pieces at once"))
    return wanted


def checked_pairs(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Old tag → new tag. Raises: Invalid for a missing, repeated or unchanged one, TagUnfit."""
    found: dict[str, str] = {}
    for old, new in pairs:
        before = normal_tag(old)
        if not new.strip():
            raise Invalid(field="tags", reason=gettext_noop("write the new tag behind each old one"))
        after = checked_tag(new)
        if before in found or after in found.values():
            raise Invalid(field="tags", reason=gettext_noop("a tag stands twice in the list"))
        if before == after:
            raise Invalid(field="tags", reason=gettext_noop("a new tag is the same as the old one"))
        found[before] = after
    checked_tags(tuple(found))
    return found


def batch_digest(lines: Sequence[tuple[str, str]], *, kind: str, movement: str, reason: str) -> str:
    """What a second person's yes is bound to: every piece, what is done, and why."""
    facts = [kind, movement, reason, *map(list, lines)]
    return hashlib.sha256(json.dumps(facts, ensure_ascii=False).encode()).hexdigest()


def refuse_unless_waiting(state: str, *, number: str) -> None:
    """Refuse a batch that was written or ended. Raises: PieceBatchEnded."""
    if state != BatchState.WAITING:
        raise PieceBatchEnded(number=number, state=BATCH_STATE_WORDS[BatchState(state)])
