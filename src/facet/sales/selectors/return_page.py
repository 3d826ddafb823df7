"""The return screen: a receipt with what of each line can still come back, and what the terms say to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from facet.inventory.rules.tags import normal_tag
from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.organisation.selectors import TillFacts
from facet.sales.rules.return_lines import SoldLine
from facet.sales.selectors.receipts import Receipt, find_receipt
from facet.sales.selectors.returns import terms_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnableLine:
    """One sold line. `is_chosen`: it was scanned, or it is the only one. Units: cents, points."""

    sold: SoldLine
    is_left: bool
    is_chosen: bool
    points_left: int

    @property
    def by_weight(self) -> bool:
        return self.sold.sold.price_basis == "by_weight"

    @property
    def is_bulk(self) -> bool:
        return self.sold.lot_id is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnPage:
    """A receipt that somebody brings back. `until`: the last day on which unworn fixed-price goods come back alone."""

    receipt: Receipt
    lines: Sequence[ReturnableLine]
    days: int
    until: date
    is_over: bool


def return_page(viewer: Actor, code: str, *, till: TillFacts, at: datetime) -> ReturnPage:
    """The receipt under `code`, a number or the tag of a piece. Raises: NotPermitted, NotFound. Queries: 9 at most."""
    receipt = find_receipt(viewer, code)
    on = local_date(at, till.time_zone)
    window = terms_of(till.store_id, on=on).days
    sold_on = receipt.lines[0].sold_on if receipt.lines else on
    left = [line for line in receipt.lines if line.sold.returned < line.sold.whole]
    tag = normal_tag(code)
    return ReturnPage(
        receipt=receipt,
        lines=[
            ReturnableLine(
                sold=line,
                is_left=line in left,
                is_chosen=line in left and (len(left) == 1 or line.sold.code == tag),
                points_left=line.points - line.points_back if line.member_id else 0,
            )
            for line in receipt.lines
        ],
        days=(on - sold_on).days,
        until=sold_on + timedelta(days=window),
        is_over=(on - sold_on).days > window,
    )
