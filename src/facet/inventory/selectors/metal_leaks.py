"""Where metal went: papers on which the closed book and the goods differ, or the two scales of a transfer.

Source: M4; docs/algorithms/metal.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import F, Sum

from facet.inventory.models import MetalEntry, TransferLine
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.metal import HELD, fine_of, sides_of, unlike
from facet.inventory.selectors.metal_flows import booked_sides, closed_through, metal_flows
from facet.kernel.clock import end_of_day, local_date, start_of_day
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor, require

MOST = 200
CAUSES = {
    "weight": gettext_noop("The goods of this paper weigh something else than was booked"),
    "late": gettext_noop("Moved on a day that was closed already"),
    "gone": gettext_noop("Booked, but the goods' movement is gone"),
    "scales": gettext_noop("The receiver's scale differs from the sender's"),
    "one_side": gettext_noop("The two sides of the posting differ"),
}


@dataclass(frozen=True, slots=True)
class Leak:
    """Metal that one paper lost or gained: when, where, whose paper. Units: mg; below zero it is missing."""

    on: date
    store_id: int | None
    document: str
    kind: str
    actor_name: str
    cause: str
    net_mg: int
    fine_mg: int


def find_leaks(viewer: Actor, *, first: date, last: date) -> list[Leak]:
    """What differs on the closed days of [first, last], the largest first, of the stores in reach.

    Raises: NotPermitted. Queries: 9 and those of offered sources.
    """
    require(viewer, InventoryPermission.VIEW_COSTING)
    stores = viewer.scope(InventoryPermission.VIEW_COSTING).store_ids
    ids = None if stores is None else sorted(stores)
    found = [*_papers(ids, first, last), *_one_sided(ids, first, last), *_scales(ids, first, last)]
    return sorted(found, key=lambda leak: (-abs(leak.net_mg or leak.fine_mg), leak.on, leak.document))[:MOST]


def _papers(store_ids: Sequence[int] | None, first: date, last: date) -> list[Leak]:
    """Goods against book, on the side that lies in the house."""
    closed = closed_through()
    goods, _, names = sides_of(metal_flows(store_ids, first, last))
    book = booked_sides(store_ids, first, last)
    wrong = [
        (key, weight)
        for key, weight in unlike(goods, book).items()
        if key.store_id is not None and key.on <= closed.get(key.store_id, date.min)
        and key.account.split(":")[0] in HELD
    ]  # fmt: skip
    missing = {key.actor_key for key, _ in wrong} - names.keys()
    names |= dict(MetalEntry.objects.filter(actor_key__in=missing).values_list("actor_key", "actor_name"))
    return [
        Leak(key.on, key.store_id, key.document, key.kind, names.get(key.actor_key, ""),
             "late" if key not in book else "gone" if key not in goods else "weight", weight.net_mg, weight.fine_mg)
        for key, weight in wrong
    ]  # fmt: skip


def _one_sided(store_ids: Sequence[int] | None, first: date, last: date) -> list[Leak]:
    """Postings whose sides do not sum to zero, paper by paper."""
    rows = MetalEntry.objects.filter(on__gte=first, on__lte=last).order_by()
    if store_ids is not None:
        rows = rows.filter(store__in=store_ids)
    keys = ("on", "store_id", "document", "kind", "actor_name", "account__metal", "operation_id")
    summed = rows.values_list(*keys).annotate(fine=Sum("fine_mg")).exclude(fine=0)
    sums: dict[tuple[object, ...], int] = {}
    for on, store, document, kind, name, metal, operation, fine in summed:
        # A paper may be posted under several kinds at once (a refining and its variance): only their sum counts.
        key = (operation, metal, on, store, document, name, "" if document else kind)
        sums[key] = sums.get(key, 0) + fine
    return [
        Leak(key[2], key[3], key[4], key[6], key[5], "one_side", 0, fine)  # type: ignore[arg-type]
        for key, fine in sums.items()
        if fine
    ]


def _scales(store_ids: Sequence[int] | None, first: date, last: date) -> list[Leak]:
    """What transfers lost between the two scales, paper by paper; named after who received."""
    rows = TransferLine.objects.filter(
        settled_at__gte=start_of_day(first, settings.TIME_ZONE), settled_at__lt=end_of_day(last, settings.TIME_ZONE),
        sent_weight_mg__isnull=False, received_weight_mg__isnull=False,
    ).exclude(sent_weight_mg=F("received_weight_mg"))  # fmt: skip
    if store_ids is not None:
        rows = rows.filter(transfer__to_store__in=store_ids)
    found = rows.order_by("transfer", "line_no").values_list(
        "settled_at", "transfer__to_store_id", "transfer__number", "transfer__received_by_name",
        F("received_weight_mg") - F("sent_weight_mg"), "piece__fineness_e4",
    )  # fmt: skip
    return [
        Leak(local_date(at, settings.TIME_ZONE), store, number, "arrived", name, "scales", mg, fine_of(mg, e4 or 0))
        for at, store, number, name, mg, e4 in found
    ]
