"""The lines of a ticket that are not goods off the shelf, read the same way for quote, basket and sale (P16).

The sale locks their papers first and then reads them here, so that what is booked is what was locked.
A new kind of line adds its reader to `_READERS`, and to `services/kinds.py` what it locks, checks and books.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.organisation.selectors import TillFacts
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.return_lines import SoldLine, backs_of, return_lines
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.selectors.deposit_lines import read_deposits
from facet.sales.selectors.desk import Desk
from facet.sales.selectors.old_gold import read_gold_back, read_old_gold
from facet.sales.selectors.payables import read_payables
from facet.sales.selectors.returns import sold_lines_of, terms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Others:
    """The other lines of a ticket, and the sold lines its returns take back."""

    lines: Sequence[OtherLine]
    sold: Mapping[tuple[UUID, int], SoldLine]


Reader = Callable[[Desk, SaleRequest, int], list[OtherLine]]
"""(desk, request, number of the last line so far) → lines numbered on from there. Refuses in words."""

_READERS: tuple[Reader, ...] = (read_old_gold, read_gold_back, read_deposits, read_payables)


def read_others(
    viewer: Actor, request: SaleRequest, *, till: TillFacts, goods: Sequence[PricedLine], prices_at: datetime,
    at: datetime,
) -> Others:  # fmt: skip
    """Every other line, numbered on from the last of `goods`: returns first.

    Raises: NotFound and what each kind refuses. Queries: 0 without such lines, 4 for returns.
    """
    on, after = local_date(at, till.time_zone), len(goods)
    desk = Desk(viewer=viewer, till=till, at=at, on=on, prices_at=prices_at, goods=goods)
    sold = sold_lines_of(request.returns) if request.returns else {}
    lines = _returns(desk, request, sold, after)
    for reader in _READERS:
        lines += reader(desk, request, after + len(lines))
    return Others(lines=lines, sold=sold)


def _returns(
    desk: Desk, request: SaleRequest, sold: Mapping[tuple[UUID, int], SoldLine], after: int
) -> list[OtherLine]:
    if not sold:
        return []
    return return_lines(
        backs_of(
            request.returns,
            sold,
            on=desk.on,
            terms=terms_of(desk.till.store_id, on=desk.on),
            is_exchange=bool(request.lines),
        ),
        after=after,
    )
