"""What goes into a work, as its rules see it: weights, alloys, stones and cost of pieces, read under their locks."""

from collections.abc import Iterable, Sequence

from facet.inventory.models import CostPart, Piece, PieceMetal, PieceStone
from facet.inventory.rules.words import CostKind
from facet.inventory.rules.works import Alloy, Part, StonePart

STONE_FACTS = (
    "shape", "colour", "clarity", "cut", "treatment", "depth_bp", "table_bp", "measurements", "price_cents_per_ct",
    "ownership",
)  # fmt: skip


def rows_of(piece_ids: Iterable[int]) -> dict[int, Piece]:
    """The pieces by id, with what their description rests on. Queries: 1, 0 for none."""
    wanted = list(piece_ids)
    joined = Piece.objects.select_related("category", "price_item", "supplier", "place")
    return {row.pk: row for row in joined.filter(pk__in=wanted)} if wanted else {}


def parts_of(rows: Sequence[Piece]) -> dict[int, Part]:
    """Each piece as a part, by id. A cost without parts is one of kind "other". Queries: 3, 0 for none."""
    ids = [row.pk for row in rows]
    if not ids:
        return {}
    metals: dict[int, list[tuple[Alloy, int]]] = {}
    for each in PieceMetal.objects.filter(piece__in=ids).order_by("piece", "line_no"):
        metals.setdefault(each.piece_id, []).append((Alloy(each.metal, each.fineness_e4), each.weight_mg))
    stones: dict[int, list[StonePart]] = {}
    for line in PieceStone.objects.filter(piece__in=ids).order_by("piece", "line_no"):
        facts = tuple((name, getattr(line, name)) for name in STONE_FACTS)
        part = StonePart(
            kind=line.kind, carat_mct=line.carat_mct, count=line.count, cost_cents=line.cost_cents, facts=facts
        )
        stones.setdefault(line.piece_id, []).append(part)
    costs: dict[int, dict[str, int]] = {}
    for piece_id, kind, cents in CostPart.objects.filter(piece__in=ids).values_list("piece_id", "kind", "cents"):
        costs.setdefault(piece_id, {})[kind] = cents
    return {row.pk: _part(row, metals.get(row.pk), stones.get(row.pk, []), costs.get(row.pk, {})) for row in rows}


def _part(row: Piece, metals: list[tuple[Alloy, int]] | None, stones: list[StonePart], costs: dict[str, int]) -> Part:
    if metals is None:
        own = row.metal and row.net_weight_mg
        metals = [(Alloy(row.metal, row.fineness_e4), row.net_weight_mg)] if own else []
    known = dict(costs)
    if row.cost_cents is not None and (rest := row.cost_cents - sum(known.values())):
        known[CostKind.OTHER.value] = known.get(CostKind.OTHER.value, 0) + rest
    return Part(
        tag=row.tag, gross_mg=row.gross_weight_mg, metals=tuple(metals), stones=tuple(stones),
        costs=None if row.cost_cents is None else known,
    )  # fmt: skip
