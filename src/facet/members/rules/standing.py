"""What a purchase changes on a member's standing. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


class Stands(Protocol):
    """The columns of a standing row that a purchase changes."""

    spend_cents: int
    visits: int
    last_visit_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Purchase:
    """A sale (or, with negative amounts, a return) as the member's standing sees it. Units: cents."""

    store_id: int
    on: date  # local calendar day
    net_cents: int
    visits: int = 1  # 0 for a return or a second ticket of the same visit


def purchase_changes(standing: Stands, purchase: Purchase) -> dict[str, object]:
    """The columns of `standing` after `purchase`, for `apply_standing`.

    A document that is older than the last visit does not move the last visit back.
    """
    changes: dict[str, object] = {
        "spend_cents": standing.spend_cents + purchase.net_cents,
        "visits": standing.visits + purchase.visits,
    }
    if purchase.visits > 0 and (standing.last_visit_on is None or purchase.on >= standing.last_visit_on):
        changes |= {"last_visit_on": purchase.on, "last_store_id": purchase.store_id}
    return changes
