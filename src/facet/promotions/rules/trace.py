"""Why promotions did not count on a ticket, as it is kept and read again. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from facet.promotions.rules.conditions import Why
from facet.promotions.rules.engine import Skipped

MOST_KEPT = 40  # a ticket's answer stays one small row, however many promotions a chain runs at once


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedThen:
    """One promotion that did not count when the ticket was made. `more`: fen, pieces or mg, by `why`."""

    code: str
    name: str
    name_en: str = ""
    why: str
    more: int = 0
    other: str = ""


def trace_of(skipped: Sequence[Skipped]) -> list[dict[str, Any]]:
    """What is kept of them, what was nearest to counting first: those that only lacked an amount, then the rest."""
    ordered = sorted(skipped, key=lambda each: (not each.more, each.offer.code))
    return [
        {"code": each.offer.code, "name": each.offer.name, "name_en": each.offer.name_en, "why": str(each.why),
         "more": each.more, "other": each.other}
        for each in ordered[:MOST_KEPT]
    ]  # fmt: skip


def skipped_then(kept: Sequence[Mapping[str, Any]]) -> list[SkippedThen]:
    """The trace as it is shown; reasons that this version does not know are left out."""
    return [SkippedThen(**each) for each in kept if each["why"] in set(Why)]
