"""Taking a file of pieces back: all of its pieces, or none where one has gone on since."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from facet.audit import services as audit_services
from facet.inventory.errors import ImportBuiltUpon
from facet.inventory.models import Certificate, Piece, Reservation, RetiredTag, TagPriceChange
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.states import DESTINATIONS, MovementKind, PieceState
from facet.inventory.rules.undoing import REASON, freed_tag
from facet.inventory.selectors.for_sale import PieceForSale
from facet.inventory.services.movement import Occasion, write_movements
from facet.inventory.services.places import places_of_store
from facet.inventory.services.sale import lock_pieces
from facet.kernel import operations, outbox
from facet.kernel.importing import Undone
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work

CHUNK = 500
SHOWN = 5


@unit_of_work
def undo_import(
    actor: Actor, operation: OperationKey, before: Sequence[str], applied_at: datetime, at: datetime
) -> Undone:
    """Send back every piece that the file brought (`before`: their tags), and free its tag for a corrected file.

    Its row and movements stay, under another tag; its certificates and chip are free too. Raises: NotPermitted,
    ImportBuiltUpon, when any piece was touched since. Locks: the pieces by id. Queries: about 12 for each 500.
    """
    act = operations.begin(operation, kind="inventory.undo_import", actor=actor, at=at)
    if act.done:
        return Undone(int(act.result["restored"]))
    require(actor, InventoryPermission.IMPORT_PIECES)
    tags = sorted(before)
    _refuse_touched(tags, applied_at)
    occasion = Occasion(actor=actor, at=at, document=f"U-{str(act.id)[:8].upper()}", reason=REASON)
    for start in range(0, len(tags), CHUNK):
        pieces = lock_pieces(tags[start : start + CHUNK])
        _refuse_touched([piece.tag for piece in pieces], applied_at)  # again, now that nobody can touch them
        _send_back(pieces, occasion)
    outbox.publish("inventory.import_undone", at=at, operation=str(act.id), pieces=len(tags))
    act.finish(restored=len(tags))
    return Undone(len(tags))


def _refuse_touched(tags: Sequence[str], applied_at: datetime) -> None:
    """Refuse unless every tag is on a piece that lies where the import put it, held and changed by nobody."""
    fresh: set[str] = set()
    held = Reservation.objects.filter(piece=OuterRef("pk"), released_at=None)
    for start in range(0, len(tags), CHUNK):
        rows = Piece.objects.filter(tag__in=tags[start : start + CHUNK], received_at=applied_at, sequence=1)
        changed = Q(pk__in=TagPriceChange.objects.values("piece")) | Q(pk__in=RetiredTag.objects.values("piece"))
        fresh |= set(
            rows.filter(~Exists(held), state=PieceState.IN_STOCK).exclude(changed).values_list("tag", flat=True)
        )
    if touched := [tag for tag in tags if tag not in fresh]:
        raise ImportBuiltUpon(count=len(touched), tags=", ".join(touched[:SHOWN]))


def _send_back(pieces: Sequence[PieceForSale], occasion: Occasion) -> None:
    kind = MovementKind.SENT_BACK
    for store_id in sorted({piece.store_id for piece in pieces}):
        here = [piece for piece in pieces if piece.store_id == store_id]
        place = places_of_store(store_id=store_id)[DESTINATIONS[kind].value.upper()]
        write_movements(here, kind=kind, place_id=place.pk, store_id=store_id, occasion=occasion)
        _free(here)
        facts: dict[str, Any] = {"tags": [piece.tag for piece in here][:100], "pieces": len(here)}
        audit_services.record(
            occasion.actor, "inventory.import_undone", at=occasion.at,
            subject=("inventory.receipt", occasion.document, occasion.document), **facts,
        )  # fmt: skip


def _free(pieces: Sequence[PieceForSale]) -> None:
    """Let the corrected file use the same tags, chips and papers: they hang on the goods, not on our mistake."""
    ids = [piece.id for piece in pieces]
    Certificate.objects.filter(piece__in=ids).delete()
    rows = [Piece(pk=piece.id, tag=freed_tag(piece.tag, piece.id), epc=None) for piece in pieces]
    Piece.objects.bulk_update(rows, ["tag", "epc"])
