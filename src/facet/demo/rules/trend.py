"""Eighteen months of prices: a believable way of gold up to 980.00 yuan, and what the board said. Pure.

Whole numbers only: a straight rise, a wobble that forgets itself, and both end where they must.
Source: docs/algorithms/demo.md §3.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from random import Random
from zoneinfo import ZoneInfo

from facet.catalog.rules.board import BoardRequest, PriceLine, Quote
from facet.catalog.rules.pricing import alloy_cents_per_gram
from facet.demo.rules.chain import MALL_EXTRA_CENTS, ZONE
from facet.demo.rules.dice import dice

GOLD_FROM, GOLD_TO = 75_600, 98_000  # cents a gram, fine gold over the counter
PLATINUM_FROM, PLATINUM_TO = 39_800, 52_600
SILVER_FROM, SILVER_TO = 1_780, 2_860
USUAL = 789  # days of the usual demonstration
MARKET_BP = 7_850  # what the trade pays, of the counter's price


@dataclass(frozen=True, slots=True)
class Published:
    """The board of one price group from one moment on."""

    group: str
    at: datetime
    quotes: Mapping[str, Quote]
    note: str

    @property
    def request(self) -> BoardRequest:
        """What a person would have typed."""
        lines = tuple(PriceLine(item, quote) for item, quote in self.quotes.items())
        return BoardRequest(price_group=self.group, lines=lines, note=self.note)


@dataclass(frozen=True)
class Trend:
    """Daily levels from `first` on. Units: cents a gram."""

    first: date
    gold: tuple[int, ...]
    platinum: tuple[int, ...]
    silver: tuple[int, ...]

    def quotes_on(self, day: date, *, extra: int = 0, shift: int = 0) -> dict[str, Quote]:
        """Every line of the board on `day`; `extra` is a mall's, `shift` moves gold within the day."""
        place = min(max((day - self.first).days, 0), len(self.gold) - 1)
        gold = round_to(self.gold[place] + shift, 100) + extra
        market = gold * MARKET_BP // 10_000
        platinum, silver = round_to(self.platinum[place], 100), round_to(self.silver[place], 10)
        bar = round_to(market * 10_300 // 10_000, 10)
        return {
            "AU999": Quote(gold, gold, round_to(market * 9_850 // 10_000, 100)),
            "AU9999": Quote(bar, None, round_to(market * 9_900 // 10_000, 10)),
            "AU750": _alloy(gold, 7_500, 300),
            "PT950": Quote(platinum, platinum, round_to(platinum * 6_800 // 10_000, 100)),
            "AG999": Quote(silver, None, None),
            "AU916": _alloy(gold, 9_160, 200),
            "AU585": _alloy(gold, 5_850, 300),
            "PT990": Quote(round_to(platinum * 10_500 // 10_000, 100), None, None),
            "AG925": Quote(round_to(silver * 9_250 // 10_000, 10), None, None),
        }

    def market_on(self, day: date) -> dict[str, int]:
        """What the trade paid on `day`: series → cents a gram (the diamond index in hundredths)."""
        place = min(max((day - self.first).days, 0), len(self.gold) - 1)
        return {
            "gold": self.gold[place] * MARKET_BP // 10_000,
            "platinum": self.platinum[place] * 6_100 // 10_000,
            "palladium": self.platinum[place] * 5_600 // 10_000,
            "silver": self.silver[place] * 4_700 // 10_000,
            "diamond": 10_480 - place * 2 + self.silver[place] % 37,
        }

    def has_drifted(self, day: date, *, since: date) -> bool:
        """Whether platinum or silver has moved by one percent since `since`: it is time to say so."""
        now, then = (day - self.first).days, (since - self.first).days
        return any(abs(path[now] - path[then]) * 100 > path[then] for path in (self.platinum, self.silver))

    @cached_property
    def _cache(self) -> dict[date, dict[str, int]]:
        return {}

    def retail_on(self, day: date) -> dict[str, int]:
        """The counter's prices on `day` by price item, for whoever prices a tag."""
        if day not in self._cache:
            self._cache[day] = {item: quote.retail for item, quote in self.quotes_on(day).items()}
        return self._cache[day]


def round_to(value: int, step: int) -> int:
    """`value` to the nearest `step`, halves up."""
    return (2 * value + step) // (2 * step) * step


def trend(seed: str, *, today: date, days: int) -> Trend:
    """The levels of the `days` days before `today`, and of today."""
    length = days + 1
    rng = dice(seed, "trend")
    return Trend(
        today - timedelta(days=length - 1),
        _path(rng, GOLD_FROM, GOLD_TO, length, noise=620),
        _path(rng, PLATINUM_FROM, PLATINUM_TO, length, noise=300),
        _path(rng, SILVER_FROM, SILVER_TO, length, noise=16),
    )


def _path(rng: Random, start: int, end: int, length: int, *, noise: int) -> tuple[int, ...]:
    start = end - (end - start) * length // USUAL  # a shorter time is the end of the usual one
    levels, wobble = [], 0
    for step in range(length):
        wobble = wobble * 96 // 100 + rng.randint(-noise, noise)
        levels.append(start + (end - start) * step // max(length - 1, 1) + wobble)
    miss, over = end - levels[-1], min(length, 90)
    for step in range(over):  # the last months lean to where they must end
        levels[length - over + step] += miss * (step + 1) // over
    return tuple(levels)


def _alloy(gold: int, fineness_e4: int, premium: int) -> Quote:
    retail = alloy_cents_per_gram(gold, fineness_e4=fineness_e4, premium_basis_points=premium)
    return Quote(retail, None, round_to(retail * 7_400 // 10_000, 100))


def publications(seed: str, way: Trend, *, today: date, days: int, until: datetime) -> Iterator[Published]:
    """What headquarters published, oldest first: most mornings, now and then once more after noon."""
    rng = dice(seed, "board")
    last, told = -1, way.first
    for back in range(days, -1, -1):
        day = today - timedelta(days=back)
        level = round_to(way.gold[(day - way.first).days], 100)
        moved = abs(level - last) >= 200 or way.has_drifted(day, since=told)
        again, minute = rng.random() < 0.12, rng.randrange(0, 14)
        shift = rng.choice((-400, -300, -200, 200, 300, 400))
        if moved or last < 0 or back <= 1:
            yield from _both(way, day, (8, 42 + minute), shift=0, note="", until=until)
            last, told = level, day
        if again and back:
            yield from _both(way, day, (14, 30 + minute), shift=shift, note="盘中调整", until=until)
            last, told = level + shift, day


def _both(
    way: Trend, day: date, clock: tuple[int, int], *, shift: int, note: str, until: datetime
) -> Iterator[Published]:
    at = datetime.combine(day, time(*clock), tzinfo=ZoneInfo(ZONE)).astimezone(UTC)
    if at > until:
        return
    for group, extra in (("EAST", 0), ("MALL", MALL_EXTRA_CENTS)):
        yield Published(group, at, way.quotes_on(day, extra=extra, shift=shift), note)


class Boards:
    """The boards in force: which publication of a group holds at a moment."""

    def __init__(self, published: list[Published]) -> None:
        self.published = published
        self._of: dict[str, list[int]] = {}
        for place, each in enumerate(published):
            self._of.setdefault(each.group, []).append(place)
        self._moments = {group: [published[place].at for place in places] for group, places in self._of.items()}

    def place_at(self, group: str, at: datetime) -> int:
        """The position in `published` of what holds for `group` at `at`."""
        return self._of[group][bisect_right(self._moments[group], at) - 1]
