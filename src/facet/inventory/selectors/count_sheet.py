"""The count sheet: what should lie where, tray by tray, for counting by hand. Source: R116, R117."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from facet.inventory.models import BulkBalance, Piece, Stocktake
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.count import CountState
from facet.inventory.rules.states import PieceState
from facet.inventory.selectors.count_report import stocktake_row
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLine:
    """One piece, or one lot of bulk goods (`quantity` above 0). mg."""

    place: str
    code: str
    name: str
    name_en: str
    weight_mg: int
    quantity: int = 0


@dataclass(frozen=True, slots=True)
class CountSheet:
    """The sheet of one count, by place."""

    row: Stocktake
    lines: Sequence[SheetLine]

    @property
    def places(self) -> list[tuple[str, list[SheetLine]]]:
        return [(place, list(lines)) for place, lines in groupby(self.lines, key=lambda each: each.place)]


def count_sheet(viewer: Actor, stocktake_id: int) -> CountSheet:
    """What the books have in the scope now, by place and tag.

    Raises: NotPermitted, CountUnknown, Invalid for a blind count that is still open. Queries: 3.
    """
    row = stocktake_row(viewer, stocktake_id)
    settles = viewer.may(InventoryPermission.APPROVE_STOCKTAKE, store_id=row.store_id)
    if row.is_blind and row.state == CountState.OPEN and not settles:
        raise Invalid(field="is_blind", reason=gettext_noop("a blind count has no sheet until it is closed"))
    pieces = Piece.objects.filter(store=row.store_id, state=PieceState.IN_STOCK.value, place__in=row.place_ids)
    bulk = BulkBalance.objects.filter(place__in=row.place_ids, is_virtual=False).exclude(quantity=0, weight_mg=0)
    if row.category_ids:
        pieces, bulk = pieces.filter(category__in=row.category_ids), bulk.filter(lot__category__in=row.category_ids)
    lines = [
        (each.place.path, SheetLine(place=str(each.place), code=each.tag, name=each.legal_name,
                                    name_en=each.legal_name_en, weight_mg=each.net_weight_mg))
        for each in pieces.select_related("place").order_by("place__path", "tag")
    ]  # fmt: skip
    lines += [
        (each.place.path, SheetLine(place=str(each.place), code=each.lot.sku, name=each.lot.name,
                                    name_en=each.lot.name_en, weight_mg=each.weight_mg, quantity=each.quantity))
        for each in bulk.select_related("place", "lot").order_by("place__path", "lot__sku")
    ]  # fmt: skip
    return CountSheet(row, [line for _, line in sorted(lines, key=lambda each: (each[0], each[1].code))])
