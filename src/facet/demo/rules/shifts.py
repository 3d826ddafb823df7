"""Drawers opened and closed: one shift at the first till each day, one at the second where it sold. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from facet.demo.rules.booking import Draft
from facet.demo.rules.chain import STORES
from facet.demo.rules.dice import dice
from facet.demo.rules.people import moment

FLOAT_CENTS = 200_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftPlan:
    """One drawer from opening to count; `counts` is (method, expected, counted) in cents, empty while open."""

    store: str
    till: str
    day: date
    cashier: str
    opened_at: datetime
    closed_at: datetime | None
    counts: tuple[tuple[str, int, int], ...]
    note: str = ""


def shifts(seed: str, *, days: Sequence[date], drafts: Iterable[Draft], today: date) -> list[ShiftPlan]:
    """The shifts of `days` in the order of opening, with what the tickets say must be in them."""
    by_place: dict[tuple[str, str, date], list[Draft]] = {
        (store.code, "T1", day): [] for day in days for store in STORES
    }
    for draft in drafts:
        by_place.setdefault((draft.ask.store, draft.counter.till, draft.ask.day), []).append(draft)
    found = [_shift(seed, place, held, is_today=place[2] == today) for place, held in by_place.items()]
    return sorted(found, key=lambda each: (each.opened_at, each.store, each.till))


def _shift(seed: str, place: tuple[str, str, date], held: list[Draft], *, is_today: bool) -> ShiftPlan:
    code, till, day = place
    rng = dice(seed, "shift", code, till, day)
    number = int(code[1:])
    hours = STORES[number - 1].hours
    opened = moment(day, hours[0] * 60 - rng.randint(8, 25))
    closed = moment(day, hours[1] * 60 + rng.randint(8, 35))
    if held:
        opened = min(opened, min(draft.ask.at for draft in held) - timedelta(minutes=3))
    counts = () if is_today else _counts(rng, held)
    off = any(expected != counted for _, expected, counted in counts)
    return ShiftPlan(
        store=code, till=till, day=day, cashier=f"cashier{number}", opened_at=opened,
        closed_at=None if is_today else closed, counts=counts,
        note=rng.choice(("已复点，待查", "零钱找错，已登记", "次日补差")) if off else "",
    )  # fmt: skip


def _counts(rng: Random, held: list[Draft]) -> tuple[tuple[str, int, int], ...]:
    expected = {"cash": FLOAT_CENTS}
    for draft in held:
        for tender in draft.tenders:
            expected[tender.method.value] = expected.get(tender.method.value, 0) + tender.amount_cents
    wrong = rng.choice((-10_000, -2_000, -1_000, -500, 500, 1_000, 5_000)) if rng.random() < 0.06 else 0
    return tuple(
        (method, cents, cents + (wrong if method == "cash" else 0)) for method, cents in sorted(expected.items())
    )
