"""The register of losses: every piece and gram that was written off or found again, by store, cause and person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Q

from facet.inventory.models import BulkEntry, PieceMovement, Stocktake, Transfer
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.bulk import BulkKind
from facet.inventory.rules.states import MovementKind, PlaceKind
from facet.kernel.clock import end_of_day, start_of_day
from facet.kernel.errors import gettext_noop
from facet.kernel.money import divide_half_away
from facet.kernel.permissions import Actor, require

VIEW = InventoryPermission.VIEW_COSTING
MOST = 500
CAUSE_WORDS = {
    "count": gettext_noop("Missing in a count"),
    "road": gettext_noop("Lost on the road"),
    "written_off": gettext_noop("Booked as lost"),
    "outside": gettext_noop("Lost at the laboratory or factory"),
    "found": gettext_noop("Found again"),
    "bulk": gettext_noop("Bulk goods differed in a count"),
}


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss, or one find with its amounts below zero. Units: mg, cents at cost; None: not to be seen."""

    at: datetime
    store_code: str
    store_name: str
    store_name_en: str
    what: str  # tag or lot
    cause: str
    reason: str
    document: str
    actor_name: str
    pieces: int
    net_mg: int
    cost_cents: int | None


def list_losses(viewer: Actor, *, first: date, last: date, store: str = "") -> list[Loss]:
    """Losses of the days [first, last] in the stores in reach, the newest first.

    Raises: NotPermitted. Queries: 4. Source: R123, R120.
    """
    require(viewer, VIEW)
    stores = viewer.scope(VIEW).store_ids
    wanted = Q(store__in=stores) if stores is not None else Q()
    if store:
        wanted &= Q(store__code=store)
    days = (start_of_day(first, settings.TIME_ZONE), end_of_day(last, settings.TIME_ZONE))
    found = [*_pieces(viewer, wanted, days), *_bulk(viewer, wanted, days)]
    return sorted(found, key=lambda loss: (loss.at, loss.what), reverse=True)[:MOST]


def _pieces(viewer: Actor, wanted: Q, days: tuple[datetime, datetime]) -> list[Loss]:
    kinds = [MovementKind.MISSED.value, MovementKind.NOT_BACK.value, MovementKind.FOUND.value]
    rows = PieceMovement.objects.filter(wanted, kind__in=kinds, at__gte=days[0], at__lt=days[1]).order_by("-at", "-pk")
    columns = ("at", "store__code", "store__name", "store__name_en", "piece__tag", "kind", "reason", "document",
               "actor_name", "from_place__kind", "piece__net_weight_mg", "piece__cost_cents")  # fmt: skip
    known = list(rows.values_list(*columns)[:MOST])
    documents = {row[7] for row in known}
    counts = set(Stocktake.objects.filter(number__in=documents).values_list("number", flat=True))
    roads = set(Transfer.objects.filter(number__in=documents).values_list("number", flat=True))
    found = []
    for at, *where, tag, kind, reason, document, name, from_kind, net, cost in known:
        sign = -1 if kind == MovementKind.FOUND else 1
        on_road = document in roads or from_kind == PlaceKind.TRANSIT
        lost = "count" if document in counts else "road" if on_road else "written_off"
        lost = "outside" if kind == MovementKind.NOT_BACK else lost
        found.append(Loss(at, *where, tag, lost if sign > 0 else "found", reason, document, name, sign, sign * net,
                          _seen(viewer, sign * cost if cost is not None else None)))  # type: ignore[call-arg]  # fmt: skip
    return found


def _bulk(viewer: Actor, wanted: Q, days: tuple[datetime, datetime]) -> list[Loss]:
    stores = Q(**{})
    for each in wanted.children:
        name, value = each  # type: ignore[misc]
        stores &= Q(**{f"account__{name}": value})
    rows = BulkEntry.objects.filter(
        stores, kind=BulkKind.ADJUSTED.value, recorded_at__gte=days[0], recorded_at__lt=days[1],
        account__is_virtual=False,
    ).order_by("-recorded_at", "-pk")  # fmt: skip
    columns = ("recorded_at", "account__store__code", "account__store__name", "account__store__name_en",
               "account__lot__sku", "reason", "document", "actor_name", "quantity", "weight_mg",
               "account__lot__cost_cents_per_gram")  # fmt: skip
    return [
        Loss(at, *where, sku, "bulk", reason, document, name, -quantity, -mg,  # type: ignore[call-arg]
             _seen(viewer, divide_half_away(-mg * (per_gram or 0), 1_000)))
        for at, *where, sku, reason, document, name, quantity, mg, per_gram in rows.values_list(*columns)[:MOST]
    ]  # fmt: skip


def _seen(viewer: Actor, cents: int | None) -> int | None:
    return cents if viewer.sees(COST) else None


def added_up(losses: Sequence[Loss], by: str) -> list[tuple[Any, int, int, int]]:
    """(key, pieces, mg, cents) of the losses by a column, the dearest first."""
    sums: dict[Any, list[int]] = {}
    for loss in losses:
        each = sums.setdefault(getattr(loss, by), [0, 0, 0])
        for place, value in enumerate((loss.pieces, loss.net_mg, loss.cost_cents or 0)):
            each[place] += value
    return sorted(((key, *each) for key, each in sums.items()), key=lambda row: (-row[3], -row[2], str(row[0])))  # type: ignore[misc]
