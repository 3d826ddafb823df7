"""What undoing a trade-in asks for: every good of its ticket comes back, every piece of material goes back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import TillFacts
from facet.sales.models import MaterialPiece
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.old_gold_request import GoldBack
from facet.sales.rules.refining import MaterialState
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.returns import Reason, ReturnRequest
from facet.sales.selectors.materials import visible_materials
from facet.sales.selectors.quote import Quoted, quote
from facet.sales.selectors.returns import returnable_lines
from facet.sales.selectors.till_others import RETURN_APPROVAL, Wanted, return_wanted


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


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoLine:
    """One good whose coming back needs a second person: what is asked, and where that stands.

    `state` is needs, waiting, approved, rejected, used or expired.
    """

    subject: str
    wanted: Wanted
    state: str
    approval_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPage:
    """What undoing comes to, the ticket that does it, and what still needs a second person."""

    quoted: Quoted
    request: SaleRequest
    asks: Sequence[UndoLine]

    @property
    def unasked(self) -> list[UndoLine]:
        """What nobody was asked for yet, or was refused or ran out."""
        return [each for each in self.asks if each.state not in {"waiting", "approved"}]

    @property
    def is_free(self) -> bool:
        """Whether the viewer may undo now."""
        return all(each.state == "approved" for each in self.asks)


def undo_page(viewer: Actor, *, code: str, till: TillFacts, at: datetime) -> UndoPage:
    """What undoing would come to, with the money's way back; the yeses of colleagues are in its request.

    Raises: NotFound, MaterialMoved, OldGoldNotTaken. Queries: those of a quote, and 1 where somebody is asked.
    """
    request = undo_request(viewer, code=code, till=till)
    quoted = quote(viewer, request, till=till, prices_at=at, at=at)
    asked = [
        (line, wanted)
        for line in quoted.others
        if line.kind == LineKind.RETURN and (wanted := return_wanted(viewer, line, till.store_id))
    ]
    digests = {wanted.wish.digest for _, wanted in asked}
    known = organisation_selectors.own_approvals(viewer, kind=RETURN_APPROVAL, digests=digests, at=at)
    asks, yeses = [], {}
    for line, wanted in asked:
        card = known.get(wanted.wish.digest)
        state = card.state if card else "needs"
        asks.append(UndoLine(subject=line.name, wanted=wanted, state=state, approval_id=card.id if card else None))
        if card and state == "approved":
            back = line.facts.request
            yeses[back.sale, back.line_no] = card.id
    returns = tuple(replace(each, approval=yeses.get((each.sale, each.line_no))) for each in request.returns)
    return UndoPage(quoted=quoted, request=replace(request, returns=returns), asks=asks)
