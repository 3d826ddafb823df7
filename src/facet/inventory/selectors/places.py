"""The places of the stores, as a tree."""

from dataclasses import dataclass

from django.db.models import Count, Q

from facet.inventory.models import Place
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import PLACE_WORDS, VIRTUAL, PieceState, PlaceKind
from facet.kernel.permissions import Actor, require


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place with what lies there; `depth` 1 is the store itself. `name` is "" where nobody gave one."""

    id: int
    store_id: int
    store_code: str
    store_name: str
    code: str
    name: str
    kind: str
    kind_word: str  # English, translated where it is shown
    depth: int
    is_open: bool
    is_virtual: bool
    takes_in: bool
    pieces: int
    store_name_en: str = ""

    @property
    def label(self) -> str:
        return self.name or self.code


def list_places(viewer: Actor, *, store_code: str = "", virtual: bool = False) -> list[PlaceRow]:
    """The places of the stores in reach, each store's as a tree, with the pieces in stock there.

    Raises: NotPermitted. Queries: 1.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    reach = viewer.scope(InventoryPermission.VIEW_PIECES)
    rows = Place.objects.select_related("store")
    if reach.store_ids is not None:
        rows = rows.filter(store__in=reach.store_ids)
    if store_code:
        rows = rows.filter(store__code=store_code)
    if not virtual:
        rows = rows.exclude(kind__in=[kind.value for kind in VIRTUAL])
    in_stock = Count("pieces", filter=Q(pieces__state=PieceState.IN_STOCK.value))
    return [
        PlaceRow(
            row.pk,
            row.store_id,
            row.store.code,
            row.store.name,
            row.code,
            row.name,
            row.kind,
            PLACE_WORDS[PlaceKind(row.kind)],
            row.depth,
            row.is_open,
            row.kind in VIRTUAL,
            row.takes_in,
            row.held,
            row.store.name_en,
        )  # fmt: skip
        for row in rows.annotate(held=in_stock).order_by("store__code", "path")
    ]
