"""When tickets are written, in which store, for whom, and how many things they hold. Pure.

Source: docs/algorithms/demo.md §2.
"""

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from uuid import UUID, uuid5

from facet.demo.rules.chain import STORES
from facet.demo.rules.dice import dice
from facet.demo.rules.people import File, moment
from facet.demo.rules.season import day_weight, minute_of_sale
from facet.sales.rules.request import LineRequest

NAMESPACE = UUID("0d7e6b32-3c0a-4d55-9e4e-2f6f5d1c8a10")
MEMBER_SHARE = 0.7
EARLY = timedelta(minutes=75)  # before the doors open, today's first tickets lie that short a time back


@dataclass(slots=True)
class Ticket:
    """One ticket: who buys is the number of a file once the files are numbered (None: a stranger)."""

    serial: int
    at: datetime
    day: date
    store: int
    pieces: int
    bulk: tuple[LineRequest, ...] = ()
    file: File | None = None


LOTS = (  # sku, name, English, category, basis, price item, cents a piece or labour a gram, cost a gram, mg each
    ("BEAD-ZYZ", "足金转运珠", "Lucky bead", "gold-bead", "by_weight", "AU999", 6_800, 70_000, 620),
    ("CHAIN-AG", "足银细链", "Fine silver chain", "silver-fine", "by_weight", "AG999", 1_200, 1_500, 3_400),
    ("STUD-925", "925银耳钉", "Sterling ear studs", "silver-925", "per_piece", "", 9_800, 900, 1_900),
    ("CORD-RED", "红绳手链", "Red cord", "extra-cord", "per_piece", "", 2_800, 400, 900),
)


def ticket_id(seed: str, serial: int) -> UUID:
    """The operation under which a ticket is completed."""
    return uuid5(NAMESPACE, f"{seed}:{serial}")


def plan(seed: str, *, files: list[File], size: tuple[int, int], today: date, at: datetime) -> list[Ticket]:
    """Every ticket in the order of the clock; moves the opening of files to their first purchase."""
    rng = dice(seed, "tickets")
    found = [
        Ticket(0, moment_, day, store, rng.choices((1, 2, 3, 4), (72, 20, 6, 2))[0])
        for moment_, day, store in _moments(rng, size=size, today=today, at=at)
    ]
    found.sort(key=lambda each: (each.at, each.store))
    for serial, each in enumerate(found):
        each.serial = serial
        if rng.random() < 0.05:
            each.bulk = (_bulk_line(rng),)
    _invite(rng, found, files)
    return found


def _moments(rng: Random, *, size: tuple[int, int], today: date, at: datetime) -> list[tuple[datetime, date, int]]:
    sales, days = size
    calendar = [date.fromordinal(today.toordinal() - back) for back in range(days - 1, -1, -1)]
    growth = [day_weight(day) * (88 * days + 24 * place) for place, day in enumerate(calendar)]
    whole = sum(growth) * sum(store.weight for store in STORES)
    found = []
    for place, day in enumerate(calendar):
        for index, store in enumerate(STORES):
            expected = sales * growth[place] * store.weight
            count = (expected + rng.randrange(whole)) // whole
            if day == today:
                found += _today(rng, max(count, 3), day, index, at)
            else:
                found += [(_at(rng, day, store.hours), day, index) for _ in range(count)]
    return found


def _at(rng: Random, day: date, hours: tuple[int, int]) -> datetime:
    minute = minute_of_sale(rng, opens=hours[0], closes=hours[1])
    return moment(day, minute) + timedelta(seconds=rng.randrange(60))


def _today(rng: Random, count: int, day: date, store: int, at: datetime) -> list[tuple[datetime, date, int]]:
    """The tickets of today until `at`; before the doors open a few early ones."""
    drawn = [_at(rng, day, STORES[store].hours) for _ in range(count)]
    past = [when for when in drawn if when < at - timedelta(minutes=2)]
    if len(past) < 2:
        begins = max(at - EARLY, moment(day, 3 * 60 + 2))
        span = max(int((at - begins).total_seconds()) - 120, 30)
        past = [begins + timedelta(seconds=rng.randrange(span)) for _ in range(2)]
    return [(when, day, store) for when in past]


def _bulk_line(rng: Random) -> LineRequest:
    sku, *_, each_mg = rng.choice(LOTS)
    quantity = rng.choice((1, 1, 1, 2, 3))
    return LineRequest(sku=sku, quantity=quantity, weight_mg=quantity * (each_mg + rng.randrange(-9, 10) * 10))


class _Pool:
    """The members of one store so far, each once for every visit still to come; and who waits for a first one."""

    def __init__(self, files: list[File], *, first: datetime, last: datetime) -> None:
        self.first, self.last = first, last
        self.span = max(last - first, timedelta(minutes=1))
        self.rest = self.span // 90  # nobody comes again sooner: six days of eighteen months
        self.to_come: list[File] = []
        self.came: dict[int, datetime] = {}
        self.settled = deque(each for each in files if not each.at_purchase)
        self.waiting = deque(each for each in files if each.at_purchase)

    def come(self, until: datetime) -> None:
        while self.settled and self.settled[0].at < until:
            self.admit(self.settled.popleft())

    def admit(self, each: File, *, bought: bool = False) -> None:
        """Who comes late comes less often: by the share of the time that is left, at least once."""
        left = self.last - max(each.at, self.first)
        visits = max(1, -(-left * each.visits // self.span))
        self.to_come += [each] * (visits - bought)
        if bought:
            self.came[each.birth_index] = each.at

    def draw(self, rng: Random, at: datetime) -> File | None:
        """Somebody who has a visit to come and was not here just now; None when luck finds nobody."""
        for _ in range(min(len(self.to_come), 6)):
            place = rng.randrange(len(self.to_come))
            each = self.to_come[place]
            if at - self.came.get(each.birth_index, self.first - self.span) < self.rest:
                continue
            self.to_come[place] = self.to_come[-1]
            self.to_come.pop()
            self.came[each.birth_index] = at
            return each
        return None


def _invite(rng: Random, found: list[Ticket], files: list[File]) -> None:
    """Name the member of seven tickets in ten: newcomers first, then those who have a visit to come."""
    if not found:
        return
    first, last = found[0].at, found[-1].at
    for each in files:  # who came before the first ticket did not wait for it
        each.at_purchase = each.at_purchase and each.at >= first
    homes_of = [[each for each in files if each.store == store] for store in range(len(STORES))]
    pools = [_Pool(held, first=first, last=last) for held in homes_of]
    homes = list(accumulate(store.weight for store in STORES))
    for ticket in found:
        home = pools[ticket.store]
        home.come(ticket.at)
        if rng.random() >= MEMBER_SHARE:
            continue
        if home.waiting and home.waiting[0].at <= ticket.at:
            each = home.waiting.popleft()
            each.at = ticket.at - timedelta(seconds=rng.randint(240, 540))
            home.admit(each, bought=True)
            ticket.file = each
            continue
        pool = pools[bisect_left(homes, rng.randrange(homes[-1]) + 1)] if rng.random() < 0.07 else home
        pool.come(ticket.at - timedelta(hours=1))
        ticket.file = pool.draw(rng, ticket.at)
