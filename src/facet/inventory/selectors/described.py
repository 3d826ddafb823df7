"""A piece as the customer's papers describe it; for callers that have let the reader in already."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from facet.inventory.models import Certificate, Piece, PieceStone


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneOnPaper:
    """One line of stones. Units: thousandths of a carat."""

    kind: str
    count: int
    carat_mct: int
    colour: str
    clarity: str
    cut: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceOnPaper:
    """What is said of a piece on slips, cards and warranties; no cost, no engraving. Units: mg, ten-thousandths."""

    id: int
    tag: str
    legal_name: str
    legal_name_en: str
    metal: str
    fineness_e4: int
    gross_weight_mg: int
    net_weight_mg: int
    circumference_tenths: int | None
    stones: tuple[StoneOnPaper, ...] = ()
    certificates: tuple[tuple[str, str], ...] = ()  # laboratory, number

    @property
    def carat_mct(self) -> int:
        return sum(each.carat_mct for each in self.stones)


_FACTS = (
    "id", "tag", "legal_name", "legal_name_en", "metal", "fineness_e4", "gross_weight_mg", "net_weight_mg",
    "circumference_tenths",
)  # fmt: skip


def pieces_on_paper(piece_ids: Sequence[int]) -> dict[int, PieceOnPaper]:
    """The pieces by id. Queries: 3, or 0 for none."""
    if not piece_ids:
        return {}
    stones: dict[int, list[StoneOnPaper]] = {}
    lines = PieceStone.objects.filter(piece__in=piece_ids).order_by("piece", "-is_main", "line_no")
    shown = ("kind", "count", "carat_mct", "colour", "clarity", "cut")
    for row in lines.values("piece_id", *shown):
        facts: dict[str, Any] = {name: row[name] for name in shown}  # type: ignore[literal-required]
        stones.setdefault(row["piece_id"], []).append(StoneOnPaper(**facts))
    papers: dict[int, list[tuple[str, str]]] = {}
    for piece_id, *paper in (
        Certificate.objects.filter(piece__in=piece_ids).order_by("pk").values_list("piece_id", "lab", "number")
    ):
        papers.setdefault(piece_id, []).append((paper[0], paper[1]))
    return {
        row["id"]: PieceOnPaper(
            **row, stones=tuple(stones.get(row["id"], ())), certificates=tuple(papers.get(row["id"], ()))
        )
        for row in Piece.objects.filter(pk__in=piece_ids).values(*_FACTS)
    }
