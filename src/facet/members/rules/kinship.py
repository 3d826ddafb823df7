"""Who descends from whom. Pure."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any


def ancestors(person: int, parents: Mapping[int, Set[int]]) -> frozenset[int]:
    """`person` and everybody above; `parents` gives each child's parents. Ends where a tie is wrong, too."""
    found: set[int] = set()
    waiting = [person]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += parents.get(each, ())
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Branch:
    """One relative in the drawing: where the circle stands, in a field of 480 × `height`."""

    relative: Any
    x: int
    y: int


def tree_of(relatives: Sequence[Any]) -> dict[str, Any]:
    """Where everybody stands around the member: parents above, the same age beside, children below.

    `relatives` have a `kind`. Gives `branches`, the member's own `x` and `y`, and the drawing's height; {} for nobody.
    """
    rows = {"parent": 0, "child": 2}
    places: dict[int, list[Any]] = {0: [], 1: [], 2: []}
    for each in relatives:
        places[rows.get(str(each.kind), 1)].append(each)
    if not relatives:
        return {}
    used = [row for row in (0, 1, 2) if places[row] or row == 1]
    branches = []
    for row in used:
        width = len(places[row]) + (row == 1)
        for place, each in enumerate(places[row], start=int(row == 1)):
            branches.append(Branch(each, 480 * (2 * place + 1) // (2 * width), 44 + 88 * used.index(row)))
    own = 480 // (2 * (len(places[1]) + 1))
    return {"branches": branches, "x": own, "y": 44 + 88 * used.index(1), "height": 88 * len(used)}
