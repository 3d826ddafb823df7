"""What metal customers' pieces carried through the house: brought, added while working, lost, handed back (F22).

Slot "metal.source" of inventory: read when the ledger is derived, so that a service writes no row of it. The piece is
the customer's: it lies on an account of its own, in no stock and in no exposure. What is added is the house's metal.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from django.conf import settings

from facet.inventory.rules.metal import AccountRef, MetalFlow, MetalKind, Owner, fine_of
from facet.kernel.clock import end_of_day, local_date, start_of_day
from facet.sales.models import JobStep
from facet.sales.rules.jobs import JobState
from facet.sales.rules.service_metal import Metal, service_metal

_MOVES = (JobState.RECEIVED, JobState.READY, JobState.HANDED_BACK, JobState.REFUSED)
_COLUMNS = (
    "at", "to_state", "by_id", "by__name", "job__number", "job__store_id", "job__metal", "job__fineness_e4",
    "job__weight_in_mg", "job__added_mg", "job__removed_mg", "job__weight_out_mg",
)  # fmt: skip


def service_flows(store_ids: Sequence[int] | None, first: date, last: date) -> Iterator[MetalFlow]:
    """The metal of services whose alloy is known, on the days [first, last]. Queries: 1."""
    zone = settings.TIME_ZONE
    steps = JobStep.objects.filter(
        at__gte=start_of_day(first, zone), at__lt=end_of_day(last, zone), to_state__in=_MOVES, job__fineness_e4__gt=0
    ).exclude(job__metal="")
    if store_ids is not None:
        steps = steps.filter(job__store__in=store_ids)
    for at, state, by, name, number, store, metal, e4, *weights in steps.order_by().values_list(*_COLUMNS):
        who = (f"staff:{by}" if by else "", name or "")
        for kind, one, other, moved in _moves(state, metal, store, e4, weights):
            giver, taker = (one, other) if moved.net_mg > 0 else (other, one)
            if moved.net_mg:
                yield MetalFlow(local_date(at, zone), store, number, kind, *who, giver, taker, e4, abs(moved.net_mg),
                                abs(moved.fine_mg))  # fmt: skip


def _moves(
    state: str, metal: str, store: int, e4: int, weights: Sequence[int | None]
) -> Iterator[tuple[str, AccountRef, AccountRef, Metal]]:
    """(kind, giver, taker, how much) of one step of a service."""
    brought, added, removed, out = (each or 0 for each in weights)
    customer, service = AccountRef(Owner.CUSTOMER.value, metal, store), AccountRef(Owner.SERVICE.value, metal, store)
    if state == JobState.RECEIVED:
        yield MetalKind.SERVICE_IN.value, customer, service, Metal(brought, fine_of(brought, e4))
        return
    moved = service_metal(in_mg=brought, added_mg=added, removed_mg=removed, out_mg=out, fineness_e4=e4)
    if state in (JobState.READY, JobState.REFUSED):  # both are weighed again
        loss = AccountRef(Owner.LOSS.value, metal, store)
        yield MetalKind.WORKED_IN.value, AccountRef(Owner.BULLION.value, metal), service, moved.added
        yield MetalKind.WORK_LOSS.value, service, loss, moved.lost
    if state in (JobState.HANDED_BACK, JobState.REFUSED):
        yield MetalKind.SERVICE_OUT.value, service, customer, moved.out
