"""What undoing a trade-in asks for: every good of its ticket comes back, every piece of material goes back."""

from datetime import datetime

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.organisation.selectors import TillFacts
from facet.sales.models import MaterialPiece
from facet.sales.rules.old_gold_request import GoldBack
from facet.sales.rules.refining import MaterialState
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.returns import Reason, ReturnRequest
from facet.sales.selectors.materials import visible_materials
from facet.sales.selectors.quote import Quoted, quote
from facet.sales.selectors.returns import returnable_lines


def undo_request(viewer: Actor, *, code: str, till: TillFacts) -> SaleRequest:
    """The ticket that undoes the one which took in the material `code`, without money yet.

    Raises: NotFound, for foreign ones too. Queries: 6.
    """
    piece = visible_materials(viewer).select_related("line__sale").filter(code=code.upper()).first()
    if piece is None or piece.store_id != till.store_id:
        raise NotFound(key=code)
    sale = piece.line.sale
    left = [line for line in returnable_lines(sale.pk) if line.sold.returned < line.sold.whole]
    material = MaterialPiece.objects.filter(line__sale=sale).exclude(state=MaterialState.UNDONE.value).order_by("pk")
    return SaleRequest(
        store=till.store_code, till=till.till_code, member=sale.member_id,
        returns=tuple(
            ReturnRequest(sale=sale.pk, line_no=line.line_no, reason=Reason.WRONG_SALE.value) for line in left
        ),
        gold_back=tuple(GoldBack(code=each) for each in material.values_list("code", flat=True)),
    )  # fmt: skip


def undo_quote(viewer: Actor, *, code: str, till: TillFacts, at: datetime) -> Quoted:
    """What undoing would come to, with the money's way back. Raises: NotFound, MaterialMoved, OldGoldNotTaken."""
    return quote(viewer, undo_request(viewer, code=code, till=till), till=till, prices_at=at, at=at)
