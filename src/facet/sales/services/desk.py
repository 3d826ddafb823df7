"""The drawer of a till, for neighbours that pay money out or take it in: written into its open shift."""

from dataclasses import dataclass
from datetime import datetime

from facet.kernel.clock import business_date
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.members.rules.desk import Desk, MoneyMoved
from facet.sales.errors import NoOpenShift
from facet.sales.models import DrawerEntry, Shift


@dataclass(frozen=True, slots=True)
class ShiftDesk:
    """An open shift, locked until the commit."""

    actor: Actor
    shift: Shift

    def book(self, moved: MoneyMoved) -> None:
        """Write the sum into the shift's drawer. Queries: 1."""
        shift = self.shift
        DrawerEntry.objects.create(
            id=moved.act_id, shift=shift, store_id=shift.store_id, till_id=shift.till_id,
            business_date=business_date(moved.at, shift.store.time_zone), kind=moved.kind, method=moved.method,
            amount_cents=moved.cents, document=moved.document, member_id=moved.member_id, note=moved.note[:120],
            by_id=self.actor.staff_id, recorded_at=moved.at,
        )  # fmt: skip


@joins_unit_of_work
def open_desk(actor: Actor, at: datetime) -> Desk | None:
    """The drawer of the actor's till; None for whoever works at none. Locks: the shift. Raises: NoOpenShift."""
    if actor.till_id is None:
        return None
    rows = Shift.objects.select_for_update(of=("self",)).select_related("store")
    shift = rows.filter(till_id=actor.till_id, closed_at=None).first()
    if shift is None:
        raise NoOpenShift
    return ShiftDesk(actor, shift)
