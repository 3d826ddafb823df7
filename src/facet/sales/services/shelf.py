"""Taking goods off the shelf: locked in one order, in this store, not on another ticket."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from facet.inventory import selectors as inventory_selectors
from facet.inventory import services as inventory_services
from facet.inventory.selectors.for_sale import LotForSale, PieceForSale
from facet.kernel.transactions import joins_unit_of_work
from facet.sales.rules.request import LineRequest, holder_of


@dataclass(frozen=True, slots=True)
class Shelf:
    """The locked goods of one ticket, by the code that was scanned; those that come back by their id."""

    pieces: Mapping[str, PieceForSale]
    lots: Mapping[str, LotForSale]
    back: Mapping[int, PieceForSale] = field(default_factory=dict)


@joins_unit_of_work
def lock_shelf(
    lines: Sequence[LineRequest], *, back: Sequence[int] = (), gifts: Sequence[str] = (), store_id: int,
    basket: UUID | None, at: datetime, kept_for: Sequence[str] = (),
) -> Shelf:  # fmt: skip
    """Lock every piece, sold or coming `back` (ids), then every lot of a ticket and the lots of `gifts` (skus).

    Refuses what cannot be sold here. A piece kept for one of `kept_for` (holders) is the ticket's own.

    Raises: PieceUnknown, PieceAlreadySold, PieceNotAvailable, PieceElsewhere, PieceReserved, LotUnknown.
    Locks: pieces by id, lots by id.
    """
    tags = [line.tag for line in lines if line.tag]
    skus = [*(line.sku for line in lines if line.sku), *gifts]
    back_tags = inventory_selectors.tags_of(back)
    locked = inventory_services.lock_pieces([*tags, *back_tags.values()])
    holder = holder_of(basket)
    ours = [
        replace(piece, reserved_by=holder) if piece.reserved_by in kept_for else piece
        for piece in locked
        if piece.id not in back_tags
    ]
    inventory_services.refuse_unless_here(ours, store_id=store_id, holder=holder, at=at)
    lots = {lot.sku: lot for lot in inventory_services.lock_lots(skus, store_id=store_id)} if skus else {}
    return Shelf(
        {piece.tag: piece for piece in ours}, lots, {piece.id: piece for piece in locked if piece.id in back_tags}
    )
