"""How much will be asked for in the next period: six small methods and a test on periods held back. Pure.

A series is whole pieces a period (month or week), the oldest first. Forecasts are millionths of a piece (`_e6`).
Every method gives, in one pass, what it would have said before each period, and last what it says of the next:
so the back-test cannot see the future. Sources: Croston (1972); Syntetos and Boylan (2005) for SBA; Teunter,
Syntetos and Babai (2011) for TSB; Hyndman and Koehler (2006) for MASE; docs/algorithms/forecast.md, whose tables
are this file's tests.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from facet.kernel.errors import gettext_noop
from facet.kernel.money import BASIS, divide_half_away

E6 = 1_000_000  # millionths of a piece
ALPHA_BP = 1_000  # SBA: how fast sizes and intervals follow
SIZE_BP, CHANCE_BP = 2_000, 1_000  # TSB: how fast the size and the chance of a sale follow


class Method(StrEnum):
    """How the next period is said."""

    NAIVE = "naive"
    SEASONAL = "seasonal"
    MEAN = "mean"
    SHAPED = "shaped"
    SBA = "sba"
    TSB = "tsb"
    THUMB = "thumb"


METHOD_WORDS: dict[StrEnum, str] = {
    Method.NAIVE: gettext_noop("as last time"),
    Method.SEASONAL: gettext_noop("as a year ago"),
    Method.MEAN: gettext_noop("mean of the last periods"),
    Method.SHAPED: gettext_noop("mean in the shape of the year"),
    Method.SBA: gettext_noop("now and then (SBA)"),
    Method.TSB: gettext_noop("now and then, dying out (TSB)"),
    Method.THUMB: gettext_noop("rule of thumb"),
}


@dataclass(frozen=True, slots=True)
class Grain:
    """The periods of a series: how many make a year, over how many means go, how many are held back at most."""

    season: int
    window: int
    held: int


GRAINS = {"month": Grain(season=12, window=3, held=6), "week": Grain(season=52, window=8, held=13)}
Shape = Sequence[int] | None  # basis points of an ordinary period, by place in the year; None: no shape known
LEAST_PERIODS = 6  # below this nothing can be tested


def naive(series: Sequence[int]) -> list[int]:
    """The last period again."""
    return [0, *(value * E6 for value in series)]


def seasonal(series: Sequence[int], *, season: int) -> list[int]:
    """The same period a year ago; the last period while there is no year yet."""
    before = naive(series)
    return [series[at - season] * E6 if at >= season else before[at] for at in range(len(series) + 1)]


def mean(series: Sequence[int], *, window: int) -> list[int]:
    """The mean of the last `window` periods, or of as many as there are."""
    said, total = [0], 0
    for at, value in enumerate(series):
        total += value - (series[at - window] if at >= window else 0)
        said.append(divide_half_away(total * E6, min(at + 1, window)))
    return said


def shaped(series: Sequence[int], *, window: int, first: int, shape: Sequence[int]) -> list[int]:
    """A longer mean of periods without their season, put into the season of the one that is said.

    `first` is the place in the year of the first period.
    """
    season = len(shape)
    plain = [divide_half_away(value * E6 * BASIS, shape[(first + at) % season]) for at, value in enumerate(series)]
    said, total, longer = [0], 0, 2 * window
    for at, value in enumerate(plain, start=1):
        total += value - (plain[at - 1 - longer] if at > longer else 0)
        said.append(divide_half_away(total * shape[(first + at) % season], min(at, longer) * BASIS))
    return said


def sba(series: Sequence[int]) -> list[int]:
    """Croston's size over interval, less its known bias (1 - alpha/2); changes only when something is sold."""
    size = interval = 0
    said, since = [0], 0
    for value in series:
        since += 1
        if value:
            size = _towards(size, value * E6, ALPHA_BP) if size else value * E6
            interval = _towards(interval, since * E6, ALPHA_BP) if interval else since * E6
            since = 0
        said.append(divide_half_away(size * E6 * (2 * BASIS - ALPHA_BP), interval * 2 * BASIS) if interval else 0)
    return said


