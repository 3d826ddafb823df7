"""The tray that counts itself: from what a scale lacks, which pieces are most likely missing. Pure.

A tray is weighed; against the sum of its pieces' total weights the scale is short by some grams. The
one or two pieces whose weights add up to that are named, the likeliest first. The scale's error is
taken as normal with half of its stated limit as deviation (a scale "good to 5 mg" reads within 5 mg in
95 of 100 weighings); one missing piece is taken to be likelier than two, by as much as such a tray has
more pairs than pieces. Among equals the piece handled last stands first.
Source: F44, M3; docs/algorithms/tray.md, whose tables are this file's tests. Units: mg, whole numbers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

TOLERANCE_MG = 10  # a piece: F44
MOST_PIECES = 60  # pairs grow with the square
FAR = 4  # deviations beyond which an explanation is none


@dataclass(frozen=True, slots=True)
class OnTray:
    """One piece that should lie on the tray. `handled` is higher the later somebody touched it."""

    tag: str
    gross_mg: int
    handled: int = 0


@dataclass(frozen=True, slots=True)
class Suspects:
    """Pieces that may be missing together, and what their absence leaves unexplained."""

    tags: tuple[str, ...]
    gross_mg: int
    off_mg: int  # scale's shortage less their weight


@dataclass(frozen=True, slots=True)
class TrayCheck:
    """What the weighing says. `short_mg` is negative when the tray is too heavy."""

    pieces: int
    book_mg: int
    net_mg: int
    tolerance_mg: int
    suspects: tuple[Suspects, ...]

    @property
    def short_mg(self) -> int:
        return self.book_mg - self.net_mg

    @property
    def agrees(self) -> bool:
        return abs(self.short_mg) <= self.tolerance_mg


def check_tray(
    pieces: Sequence[OnTray], *, scale_mg: int, tare_mg: int = 0, limit_mg: int = 5, shown: int = 3
) -> TrayCheck:
    """Compare a weighed tray with its pieces and name the likeliest missing ones, at most two together.

    `limit_mg` is what the scale is good to. Nothing is named when the tray agrees or is too heavy.
    """
    book = sum(each.gross_mg for each in pieces)
    net = scale_mg - tare_mg
    tolerance = TOLERANCE_MG * len(pieces)
    lightest = min((each.gross_mg for each in pieces), default=0)
    short = book - net
    agrees = abs(short) <= min(tolerance, lightest // 2)
    suspects = () if agrees or short <= 0 else tuple(_ranked(pieces, short, max(1, limit_mg))[:shown])
    return TrayCheck(len(pieces), book, net, min(tolerance, lightest // 2), suspects)


def _ranked(pieces: Sequence[OnTray], short: int, limit_mg: int) -> list[Suspects]:
    """Every explanation within reach of the scale, the likeliest first."""
    found = [
        (len(group), abs(short - sum(each.gross_mg for each in group)), -max(each.handled for each in group), group)
        for group in _groups(pieces)
    ]
    reach = FAR * limit_mg
    near = [each for each in found if each[1] <= reach] or sorted(found, key=lambda each: each[1])[:3]
    near.sort(key=lambda each: (_surprise(each[0], each[1], limit_mg), each[2], [one.tag for one in each[3]]))
    return [
        Suspects(tuple(one.tag for one in group), sum(one.gross_mg for one in group),
                 short - sum(one.gross_mg for one in group))
        for _, _, _, group in near
    ]  # fmt: skip


def _groups(pieces: Sequence[OnTray]) -> Iterator[tuple[OnTray, ...]]:
    few = pieces[:MOST_PIECES]
    for size in (1, 2):
        yield from combinations(few, size)


def _surprise(size: int, off_mg: int, limit_mg: int) -> int:
    """How unlikely an explanation is, in eighths of a squared deviation; one piece is e^2 times likelier than a pair.

    -2 ln(likelihood) with a deviation of half the limit is 4 off² / limit²; a pair adds 4.
    """
    return 8 * 4 * off_mg * off_mg // (limit_mg * limit_mg) + 8 * 4 * (size - 1)
