"""One step of material, whatever the paper: state, chain of moves, nothing skipped."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max

from facet.kernel.transactions import joins_unit_of_work
from facet.sales.models import MaterialMove, MaterialPiece
from facet.sales.rules.refining import MaterialState, moved


@joins_unit_of_work
def move_pieces(
    pieces: Sequence[MaterialPiece], *, to: MaterialState, document: str, at: datetime, by: int | None,
    also: Sequence[str] = (),
) -> None:  # fmt: skip
    """Move locked pieces to the next state; `also` names further columns that were set on them.

    Raises: MaterialMoved. Queries: 3.
    """
    rows = MaterialMove.objects.filter(piece__in=pieces).order_by().values("piece").annotate(n=Max("number"))
    last = {row["piece"]: row["n"] for row in rows}
    steps = []
    for piece in pieces:
        before, piece.state = piece.state, moved(piece.state, to, code=piece.code).value
        steps.append(
            MaterialMove(
                piece=piece, number=last.get(piece.pk, 0) + 1, from_state=before, to_state=piece.state,
                fine_mg=piece.fine_mg, document=document, at=at, by_id=by,
            )
        )  # fmt: skip
    MaterialPiece.objects.bulk_update(pieces, ["state", *also])
    MaterialMove.objects.bulk_create(steps)
