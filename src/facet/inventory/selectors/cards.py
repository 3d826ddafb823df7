"""A piece as everybody in the chain may see it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from facet.inventory.errors import PieceUnknown
from facet.inventory.models import Certificate, Piece, PieceStone, Reservation, RetiredTag
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.pictures import stand_in
from facet.inventory.rules.states import STATE_WORDS, PieceState
from facet.inventory.rules.tags import normal_certificate, normal_tag
from facet.inventory.selectors.reach import sees_cost
from facet.kernel.permissions import Actor, require


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneLine:
    """One line of stones. Units: thousandths of a carat, basis points, cents."""

    kind: str
    count: int
    carat_mct: int
    shape: str
    colour: str
    clarity: str
    cut: str
    treatment: str
    depth_bp: int | None
    table_bp: int | None
    measurements: str
    price_cents_per_ct: int | None
    is_main: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceCard:
    """The public card: what it is, what it costs the customer, where it is. `cost_cents` by right only.

    Units: mg, cents, 0.1 mm, mm, ten-thousandths. `picture` is a static path, `photo` a sha256 or "".
    """

    id: int
    tag: str
    legal_name: str
    legal_name_en: str
    category_id: int
    category_name: str
    category_name_en: str
    style_code: str
    style_name: str
    form: str
    metal: str
    fineness_e4: int
    gross_weight_mg: int
    net_weight_mg: int
    colour: str
    circumference_tenths: int | None
    length_mm: int | None
    price_basis: str
    price_item_id: int | None
    price_item_name: str
    price_group_id: int
    tag_price_cents: int | None
    labour_kind: str
    labour_value: int
    stones: tuple[StoneLine, ...]
    certificates: tuple[tuple[str, str], ...]  # laboratory, number
    state: str
    state_word: str  # English, translated where it is shown
    store_id: int
    store_code: str
    store_name: str
    store_name_en: str = ""
    place_code: str
    place_name: str
    received_at: datetime
    reserved_until: datetime | None  # of an unreleased hold; the caller compares it with the clock
    is_new_product: bool
    photo: str
    picture: str
    cost_cents: int | None

    @property
    def main_stone(self) -> StoneLine | None:
        return next((stone for stone in self.stones if stone.is_main), None)

    @property
    def carat_mct(self) -> int:
        return sum(stone.carat_mct for stone in self.stones)


_STONE = (
    "kind", "count", "carat_mct", "shape", "colour", "clarity", "cut", "treatment", "depth_bp", "table_bp",
    "measurements", "price_cents_per_ct", "is_main",
)  # fmt: skip
_SAME_NAME = (
    "legal_name", "legal_name_en", "form", "metal", "fineness_e4", "gross_weight_mg", "net_weight_mg", "colour",
    "circumference_tenths", "length_mm", "price_basis", "price_item_id", "tag_price_cents", "labour_kind",
    "labour_value", "state", "store_id", "received_at", "is_new_product", "photo",
)  # fmt: skip


def piece_card(viewer: Actor, tag: str) -> PieceCard:
    """The card of the piece under `tag`, wherever in the chain it is.

    Raises: NotPermitted, PieceUnknown. Queries: 3.
    """
    cards = find_pieces(viewer, tag)
    if not cards:
        raise PieceUnknown(tag=tag, key=tag)
    return cards[0]


def find_pieces(viewer: Actor, tag: str) -> list[PieceCard]:
    """The piece that carries `tag`, as a list of one or none, for programs. Raises: NotPermitted. Queries: 3 or 1."""
    require(viewer, InventoryPermission.VIEW_PIECES)
    return cards_of(viewer, Piece.objects.filter(tag=normal_tag(tag)))


def ids_under(code: str) -> QuerySet[Any, Any]:
    """The ids of the pieces that a scanned `code` names: tag, old tag, chip, or certificate. One statement."""
    scanned = normal_tag(code)
    by_tag = Piece.objects.filter(Q(tag=scanned) | Q(epc=scanned)).order_by().values_list("pk", flat=True)
    by_old_tag = RetiredTag.objects.filter(tag=scanned).order_by().values_list("piece_id", flat=True)
    by_paper = Certificate.objects.filter(number=normal_certificate(code)).order_by().values_list("piece_id", flat=True)
    return by_tag.union(by_old_tag, by_paper)  # type: ignore[arg-type]  # ids of pieces, from three tables


def cards_of(viewer: Actor, pieces: QuerySet[Piece]) -> list[PieceCard]:
    """The cards of a small set of pieces, by id. Queries: 3, or 1 when there are none."""
    hold = Reservation.objects.filter(piece=OuterRef("pk"), released_at=None).values("expires_at")[:1]
    rows = list(
        pieces.select_related("category", "style", "price_item", "store", "place")
        .annotate(reserved_until=Subquery(hold))
        .order_by("pk")
    )
    if not rows:
        return []
    stones = _stones([row.pk for row in rows])
    papers = _papers([row.pk for row in rows])
    return [_card(viewer, row, stones.get(row.pk, ()), papers.get(row.pk, ())) for row in rows]


def _card(viewer: Actor, row: Piece, stones: Sequence[StoneLine], papers: Iterable[tuple[str, str]]) -> PieceCard:
    return PieceCard(
        id=row.pk,
        tag=row.tag,
        category_id=row.category_id,
        category_name=row.category.name,
        category_name_en=row.category.name_en,
        style_code=row.style.code if row.style else "",
        style_name=row.style.name if row.style else "",
        price_item_name=row.price_item.name if row.price_item else "",
        price_group_id=row.store.price_group_id,
        stones=tuple(stones),
        certificates=tuple(papers),
        state_word=STATE_WORDS[PieceState(row.state)],
        store_code=row.store.code,
        store_name=row.store.name,
        store_name_en=row.store.name_en,
        place_code=row.place.code,
        place_name=row.place.name,
        reserved_until=row.reserved_until,  # type: ignore[attr-defined]  # annotated
        picture=stand_in(row.form, metal=row.metal, fineness_e4=row.fineness_e4),
        cost_cents=row.cost_cents if sees_cost(viewer, store_id=row.store_id) else None,
        **{name: getattr(row, name) for name in _SAME_NAME},
    )


def _stones(piece_ids: Sequence[int]) -> dict[int, list[StoneLine]]:
    lines: dict[int, list[StoneLine]] = {}
    rows = PieceStone.objects.filter(piece__in=piece_ids).order_by("piece", "-is_main", "line_no")
    for row in rows.values("piece_id", *_STONE):
        lines.setdefault(row.pop("piece_id"), []).append(StoneLine(**row))
    return lines


def _papers(piece_ids: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    papers: dict[int, list[tuple[str, str]]] = {}
    rows = Certificate.objects.filter(piece__in=piece_ids).order_by("piece", "pk")
    for piece_id, lab, number in rows.values_list("piece_id", "lab", "number"):
        papers.setdefault(piece_id, []).append((lab, number))
    return papers
