"""What a piece may be called: purity, metal, gem, kind, and nothing else. Pure.

The grades come from the dated purity table, never from karat ÷ 24: 14/24 would be 583.3 ‰, the
grade is 585. Source: F5; GB 11887-2012 with Amendment 1.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from facet.catalog.errors import NameNotLegal, PurityNotLegal
from facet.catalog.rules.weights import METAL_LABELS, Metal

# 足 is the highest grade a name may claim; a higher content is stated apart from the name.
FORBIDDEN = ("千足", "万足", "纯金", "纯银")


@dataclass(frozen=True, slots=True)
class Grade:
    """One row of the purity table: the least content, the name it allows, the mark it takes."""

    metal: str
    fineness_e4: int
    legal_name: str
    legal_name_en: str
    mark: str


def grade_of(metal: str, *, fineness_e4: int, table: Iterable[Grade]) -> Grade:
    """The highest grade that `fineness_e4` reaches; content has no negative tolerance.

    Raises: PurityNotLegal. Source: F5.
    """
    reached = [row for row in table if row.metal == metal and row.fineness_e4 <= fineness_e4]
    if not reached:
        label = METAL_LABELS[Metal(metal)] if metal in METAL_LABELS else metal
        raise PurityNotLegal(metal=label, fineness_e4=fineness_e4)
    return max(reached, key=lambda row: row.fineness_e4)


def legal_name(*, metal: str, fineness_e4: int, kind: str, table: Iterable[Grade], gem: str = "") -> str:
    """The name on the tag: 18K金红宝石戒指, 足金项链, Pt900钻石戒指.

    Raises: PurityNotLegal, NameNotLegal. Source: F5.
    """
    name = f"{grade_of(metal, fineness_e4=fineness_e4, table=table).legal_name}{gem}{kind}"
    _refuse_forbidden(name)
    return name


def legal_name_en(*, metal: str, fineness_e4: int, kind: str, table: Iterable[Grade], gem: str = "") -> str:
    """The same name in English: 18K gold ruby ring. Raises: PurityNotLegal, NameNotLegal."""
    words = [grade_of(metal, fineness_e4=fineness_e4, table=table).legal_name_en, gem.lower(), kind.lower()]
    name = " ".join(word for word in words if word)
    _refuse_forbidden(name)
    return name


def _refuse_forbidden(name: str) -> None:
    for word in FORBIDDEN:
        if word in name:
            raise NameNotLegal(word=word)