def tsb(series: Sequence[int]) -> list[int]:
    """Size times the chance of any sale; the chance falls with every empty period, so dying goods die out."""
    size = chance = 0
    said = [0]
    for seen, value in enumerate(series, start=1):
        if value:
            size = _towards(size, value * E6, SIZE_BP) if size else value * E6
            chance = _towards(chance, E6, CHANCE_BP) if chance else E6 // seen
        else:
            chance = _towards(chance, 0, CHANCE_BP)
        said.append(divide_half_away(size * chance, E6))
    return said


def _towards(old: int, new: int, rate_bp: int) -> int:
    return old + divide_half_away((new - old) * rate_bp, BASIS)


@dataclass(frozen=True, slots=True)
class Tested:
    """One method on the periods held back. Units: millionths; `mase_bp` basis points of the naive error before them.

    `mase_bp` None: the past was so even that there is no error to measure by.
    """

    method: Method
    next_e6: int
    absolute_e6: int
    squared_e12: int
    mase_bp: int | None
    said: tuple[int, ...]  # of the periods held back


@dataclass(frozen=True, slots=True)
class Forecast:
    """What is expected of the next period, by the best method, beside every other. Units: millionths of a piece.

    `next_e6` of a shaped forecast is an ordinary period; the season of each day is put in by the horizon.
    """

    method: Method
    next_e6: int
    squared_e12: int  # mean squared error of the periods held back
    held: int
    tested: tuple[Tested, ...]

    def of(self, method: Method) -> Tested | None:
        """How another method did."""
        return next((each for each in self.tested if each.method == method), None)


def forecast(series: Sequence[int], grain: Grain, *, first: int = 0, shape: Shape = None) -> Forecast:
    """The best method by squared error on the periods held back; the simpler wins a tie.

    Squared, not absolute: the absolute error of goods that sell now and then is least when one says zero (its best
    is the median), the squared error's best is the mean, which F46 multiplies. Too short a past: rule of thumb.
    """
    known = [max(0, value) for value in series]
    lead = next((at for at, value in enumerate(known) if value), len(known))
    known = known[lead:]
    if len(known) < LEAST_PERIODS:
        return _thumb(known)
    held = min(grain.held, len(known) // 3)
    tests = [
        _tested(method, said, known, held=held) for method, said in _all(known, grain, first=first + lead, shape=shape)
    ]
    best = min(tests, key=lambda each: each.squared_e12)
    ordinary = best.next_e6
    if best.method == Method.SHAPED and shape:
        place = (first + lead + len(known)) % len(shape)
        ordinary = divide_half_away(best.next_e6 * BASIS, shape[place])
    return Forecast(best.method, ordinary, best.squared_e12 // held, held, tuple(tests))


def _all(series: Sequence[int], grain: Grain, *, first: int, shape: Shape) -> list[tuple[Method, list[int]]]:
    """What each method that can speak would have said, the simplest first."""
    found: list[tuple[Method, list[int]]] = [(Method.NAIVE, naive(series))]
    simple: Mapping[Method, Callable[[], list[int]]] = {
        Method.MEAN: lambda: mean(series, window=grain.window),
        Method.SBA: lambda: sba(series),
        Method.TSB: lambda: tsb(series),
    }
    found += [(method, say()) for method, say in simple.items()]
    if len(series) - min(grain.held, len(series) // 3) >= grain.season:
        found.append((Method.SEASONAL, seasonal(series, season=grain.season)))
    if shape:
        found.append((Method.SHAPED, shaped(series, window=grain.window, first=first, shape=shape)))
    return found


def _tested(method: Method, said: Sequence[int], series: Sequence[int], *, held: int) -> Tested:
    start = len(series) - held
    errors = [said[at] - series[at] * E6 for at in range(start, len(series))]
    absolute = sum(abs(error) for error in errors)
    steps = sum(abs(series[at] - series[at - 1]) for at in range(1, start))
    mase = divide_half_away(absolute * (start - 1) * BASIS, held * steps * E6) if steps else None
    squared = sum(error * error for error in errors)
    return Tested(method, said[-1], absolute, squared, mase, tuple(said[start:-1]))


def _thumb(series: Sequence[int]) -> Forecast:
    """What was sold so far, spread over its periods; the error of counts is their mean (Poisson).

    A few pieces are spread over six periods: one ring sold last month is not one a month.
    """
    total = sum(series)
    periods = len(series) if total >= LEAST_PERIODS else LEAST_PERIODS
    rate = divide_half_away(total * E6, periods) if total else 0
    return Forecast(Method.THUMB, rate, rate * E6, 0, ())
