"""The places of the stores, as a tree."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from facet.inventory.models import Place
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.places import Fullness, fullness
from facet.inventory.rules.states import PLACE_WORDS, VIRTUAL, PieceState, PlaceKind
from facet.kernel.permissions import Actor, require


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place with what lies there; `depth` 1 is the store itself. `name` is "" where nobody gave one.

    `pieces` lie in the place itself, `within` in it and in the places inside it; `capacity` counts against the
    latter. Units: pieces, mg.
    """

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
    within: int = 0
    capacity: int | None = None
    tare_mg: int | None = None
    responsible: str = ""  # code
    responsible_name: str = ""

    @property
    def label(self) -> str:
        return self.name or self.code

    @property
    def fullness(self) -> Fullness:
        return fullness(self.within, self.capacity)


def list_places(viewer: Actor, *, store_code: str = "", responsible: str = "", virtual: bool = False) -> list[PlaceRow]:
    """The places of the stores in reach, each store's as a tree, with the pieces in stock there.

    `responsible` (a code) leaves only what that person answers for. Raises: NotPermitted. Queries: 1.
    """
    require(viewer, InventoryPermission.VIEW_PIECES)
    reach = viewer.scope(InventoryPermission.VIEW_PIECES)
    rows = Place.objects.select_related("store", "responsible")
    if reach.store_ids is not None:
        rows = rows.filter(store__in=reach.store_ids)
    if store_code:
        rows = rows.filter(store__code=store_code)
    if not virtual:
        rows = rows.exclude(kind__in=[kind.value for kind in VIRTUAL])
    in_stock = Count("pieces", filter=Q(pieces__state=PieceState.IN_STOCK.value))
    found = list(rows.annotate(held=in_stock).order_by("store__code", "path"))
    within: Counter[str] = Counter()
    for row in found:
        for end in range(row.steplen, len(row.path) + 1, row.steplen):
            within[row.path[:end]] += row.held
    shown = [_row(row, within[row.path]) for row in found]
    return [row for row in shown if row.responsible == responsible] if responsible else shown


def _row(row: Any, within: int) -> PlaceRow:
    who = row.responsible
    return PlaceRow(
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
        within,
        row.capacity,
        row.tare_mg,
        who.code if who else "",
        who.name if who else "",
    )
