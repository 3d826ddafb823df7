"""The books of stock: what must be true at any moment. Each check names what is not. Source: P20."""

from collections.abc import Sequence

from django.db.models import F, Max, OuterRef, Q, Subquery, Sum

from facet.inventory.models import BulkBalance, BulkEntry, Piece, PieceMovement, RetiredTag
from facet.inventory.selectors.metal import accounts_unlike_entries, unbalanced_operations
from facet.kernel.errors import gettext_noop
from facet.kernel.registry import Check

NAMED = 20  # sentences a check gives at most


def pieces_unlike_their_last_movement() -> Sequence[str]:
    """Pieces whose state, place or sequence is not what their newest movement says. Queries: 2."""
    last = PieceMovement.objects.filter(piece=OuterRef("pk"), sequence=OuterRef("sequence"))
    rows = Piece.objects.annotate(
        said_state=Subquery(last.values("to_state")[:1]), said_place=Subquery(last.values("to_place")[:1])
    )
    wrong = rows.filter(Q(said_state=None) | ~Q(state=F("said_state")) | ~Q(place_id=F("said_place"))).order_by("pk")
    found = [
        f"piece {row.tag}: {row.state} at place {row.place_id}, its movement {row.sequence} says"
        f" {row.said_state or 'nothing'} at {row.said_place}"
        for row in wrong[:NAMED]
    ]
    newer = Piece.objects.annotate(newest=Max("movements__sequence")).exclude(newest=F("sequence")).order_by("pk")
    found += [f"piece {row.tag}: movement {row.sequence}, the newest is {row.newest}" for row in newer[:NAMED]]
    return found[:NAMED]


def balances_unlike_their_entries() -> Sequence[str]:
    """Bulk balances that are not the sum of their entries. Queries: 1."""
    rows = BulkBalance.objects.annotate(
        entered=Sum("entries__quantity", default=0), entered_mg=Sum("entries__weight_mg", default=0)
    ).select_related("lot", "place")
    wrong = rows.exclude(quantity=F("entered"), weight_mg=F("entered_mg")).order_by("pk")
    return [
        f"lot {row.lot.sku} at place {row.place.code}: {row.quantity} pieces, {row.weight_mg} mg; entries say"
        f" {row.entered} pieces, {row.entered_mg} mg"
        for row in wrong[:NAMED]
    ]


def bulk_moves_with_one_side() -> Sequence[str]:
    """Bulk moves whose sides do not sum to zero. Queries: 1."""
    moves = BulkEntry.objects.order_by().values("operation_id", "line_no", "kind", "account__lot__sku")
    wrong = moves.annotate(pieces=Sum("quantity"), mg=Sum("weight_mg")).exclude(pieces=0, mg=0)
    return [
        f"lot {row['account__lot__sku']}, operation {row['operation_id']}, line {row['line_no']}: sides sum to"
        f" {row['pieces']} pieces, {row['mg']} mg"
        for row in wrong.order_by("operation_id", "line_no")[:NAMED]
    ]


def tags_used_twice() -> Sequence[str]:
    """Tags that a piece carries although they were retired. Queries: 1."""
    retired = Piece.objects.filter(tag__in=RetiredTag.objects.values("tag")).order_by("pk")
    return [f"tag {tag} was retired and is carried again" for tag in retired.values_list("tag", flat=True)[:NAMED]]


def metal_with_one_side() -> Sequence[str]:
    """Postings of metal whose sides do not sum to zero. Queries: 1."""
    return unbalanced_operations(NAMED)


def metal_unlike_entries() -> Sequence[str]:
    """Accounts of metal that are not the sum of their entries. Queries: 1."""
    return accounts_unlike_entries(NAMED)


_PIECES = gettext_noop("Pieces stand where their last movement left them")
_BULK = gettext_noop("Bulk balances are the sum of their entries")
_SIDES = gettext_noop("Both sides of every bulk move sum to zero")
_TAGS = gettext_noop("No tag is carried twice")
_METAL = gettext_noop("Accounts of metal are the sum of their entries")
_METAL_SIDES = gettext_noop("The sides of every posting of metal sum to zero")

CHECKS = (
    Check("inventory.pieces", _PIECES, pieces_unlike_their_last_movement, order=300),
    Check("inventory.bulk", _BULK, balances_unlike_their_entries, order=301),
    Check("inventory.sides", _SIDES, bulk_moves_with_one_side, order=302),
    Check("inventory.tags", _TAGS, tags_used_twice, order=303),
    Check("inventory.metal", _METAL, metal_unlike_entries, order=304),
    Check("inventory.metal_sides", _METAL_SIDES, metal_with_one_side, order=305),
)
