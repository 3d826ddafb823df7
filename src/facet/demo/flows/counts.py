"""Counts of the demonstration, by inventory's own use cases: two with differences settled, one still open."""

from datetime import datetime, timedelta
from uuid import uuid5

from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.demo.rules.counts import COUNTS, PlannedCount, seen_tags
from facet.inventory import services as inventory_services
from facet.inventory.services import ApproveIn, BatchIn, CountIn, DecisionIn, ScanIn
from facet.kernel.operations import JOBS, OperationKey
from facet.kernel.permissions import Actor


def count_trays(actors: dict[str, Actor], *, at: datetime) -> None:
    """Each count once; one that was interrupted goes on where it stopped."""
    for number, plan in enumerate(COUNTS):
        if selectors.is_done(name := f"counts:{number}"):
            continue
        _count(plan, number, actors, at=at - plan.ago)
        services.claim(name, at=at)
        let_others_write()


def _count(plan: PlannedCount, number: int, actors: dict[str, Actor], *, at: datetime) -> None:
    tray = selectors.tray_tags(plan.store, plan.tray, before=at)
    seen = seen_tags(plan, tray=tray, beside=selectors.tray_tags(plan.store, plan.beside, before=at))
    if not seen:
        return  # a small house with empty trays
    clerk = actors[plan.clerk]
    request = CountIn(store=plan.store, name=plan.name, places=(plan.tray,))
    count = inventory_services.open_stocktake(actor=clerk, operation=_key("open", number), request=request, at=at)
    _scan(plan, number, clerk, count=count, seen=seen, at=at)
    if plan.is_open:
        return
    closed = at + timedelta(minutes=40)
    inventory_services.close_stocktake(actor=clerk, operation=_key("close", number), stocktake_id=count, at=closed)
    left = (DecisionIn(key=tray[0], book=False, reason=plan.left),) if plan.left else ()
    inventory_services.approve_stocktake(
        actor=actors[plan.manager], operation=_key("approve", number), stocktake_id=count,
        request=ApproveIn(reason=plan.reason, decisions=left), at=closed + timedelta(minutes=35),
    )  # fmt: skip


def _scan(plan: PlannedCount, number: int, clerk: Actor, *, count: int, seen: list[str], at: datetime) -> None:
    """One piece every five seconds, sent at once; a settled count takes no scan, so it is asked first."""
    if selectors.is_done(name := f"counts:{number}:seen"):
        return
    scans = tuple(
        ScanIn(client_id=uuid5(JOBS, f"demo.counts:{number}:{tag}"), code=tag, place=plan.tray,
               scanned_at=at + timedelta(seconds=5 * (order + 1)))
        for order, tag in enumerate(seen)
    )  # fmt: skip
    sent = scans[-1].scanned_at + timedelta(seconds=5)
    batch = BatchIn(scans=scans, sent_at=sent, device="平板1")
    inventory_services.record_scans(actor=clerk, stocktake_id=count, batch=batch, at=sent)
    services.claim(name, at=sent)


def _key(step: str, number: int) -> OperationKey:
    return OperationKey.of_job("demo.counts", f"{step}:{number}")
