"""What a count found, reckoned from scans and movements alone. Pure.

A scan is an observation with a moment; the books say for every moment where a piece should be. Whatever
moved between the opening and now is merged, never an error. The order in which scans arrive plays no part.
Source: P18, P19, docs/algorithms/stocktake.md, whose worked tables are this file's tests.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from facet.inventory.rules.states import PieceState
from facet.kernel.errors import gettext_noop


class CountState(StrEnum):
    """Where a count stands."""

    OPEN = "open"
    CLOSED = "closed"
    APPROVED = "approved"
    CANCELLED = "cancelled"


STATE_WORDS = {
    CountState.OPEN: gettext_noop("counting"),
    CountState.CLOSED: gettext_noop("to be settled"),
    CountState.APPROVED: gettext_noop("settled"),
    CountState.CANCELLED: gettext_noop("called off"),
}
LIVE = (CountState.OPEN, CountState.CLOSED)  # scans are taken, and the scope is nobody else's


class Verdict(StrEnum):
    """What became of one piece, lot or code in a count."""

    FOUND = "found"
    MISPLACED = "misplaced"
    MISSING = "missing"
    SOLD_MEANWHILE = "sold_meanwhile"
    MOVED_MEANWHILE = "moved_meanwhile"
    ELSEWHERE = "elsewhere"
    OTHER_STORE = "other_store"
    SOLD_BEFORE = "sold_before"
    FOUND_AGAIN = "found_again"
    OFF_BOOK = "off_book"
    UNKNOWN = "unknown"
    BULK = "bulk"
    BULK_UNCOUNTED = "bulk_uncounted"


VERDICT_WORDS = {
    Verdict.FOUND: gettext_noop("found"),
    Verdict.MISPLACED: gettext_noop("in another tray"),
    Verdict.MISSING: gettext_noop("missing"),
    Verdict.SOLD_MEANWHILE: gettext_noop("sold meanwhile"),
    Verdict.MOVED_MEANWHILE: gettext_noop("moved meanwhile"),
    Verdict.ELSEWHERE: gettext_noop("belongs elsewhere"),
    Verdict.OTHER_STORE: gettext_noop("belongs to another store"),
    Verdict.SOLD_BEFORE: gettext_noop("sold, but still here"),
    Verdict.FOUND_AGAIN: gettext_noop("was lost, is here"),
    Verdict.OFF_BOOK: gettext_noop("not in stock by the books"),
    Verdict.UNKNOWN: gettext_noop("unknown code"),
    Verdict.BULK: gettext_noop("bulk goods differ"),
    Verdict.BULK_UNCOUNTED: gettext_noop("bulk goods not counted"),
}
PRESENT = frozenset({Verdict.FOUND, Verdict.MISPLACED})
MERGED = frozenset({Verdict.SOLD_MEANWHILE, Verdict.MOVED_MEANWHILE})
EXTRA = frozenset({Verdict.ELSEWHERE, Verdict.OTHER_STORE, Verdict.SOLD_BEFORE, Verdict.FOUND_AGAIN, Verdict.OFF_BOOK})
DIFFERENCES = (
    Verdict.MISSING, Verdict.SOLD_BEFORE, Verdict.FOUND_AGAIN, Verdict.MISPLACED, Verdict.ELSEWHERE,
    Verdict.OTHER_STORE, Verdict.OFF_BOOK, Verdict.BULK, Verdict.BULK_UNCOUNTED, Verdict.UNKNOWN,
)  # fmt: skip
BOOKABLE = frozenset({Verdict.MISSING, Verdict.FOUND_AGAIN, Verdict.MISPLACED, Verdict.ELSEWHERE, Verdict.BULK})
VALUED = frozenset({Verdict.MISSING, Verdict.FOUND_AGAIN, Verdict.BULK})  # what weighs against a limit


@dataclass(frozen=True, slots=True)
class Scope:
    """What is counted: places with everything under them, and categories, none for all.

    `under` gives for a place every place that lies in it, itself included.
    """

    store_id: int
    places: frozenset[int]
    categories: frozenset[int] = frozenset()
    under: Mapping[int, frozenset[int]] = field(default_factory=dict)

    def takes(self, category_id: int) -> bool:
        return not self.categories or category_id in self.categories

    def fits(self, seen_place: int | None, book_place: int) -> bool:
        """Whether a piece seen at `seen_place` lies where the books say; unsaid fits everywhere."""
        return seen_place is None or book_place in self.under.get(seen_place, frozenset({seen_place}))


def overlap(one: Scope, other: Scope) -> bool:
    """Whether some piece could belong to both scopes."""
    categories = one.categories & other.categories if one.categories and other.categories else True
    return one.store_id == other.store_id and bool(one.places & other.places) and bool(categories)


class Standing(NamedTuple):
    """Where the books have a piece from `at` on."""

    at: datetime
    state: str
    store_id: int
    place_id: int


@dataclass(frozen=True, slots=True)
class Track:
    """A piece through a count: its standing at the opening, then every movement since, oldest first."""

    piece_id: int
    category_id: int
    steps: tuple[Standing, ...]

    def at(self, moment: datetime) -> Standing:
        """Where it stood at `moment`; before the opening, as at the opening."""
        return next((step for step in reversed(self.steps) if step.at <= moment), self.steps[0])

    def since(self, moment: datetime) -> bool:
        """Whether it moved after `moment`."""
        return self.steps[-1].at > moment


class Seen(NamedTuple):
    """One scan that counts. Ordered by moment, then by the device's id, never by arrival."""

    at: datetime
    client_id: UUID
    place_id: int | None
    by: str


