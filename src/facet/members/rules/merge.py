"""Joining two files: what each domain does for it, and which facts may be taken over. Pure."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from facet.kernel.permissions import Actor

SLOT = "member.merge"
APPROVAL_KIND = "members.merge"
# Facts that the survivor may take from the other file, together with what belongs to them.
TAKEABLE: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "gender": ("gender",),
    "phone": ("phone",),
    "email": ("email",),
    "wechat": ("wechat",),
    "birth_date": ("birth_date", "is_lunar_birthday", "is_birth_year_known"),
    "street": ("street",),
    "admin_code": ("admin_code",),
    "id_number": ("id_number",),
    "occupation": ("occupation", "occupation_kind"),
    "allergies": ("allergies",),
    "ring_tenths": ("ring_tenths",),
    "note": ("note",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moving:
    """One join (or its undoing) as a domain sees it. Both standings are locked, by id; write them with apply_standing.

    `giver` is the file that goes, `taker` the survivor; in the undoing the same, though rows go back.
    """

    actor: Actor
    act_id: UUID
    giver: Any  # Standing
    taker: Any  # Standing
    at: datetime
    on: date
    store_id: int | None


def _nothing_open(_giver_id: int, _taker_id: int) -> Sequence[str]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePart:
    """Slot "member.merge": what one domain moves. In order when joining, backwards when undoing.

    `move` gives what it moved as JSON, `move_back` takes exactly that back; `blocks(giver id, taker id)`
    gives sentences, in the reader's language, that say why the files cannot be joined now.
    """

    key: str
    order: int
    move: Callable[[Moving], dict[str, Any]]
    move_back: Callable[[Moving, dict[str, Any]], None]
    blocks: Callable[[int, int], Sequence[str]] = field(default=_nothing_open)


def digest_of(*, survivor_id: int, merged_id: int, take: Iterable[str]) -> str:
    """What a second person's yes is bound to."""
    told = json.dumps([survivor_id, merged_id, sorted(take)])
    return hashlib.sha256(f"{APPROVAL_KIND}:{told}".encode()).hexdigest()


def fields_taken(take: Iterable[str]) -> list[str]:
    """The person's fields that the chosen facts stand for."""
    return [name for fact in take for name in TAKEABLE[fact]]


def higher_visit(one: tuple[date | None, int | None], other: tuple[date | None, int | None]) -> tuple[Any, Any]:
    """The later last visit of two (day, store)."""
    return max(one, other, key=lambda visit: visit[0] or date.min)
