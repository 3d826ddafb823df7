"""How a low domain shows what a high domain has: named slots, filled when the house starts.

In `apps.ready()` a domain offers things under a slot's name; whoever owns the slot asks for
them. The kernel learns no business word: what a slot holds is between its two sides, and the
slots in use are listed in ARCHITECTURE.md. Switching a domain off is not offering its things.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

_slots: dict[str, dict[str, Any]] = {}


def offer(slot: str, key: str, thing: Any) -> None:
    """Put `thing` into `slot` under `key`. A second, different offer under one key is a mistake."""
    things = _slots.setdefault(slot, {})
    if key in things and things[key] != thing:
        raise ValueError(f"{slot}: {key} is offered twice")
    things[key] = thing


def offers(slot: str) -> list[Any]:
    """Everything in `slot`, by its `order` where it has one, then by key."""
    things = _slots.get(slot, {})
    return [thing for _, thing in sorted(things.items(), key=lambda item: (getattr(item[1], "order", 0), item[0]))]


def offered(slot: str, key: str) -> Any | None:
    """The thing under `key` in `slot`, or None."""
    return _slots.get(slot, {}).get(key)


@dataclass(frozen=True, slots=True)
class PermissionOffer:
    """Slot "permission": one right, for the role matrix."""

    code: str
    label: str  # English, translated where it is shown
    order: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """Slots "member.tab", "piece.tab", "home.todo", "home.figure": a part of another domain's page.

    `context(actor, subject_id, at)` gives the template's variables; `queries` is what it costs,
    and a test holds it to that.
    """

    key: str
    title: str
    template: str
    context: Callable[..., dict[str, Any]]
    permission: str
    queries: int
    order: int = 0


@dataclass(frozen=True, slots=True)
class Consumer:
    """Slot "consumer": who hears which events from the outbox. `hear(event)` must be idempotent."""

    key: str
    events: tuple[str, ...]
    hear: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Check:
    """Slots "books" and "health": `run()` gives the sentences that say what is wrong, none if all is well."""

    key: str
    title: str
    run: Callable[[], Sequence[str]]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Pulse:
    """Slot "pulse": short work that the scheduler does again and again (`run(at)`), `seconds` apart.

    `run` gives how much it did; after a full batch it is called again at once.
    """

    key: str
    seconds: float
    run: Callable[[Any], int]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Slot "schedule": a job and when it is due, as a cron expression in the chain's time zone.

    A worker runs it, perhaps twice: `run()` must be idempotent. Moments missed while the house
    was off are made up once, by the last of them.
    """

    key: str
    cron: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class DemoStep:
    """Slot "demo": one step of the demonstration chain; `build(world)` may be run once only."""

    key: str
    title: str
    build: Callable[[Any], None]
    order: int = 0
    tags: frozenset[str] = field(default_factory=frozenset)