class Finding(NamedTuple):
    """The verdict over one piece and the scan that speaks for it, None where nobody saw it."""

    verdict: Verdict
    seen: Seen | None


def _expected(track: Track, standing: Standing, scope: Scope) -> bool:
    return (
        standing.state == PieceState.IN_STOCK
        and standing.store_id == scope.store_id
        and standing.place_id in scope.places
        and scope.takes(track.category_id)
    )


def find(track: Track, seen: Sequence[Seen], *, scope: Scope) -> Finding | None:
    """What became of one piece; None when it was neither expected nor seen.

    Seen when it was expected: found. Not seen and nothing happened to it: missing. Not seen, but it moved
    since the opening: merged. Seen when it was not expected: merged if it was expected at any other moment
    of the count, else it is one too many.
    """
    ordered = sorted(seen)
    hits = [each for each in ordered if _expected(track, track.at(each.at), scope)]
    if hits:
        return _present(track, hits[-1], scope)
    was_here = any(_expected(track, step, scope) for step in track.steps)
    sold = track.steps[-1].state == PieceState.SOLD
    last = ordered[-1] if ordered else None
    if was_here:
        if last is None and len(track.steps) == 1:
            return Finding(Verdict.MISSING, None)
        return Finding(Verdict.SOLD_MEANWHILE if sold else Verdict.MOVED_MEANWHILE, last)
    return None if last is None else Finding(_stranger(track, scope), last)


def _present(track: Track, seen: Seen, scope: Scope) -> Finding:
    """Found, or found in another tray than the books say, if it has not been moved since."""
    fits = track.since(seen.at) or scope.fits(seen.place_id, track.at(seen.at).place_id)
    return Finding(Verdict.FOUND if fits else Verdict.MISPLACED, seen)


def _stranger(track: Track, scope: Scope) -> Verdict:
    """What a piece is that was seen although the scope never had it."""
    now = track.steps[-1]
    if now.state == PieceState.SOLD:
        return Verdict.SOLD_BEFORE if len(track.steps) == 1 else Verdict.SOLD_MEANWHILE
    if now.state == PieceState.LOST:
        return Verdict.FOUND_AGAIN if now.store_id == scope.store_id else Verdict.OTHER_STORE
    if now.state == PieceState.IN_STOCK:
        return Verdict.ELSEWHERE if now.store_id == scope.store_id else Verdict.OTHER_STORE
    return Verdict.OTHER_STORE if now.state == PieceState.IN_TRANSIT else Verdict.OFF_BOOK


def standing_scans(scans: Iterable[tuple[UUID, UUID | None]]) -> set[UUID]:
    """Which scans count: those that no other takes back. Scans are (own id, id taken back)."""
    rows = list(scans)
    taken_back = {undoes for _, undoes in rows if undoes is not None}
    return {own for own, undoes in rows if undoes is None and own not in taken_back}


def moment_of(scanned_at: datetime, *, sent_at: datetime, at: datetime, opened_at: datetime) -> datetime:
    """When a scan happened by our clock: the device's own clock is set right by what it said on sending.

    Never before the opening, never in the future.
    """
    return min(max(scanned_at + (at - sent_at), opened_at), at)


class Quantity(NamedTuple):
    """Bulk goods: pieces and milligrams."""

    quantity: int
    weight_mg: int


def bulk_difference(counted: Quantity, *, held_now: Quantity, moved_since: Quantity) -> Quantity:
    """What was counted more (+) or less (-) than the books had at the moment of the count.

    `moved_since`: the signed sum of the entries after that moment. What is sold meanwhile cancels out.
    """
    return Quantity(
        counted.quantity - (held_now.quantity - moved_since.quantity),
        counted.weight_mg - (held_now.weight_mg - moved_since.weight_mg),
    )


@dataclass(frozen=True, slots=True)
class MissingFacts:
    """What the house knows of a missing piece, for guessing."""

    held_for: str  # holder of a live reservation, "" for none
    last_kind: str
    last_at: datetime
    counted_before: bool  # seen in an earlier settled count
    twin: str  # tag of a piece one too many with the same name and almost the same weight, "" for none


def likely_cause(facts: MissingFacts, *, opened_at: datetime) -> tuple[str, Mapping[str, str]]:
    """The first place to look, as an English sentence and what fills it; the surest cause first."""
    if facts.twin:
        return gettext_noop("{tag} is here one too many and weighs the same: the tags may be swapped."), {
            "tag": facts.twin
        }
    if facts.held_for:
        return gettext_noop("Kept for {holder}: look in the drawer for kept pieces."), {"holder": facts.held_for}
    if opened_at - facts.last_at < timedelta(days=2) and facts.last_kind in {"moved", "returned", "brought_back"}:
        return gettext_noop("Came here less than two days ago: look where it was before."), {}
    if facts.last_kind == "received" and not facts.counted_before:
        return gettext_noop("Never counted since it came in: look at the delivery."), {}
    return gettext_noop("Nothing explains it: recount the tray, then look at the camera."), {}


def progress(findings: Collection[Verdict]) -> tuple[int, int]:
    """How many pieces are there, and how many there should be: what left the scope meanwhile is no longer asked."""
    present = sum(each in PRESENT for each in findings)
    return present, present + sum(each == Verdict.MISSING for each in findings)
