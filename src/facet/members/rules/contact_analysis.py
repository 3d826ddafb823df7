"""The log of contacts in figures: who is few is never shown alone. Pure. Source: R019, ux.md §2.19."""

from collections.abc import Sequence
from dataclasses import dataclass

FEWEST = 5  # people; below it a line says too much about one of them
DIMENSIONS = ("topic", "need", "channel", "clerk", "period")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the analysis: contacts, the people they were with, and what came of them.

    `key` is None for the line that gathers everybody who is too few to be shown alone.
    """

    key: str | None
    contacts: int
    people: int
    reached: int = 0
    interested: int = 0
    complaints: int = 0


def gathered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """`lines` with those of fewer than five people added up in one last line, their order kept.

    Where even that line stands for fewer than five, the smallest of the others joins it, so that
    nobody finds it by subtraction. The sums stay what they were.
    """
    few = [each for each in lines if each.people < FEWEST]
    rest = [each for each in lines if each.people >= FEWEST]
    while few and rest and sum(each.people for each in few) < FEWEST:
        smallest = min(rest, key=lambda each: each.people)
        rest.remove(smallest)
        few.append(smallest)
    return (*rest, _sum(few)) if few else tuple(rest)


def _sum(lines: Sequence[Line]) -> Line:
    return Line(
        None,
        *(
            sum(getattr(each, name) for each in lines)
            for name in ("contacts", "people", "reached", "interested", "complaints")
        ),
    )
