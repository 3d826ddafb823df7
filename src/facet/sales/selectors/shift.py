"""Shifts, open and closed. Before the close nobody is told what is expected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.sales.models import Shift, ShiftCount
from facet.sales.permissions import SalesPermission


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftFacts:
    """One shift at one till. Units: cents. `counts` are empty until it is closed."""

    id: int
    store: str
    store_id: int
    till: str
    till_id: int
    business_date: date
    opened_by: str
    opened_at: datetime
    closed_at: datetime | None
    float_cents: int
    note: str
    counts: Sequence[ShiftCount]

    @property
    def difference_cents(self) -> int:
        return sum(count.difference_cents for count in self.counts)


def get_shift(viewer: Actor, *, shift_id: int) -> ShiftFacts:
    """One shift in the viewer's reach. Queries: 2. Raises: NotFound, for foreign ones too."""
    shift = Shift.objects.select_related("store", "till", "opened_by").filter(pk=shift_id).first()
    if shift is None or not viewer.may(SalesPermission.CLOSE_SHIFT, store_id=shift.store_id):
        raise NotFound(key=str(shift_id))
    return _facts(shift)


def open_shift_at(viewer: Actor, *, till_id: int) -> ShiftFacts | None:
    """The shift that runs at a till, or None. Queries: 1, or 2."""
    shift = Shift.objects.select_related("store", "till", "opened_by").filter(till_id=till_id, closed_at=None).first()
    if shift is None or not viewer.may(SalesPermission.CLOSE_SHIFT, store_id=shift.store_id):
        return None
    return _facts(shift)


def _facts(shift: Shift) -> ShiftFacts:
    return ShiftFacts(
        id=shift.pk,
        store=shift.store.code,
        store_id=shift.store_id,
        till=shift.till.code,
        till_id=shift.till_id,
        business_date=shift.business_date,
        opened_by=shift.opened_by.name,
        opened_at=shift.opened_at,
        closed_at=shift.closed_at,
        float_cents=shift.float_cents,
        note=shift.note,
        counts=list(shift.counts.order_by("method")),
    )
