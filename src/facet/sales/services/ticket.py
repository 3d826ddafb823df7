"""A ticket on its way into the books."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from facet.organisation.selectors import TillFacts
from facet.sales.rules.paying import IdentityRequest
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.promoted import NO_PROMOTIONS, Promoted
from facet.sales.rules.returns import Amounts
from facet.sales.rules.tender import Settled
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.rules.totals import Totals
from facet.sales.selectors.people import Seller
from facet.sales.services.promising import NO_QUOTATION, LockedQuotation
from facet.sales.services.shelf import Shelf

if TYPE_CHECKING:
    from facet.members.models import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket that may be booked as it stands: priced, paid, its goods and member locked."""

    id: UUID
    till: TillFacts
    lines: Sequence[PricedLine]
    others: Sequence[OtherLine]
    totals: Totals
    tenders: Sequence[Settled]
    people: Sequence[Seller]
    standing: "Standing | None"
    shelf: Shelf
    holder: str
    prices_at: datetime
    at: datetime
    day: date
    is_first_visit: bool  # of the member on this day
    basket: UUID | None = None
    identity: IdentityRequest | None = None
    promoted: Promoted = NO_PROMOTIONS
    quotation: LockedQuotation = NO_QUOTATION
    locked_mg: Mapping[int, int] = field(default_factory=dict)  # grams at a promised price, by deposit

    @property
    def document(self) -> str:
        """How other domains name this ticket."""
        return f"sales.sale:{self.id}"

    @property
    def goods(self) -> Amounts:
        """What leaves the house less what comes back, in pieces and grams."""
        sold = (Amounts(quantity=line.goods.quantity, weight_mg=line.goods.weight_mg) for line in self.lines)
        back = (line.amounts for line in self.others if line.piece_id or line.lot_id)
        total = Amounts()
        for amounts in (*sold, *back):
            total = total.plus(amounts)
        return total

    def of_kind(self, kind: str) -> Mapping[int, OtherLine]:
        """The other lines of one kind, by line number."""
        return {line.line_no: line for line in self.others if line.kind == kind}
