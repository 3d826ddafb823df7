"""The whole plan: sizes, files, deliveries and tickets, all of them from one seed. Pure.

The same seed, sizes and moment give the same chain, so that a build which was interrupted goes
on where it stopped. Source: docs/algorithms/demo.md §1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from facet.demo.rules import goods, people, tickets, trend
from facet.demo.rules.chain import STORES, ZONE
from facet.demo.rules.dice import dice
from facet.demo.rules.goods import KINDS, Kind
from facet.demo.rules.people import File
from facet.demo.rules.tickets import Ticket
from facet.demo.rules.wishes import Counter, counter
from facet.inventory.rules.receiving import PieceIn
from facet.kernel.clock import business_date

DAYS = 548  # eighteen months
EVERY = 9  # days between two deliveries to a store


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How much is made: files, pieces in stock, tickets; over how many days."""

    members: int = 2_000
    pieces: int = 5_000
    sales: int = 8_000
    days: int = DAYS
    lead: int = 240  # days before the first sale in which goods were bought
    loose: int = 300  # loose diamonds in the flagship's vault, at most as many as the file has


@dataclass(frozen=True, slots=True)
class Slot:
    """One piece to be made: its kind, when and where it came, the ticket that takes it (-1: still there)."""

    back: int  # days before today on which it came
    store: int
    kind: int
    ticket: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """Pieces that came into one store, to one counter, on one day; `first` is the number of the first."""

    at: datetime
    store: int
    counter: str
    supplier: str
    first: int
    slots: tuple[Slot, ...]

    @property
    def place(self) -> str:
        """Where it was put away: a tray of its counter, or the vault."""
        trays = {"C01": 4, "C02": 3, "C03": 3, "C04": 2}.get(self.counter)
        return f"{self.counter}-{1 + self.first % trays}" if trays else self.counter

    @property
    def batch(self) -> str:
        """The batch as it stands on the delivery note."""
        return f"{STORES[self.store].short}{self.at:%y%m%d}-{self.counter}-{self.supplier[-1]}"


class World:
    """The plan of one demonstration; what is large in it is made when asked for."""

    def __init__(self, *, seed: str, size: Size, at: datetime) -> None:
        self.seed, self.size, self.at = seed, size, at
        self.today: date = business_date(at, ZONE)
        self.trend = trend.trend(seed, today=self.today, days=size.days + size.lead)
        published = trend.publications(seed, self.trend, today=self.today, days=size.days + size.lead, until=at)
        self.boards = trend.Boards(list(published))

    @cached_property
    def _sales(self) -> tuple[list[File], list[Ticket]]:
        wanted = people.files(self.seed, count=self.size.members, today=self.today, until=self.at)
        planned = tickets.plan(
            self.seed, files=wanted, size=(self.size.sales, self.size.days), today=self.today, at=self.at
        )
        return people.numbered(wanted), planned

    @property
    def files(self) -> list[File]:
        """Every member's file, in the order of opening."""
        return self._sales[0]

    @property
    def tickets(self) -> list[Ticket]:
        """Every ticket, in the order of the clock."""
        return self._sales[1]

    @cached_property
    def deliveries(self) -> list[Delivery]:
        """Every delivery, oldest first; their pieces are numbered through from 1."""
        slots = sorted(self._slots(), key=_when_and_where)
        found, first = [], 1
        for (negative_back, store, desk, supplier), group in groupby(slots, key=_when_and_where):
            each = tuple(group)
            minute = 9 * 60 + 30 + store * 7 + int(desk[1:]) * 2 + int(supplier[1:])
            at = people.moment(_days_ago(self.today, -negative_back), minute)
            found.append(Delivery(at, store, desk, supplier, first, each))
            first += len(each)
        return found

    @cached_property
    def pieces_of(self) -> dict[int, list[int]]:
        """The numbers of the pieces that each ticket takes."""
        taken: dict[int, list[int]] = {}
        for delivery in self.deliveries:
            for number, slot in enumerate(delivery.slots, start=delivery.first):
                if slot.ticket >= 0:
                    taken.setdefault(slot.ticket, []).append(number)
        return taken

    @cached_property
    def tags(self) -> dict[int, str]:
        """The tags of sold pieces by number."""
        tags = {}
        for delivery in self.deliveries:
            month = people.local_day(delivery.at)
            for number, slot in enumerate(delivery.slots, start=delivery.first):
                if slot.ticket >= 0:
                    tags[number] = f"{KINDS[slot.kind].letter}{month:%y%m}{number:06}"
        return tags

    def piece(self, delivery: Delivery, place: int) -> PieceIn:
        """The piece at `place` of a delivery, as it was written down."""
        day = people.local_day(delivery.at)
        kind = KINDS[delivery.slots[place].kind]
        return goods.piece_in(self.seed, delivery.first + place, kind=kind, on=day, prices=self.trend.retail_on(day))

    def counter(self, ticket: Ticket) -> Counter:
        """Who stands where for a ticket."""
        clerk = people.clerk_of(self.seed, ticket.file) if ticket.file else None
        return counter(self.seed, ticket.serial, store=ticket.store, clerk=clerk)

    def _slots(self) -> Iterator[Slot]:
        rng = dice(self.seed, "slots")
        sold = {purse: [kind.sold * kind.wanted(purse) for kind in KINDS] for purse in people.PURSES}
        for ticket in self.tickets:
            back = (self.today - ticket.day).days
            often = sold[ticket.file.purse if ticket.file else "usual"]
            for kind in rng.choices(range(len(KINDS)), often, k=ticket.pieces):
                lag = 3 + min(int(rng.expovariate(1 / 42)), self.size.lead - 30)
                yield Slot(_van(back + lag, ticket.store), ticket.store, kind, ticket.serial)
        kept, weights = [kind.kept for kind in KINDS], [store.weight for store in STORES]
        for _ in range(self.size.pieces):
            back = 1 + int(self.size.days * rng.random() ** 2.4)
            store = rng.choices(range(len(STORES)), weights)[0]
            yield Slot(_van(back, store), store, rng.choices(range(len(KINDS)), kept)[0], -1)


def _when_and_where(slot: Slot) -> tuple[int, int, str, str]:
    kind: Kind = KINDS[slot.kind]
    return -slot.back, slot.store, kind.counter, kind.supplier


def _van(back: int, store: int) -> int:
    """The last day not later than `back` days ago on which the van came to the store: every ninth."""
    return -(-(back - store) // EVERY) * EVERY + store


def _days_ago(today: date, back: int) -> date:
    return date.fromordinal(today.toordinal() - back)


def chunks(deliveries: Sequence[Delivery], most: int) -> Iterator[list[Delivery]]:
    """The deliveries in portions of about `most` pieces."""
    portion: list[Delivery] = []
    held = 0
    for delivery in deliveries:
        portion.append(delivery)
        held += len(delivery.slots)
        if held >= most:
            yield portion
            portion, held = [], 0
    if portion:
        yield portion
