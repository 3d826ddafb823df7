"""Taking goods off the shelf: locked in one order, in this store, not on another ticket."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from facet.inventory import services as inventory_services
from facet.inventory.selectors.for_sale import LotForSale, PieceForSale
from facet.kernel.transactions import joins_unit_of_work
from facet.sales.rules.request import LineRequest, holder_of


@dataclass(frozen=True, slots=True)
class Shelf:
    """The locked goods of one ticket, by the code that was scanned."""

    pieces: Mapping[str, PieceForSale]
    lots: Mapping[str, LotForSale]


@joins_unit_of_work
def lock_shelf(lines: Sequence[LineRequest], *, store_id: int, basket: UUID | None, at: datetime) -> Shelf:
    """Lock every piece, then every lot of a ticket, and refuse what this till cannot sell.

    Raises: PieceUnknown, PieceAlreadySold, PieceNotAvailable, PieceElsewhere, PieceReserved, LotUnknown.
    Locks: pieces by id, lots by id.
    """
    tags = [line.tag for line in lines if line.tag]
    skus = [line.sku for line in lines if line.sku]
    pieces = inventory_services.lock_pieces(tags)
    inventory_services.refuse_unless_here(pieces, store_id=store_id, holder=holder_of(basket), at=at)
    lots = {lot.sku: lot for lot in inventory_services.lock_lots(skus, store_id=store_id)} if skus else {}
    return Shelf({piece.tag: piece for piece in pieces}, lots)
