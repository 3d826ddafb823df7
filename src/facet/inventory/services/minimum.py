"""Minimums are set, and every quarter of an hour somebody looks whether they hold."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.inventory.errors import LotUnknown
from facet.inventory.models import BulkLot, StockLimit, StockShortage
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.minimum import Level
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.minimum import LimitRow, open_limits, rows_of
from facet.inventory.selectors.references import store_named
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn

LOW, OUT = StockShortage.Kind.LOW, StockShortage.Kind.OUT


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimumIn:
    """How much of one category, style or lot a store should have. `most` None: no upper bound."""

    store: str
    kind: str  # category, style, lot
    code: str
    least: int
    most: int | None = None
    warn_on: date | None = None


@unit_of_work
def set_minimum(*, actor: Actor, minimum: MinimumIn, at: datetime) -> int:
    """Set a store's minimum of one thing, in place of an earlier one; its id.

    Raises: NotPermitted, NotFound, Invalid, LotUnknown. Locks: the limit's row.
    """
    require(actor, InventoryPermission.SET_MINIMUMS)
    store = store_named(actor, minimum.store, permission=InventoryPermission.SET_MINIMUMS)
    if minimum.most is not None and minimum.most < minimum.least:
        raise Invalid(field="most", reason=gettext_noop("the most cannot be below the least"))
    if not minimum.least and minimum.most is None and minimum.warn_on is None:
        raise Invalid(field="least", reason=gettext_noop("set a least, a most or a warning date"))
    thing = _thing(minimum)
    facts = {"least": minimum.least, "most": minimum.most, "warn_on": minimum.warn_on}
    row, _ = StockLimit.objects.update_or_create(
        store_id=store.id, **thing, defaults={**facts, "is_open": True, "changed_at": at, "changed_by_name": actor.name}
    )
    audit_services.record(
        actor,
        "inventory.minimum_set",
        at=at,
        subject=("inventory.minimum", row.pk, minimum.code),
        store=(store.id, store.name),
        least=minimum.least,
        most=minimum.most,
        warn_on=minimum.warn_on.isoformat() if minimum.warn_on else "",
    )
    return row.pk


@joins_unit_of_work
def _thing(minimum: MinimumIn) -> dict[str, Any]:
    """The column that names what the minimum is of. Raises: NotFound, LotUnknown, Invalid."""
    if minimum.kind == "category":
        return {"category_id": catalog_selectors.category_by_code(minimum.code).id}
    if minimum.kind == "style":
        found = catalog_selectors.styles_by_code({minimum.code})
        if minimum.code not in found:
            raise NotFound(key=minimum.code)
        return {"style_id": found[minimum.code].id}
    if minimum.kind == "lot":
        lot = BulkLot.objects.filter(sku=normal_tag(minimum.code)).first()
        if lot is None:
            raise LotUnknown(sku=minimum.code, key=minimum.code)
        return {"lot_id": lot.pk}
    raise Invalid(field="kind", reason=gettext_noop("choose category, style or lot"))


@unit_of_work
def end_minimum(*, actor: Actor, limit_id: int, at: datetime) -> None:
    """Stop watching; what was measured stays. Raises: NotFound. Locks: the limit's row."""
    row = StockLimit.objects.select_for_update(of=("self",)).select_related("store").filter(pk=limit_id).first()
    if row is None or not row.is_open or not actor.may(InventoryPermission.SET_MINIMUMS, store_id=row.store_id):
        raise NotFound(key=str(limit_id))
    row.is_open = False
    row.save(update_fields=["is_open"])
    organisation_services.close_task(actor, key=task_key(row.pk), at=at)
    StockShortage.objects.filter(limit=row, ended_at=None).update(ended_at=at)
    subject = ("inventory.minimum", row.pk, str(row.pk))
    audit_services.record(
        actor, "inventory.minimum_ended", at=at, subject=subject, store=(row.store_id, row.store.name)
    )


@unit_of_work
def watch_minimums(*, actor: Actor, at: datetime, on: date) -> int:
    """Compare every open minimum with the stock: shortages begin and end, to-dos open and close; how many are short.

    May run twice: nothing changes the second time. Locks: none but the rows it writes. Queries: 6, and
    a few for each minimum that changed. Source: R111, R112, R126, R128, R129.
    """
    rows = rows_of(open_limits(), at=at, on=on)
    running = set(StockShortage.objects.filter(ended_at=None).values_list("limit_id", "kind"))
    begun, ended = [], Q(pk__in=[])
    for row in rows:
        now = {LOW: row.level in (Level.LOW, Level.OUT), OUT: row.level == Level.OUT}
        for kind, is_short in now.items():
            if is_short and (row.id, kind) not in running:
                begun.append(StockShortage(limit_id=row.id, kind=kind, began_at=at, pieces_at_start=row.pieces))
            if not is_short and (row.id, kind) in running:
                ended |= Q(limit=row.id, kind=kind)
        _tell(actor, row, short=now[LOW], was_short=(row.id, LOW) in running, at=at)
    StockShortage.objects.bulk_create(begun, ignore_conflicts=True)
    StockShortage.objects.filter(ended, ended_at=None).update(ended_at=at)
    return sum(1 for row in rows if row.level in (Level.LOW, Level.OUT))


@joins_unit_of_work
def task_key(limit_id: int, at: datetime | None = None) -> str:
    """The key of the to-do of a shortage, by when it began: the one that runs, or `at`. Queries: 1, 0 with `at`."""
    if at is None:
        open_one = StockShortage.objects.filter(limit=limit_id, kind=LOW, ended_at=None)
        at = open_one.values_list("began_at", flat=True).first()
    return f"minimum:{limit_id}:low:{at.isoformat() if at else ''}"


@joins_unit_of_work
def _tell(actor: Actor, row: LimitRow, *, short: bool, was_short: bool, at: datetime) -> None:
    """Open or close the to-dos of one minimum, only when something changed."""
    url = f"{reverse('inventory:transfer_request')}?limit={row.id}"
    if short and not was_short:
        title = gettext_noop("{name}: {pieces} left, {least} should be there. Ask another store or order")
        _open(actor, row, key=task_key(row.id, at), title=title, url=url, at=at)
    if was_short and not short:
        organisation_services.close_task(actor, key=task_key(row.id), at=at)
    if row.is_due and row.warn_on is not None:
        title = gettext_noop("{name}: its warning date has come, {pieces} are there")
        key = f"minimum:{row.id}:date:{row.warn_on.isoformat()}"
        _open(actor, row, key=key, title=title, url=reverse("inventory:minimums"), at=at)


@joins_unit_of_work
def _open(actor: Actor, row: LimitRow, *, key: str, title: str, url: str, at: datetime) -> None:
    facts = {"name": row.name, "pieces": row.pieces, "least": row.least}
    task = TaskIn(
        key=key, kind="inventory.minimum", title=title, facts=facts, url=url, icon="trending-down",
        tone="danger" if row.level == Level.OUT else "warn", store_id=row.store_id,
    )  # fmt: skip
    organisation_services.open_task(actor, task, at=at)
