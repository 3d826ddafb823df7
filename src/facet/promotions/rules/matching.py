"""Which pieces fill the parts of a set, when one piece may fit several. Pure."""

from collections.abc import Sequence

from facet.promotions.rules.cart import CartLine
from facet.promotions.rules.terms import Scope


def matched(parts: Sequence[Scope], lines: Sequence[CartLine]) -> list[CartLine]:
    """One line for as many parts as can be filled, earlier lines first; no line fills two (augmenting paths)."""
    filled: dict[int, int] = {}  # part → line

    def fill(part: int, seen: set[int]) -> bool:
        for place, line in enumerate(lines):
            if place in seen or not parts[part].fits(code=line.code, style=line.style, path=line.path):
                continue
            seen.add(place)
            holder = next((each for each, at in filled.items() if at == place), None)
            if holder is None or fill(holder, seen):
                filled[part] = place
                return True
        return False

    for part in range(len(parts)):
        fill(part, set())
    return [lines[place] for place in filled.values()]
