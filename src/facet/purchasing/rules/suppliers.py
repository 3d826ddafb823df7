"""How a supplier delivers, measured from what came; and which price counts on a day. Pure.

Source: docs/algorithms/purchasing.md §3.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from facet.kernel.money import BASIS, divide_half_away

ENOUGH_ORDERS = 3  # fewer tell nothing about how long a supplier takes
LOOK_BACK_DAYS = 365
FEW = 3  # deliveries below which figures are shown as "too few"


@dataclass(frozen=True, slots=True)
class Delivered:
    """One order of which something came or should have come. Units: pieces, days from sending to the first goods."""

    ordered: int
    received: int
    rejected: int
    lead_days: int | None
    late_days: int
    is_closed: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What a supplier's orders say. Shares in basis points, None where nothing can be said; lead times in days."""

    orders: int
    on_time_bp: int | None
    short_bp: int | None
    rejected_bp: int | None
    lead_days: int | None
    lead_days_long: int | None  # nine of ten deliveries were at least this fast


def evaluate(orders: Sequence[Delivered]) -> Evaluation:
    """On time: first goods not after the day we asked for. Short: pieces never delivered of closed orders.

    Rejected: of all pieces that stood in the door. Lead time: the median, and what nine of ten keep.
    """
    came = [order for order in orders if order.lead_days is not None]
    closed = [order for order in orders if order.is_closed]
    seen = sum(order.received + order.rejected for order in came)
    leads = sorted(order.lead_days for order in came if order.lead_days is not None)
    return Evaluation(
        orders=len(orders),
        on_time_bp=_share(sum(order.late_days == 0 for order in came), len(came)),
        short_bp=_share(
            sum(max(0, order.ordered - order.received) for order in closed), sum(order.ordered for order in closed)
        ),
        rejected_bp=_share(sum(order.rejected for order in came), seen),
        lead_days=_ranked(leads, 50),
        lead_days_long=_ranked(leads, 90),
    )


def _share(part: int, whole: int) -> int | None:
    return divide_half_away(part * BASIS, whole) if whole else None


def _ranked(ordered: Sequence[int], percent: int) -> int | None:
    """The value at the nearest rank, so that it is one that really happened."""
    if not ordered:
        return None
    rank = -(-len(ordered) * percent // 100)
    return ordered[max(1, rank) - 1]


@dataclass(frozen=True, slots=True)
class LabourPrice:
    """One row of a price list: for a style, or for a category. Units: cents by `labour_per`."""

    category_id: int | None
    style_id: int | None
    labour_per: str
    labour_cents: int
    valid_from: date
    row_id: int = 0


def labour_on(
    prices: Iterable[LabourPrice], *, category_ids: Sequence[int], style_id: int | None, on: date
) -> LabourPrice | None:
    """The price that counts on `on`: the style's before the category's, the nearest category first, the newest of each.

    `category_ids` run from the piece's own category up to the root.
    """
    known = [price for price in prices if price.valid_from <= on]
    wanted: list[tuple[int | None, int | None]] = [(None, style_id)] if style_id is not None else []
    wanted += [(category_id, None) for category_id in category_ids]
    for category, style in wanted:
        found = [price for price in known if (price.category_id, price.style_id) == (category, style)]
        if found:
            return max(found, key=lambda price: (price.valid_from, price.row_id))
    return None
