"""What the ribbon counts of the till, cheap enough for every page."""

from dataclasses import dataclass

from facet.kernel.permissions import Actor
from facet.sales.models import Basket, Shift
from facet.sales.permissions import SalesPermission


@dataclass(frozen=True, slots=True, kw_only=True)
class TillState:
    """Tickets that were put aside in the home store, and the shifts that run there.

    `here_is_open`: at this registered till, or by the viewer where no till is registered.
    """

    held: int
    any_is_open: bool
    here_is_open: bool


def till_state(viewer: Actor) -> TillState | None:
    """The till's state in the viewer's home store; None without one in reach. Queries: 2."""
    store_id = viewer.store_id
    if store_id is None or not viewer.may(SalesPermission.HOLD_BASKET, store_id=store_id):
        return None
    held = Basket.objects.filter(store_id=store_id, state=Basket.State.HELD).count()
    running = list(Shift.objects.filter(store_id=store_id, closed_at=None).values_list("till_id", "opened_by_id"))
    if viewer.till_id is None:
        here = any(staff_id == viewer.staff_id for _, staff_id in running)
    else:
        here = any(till_id == viewer.till_id for till_id, _ in running)
    return TillState(held=held, any_is_open=here if viewer.till_id else bool(running), here_is_open=here)
