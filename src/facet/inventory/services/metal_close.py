"""Closing a day of metal: what the book holds of each alloy against what the goods hold, store by store."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from django.urls import reverse

from facet.audit import services as audit_services
from facet.inventory.models import MetalClosing
from facet.inventory.rules.metal import TOLERANCE_POLICY, ClosingLine
from facet.inventory.selectors.metal_closing import BookDay, StoreAlloy, book_of_day, goods_at_end_of
from facet.inventory.selectors.metal_flows import closed_through
from facet.inventory.services.metal_derive import TURN
from facet.kernel import operations, outbox
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn


class Place(NamedTuple):
    """A store as the closing names it."""

    id: int
    code: str
    name: str


@unit_of_work
def close_metal_day(*, actor: Actor, on: date, at: datetime) -> int:
    """Close `on` for every store that has not closed it; gives how many lines differ beyond the tolerance.

    The goods of the day were derived before (flows/metal.py). A store with a difference gets a to-do.
    Locks: the turn. Queries: 14, 1 for each store, and 3 for each that differs. Source: M4.
    """
    operations.take_turns(TURN, actor=actor, at=at)
    stores = [Place(row.id, row.code, row.name) for row in organisation_selectors.list_stores(actor)]
    closed = closed_through()
    open_ones = [store for store in stores if closed.get(store.id, date.min) < on]
    if not open_ones:
        return 0
    ids = [store.id for store in open_ones]
    book, goods = book_of_day(ids, on), goods_at_end_of(ids, on)
    lines = _lines(book, goods)
    allowed = {store_id: _tolerance(store_id, on) for store_id in ids}
    MetalClosing.objects.bulk_create(
        MetalClosing(
            store_id=key.store_id, on=on, metal=key.metal, fineness_e4=key.fineness_e4, opening_mg=line.opening_mg,
            in_mg=line.in_mg, out_mg=line.out_mg, closing_mg=line.closing_mg, goods_mg=line.goods_mg,
            difference_mg=line.difference_mg, is_within=line.within(allowed[key.store_id]), closed_at=at,
        )
        for key, line in sorted(lines.items())
    )  # fmt: skip
    wrong = {key: line for key, line in lines.items() if not line.within(allowed[key.store_id])}
    _tell(actor, open_ones, wrong, on=on, at=at)
    audit_services.record(
        actor, "inventory.metal_closed", at=at, subject=("inventory.metal_day", on.isoformat(), on.isoformat()),
        stores=len(open_ones), lines=len(lines), differences=len(wrong),
    )  # fmt: skip
    return len(wrong)


@joins_unit_of_work
def _tolerance(store_id: int, on: date) -> int:
    return int(organisation_selectors.policy_value(TOLERANCE_POLICY, store_id=store_id, on=on))


def _lines(book: Mapping[StoreAlloy, BookDay], goods: Mapping[StoreAlloy, int]) -> dict[StoreAlloy, ClosingLine]:
    lines = {}
    for key in book.keys() | goods.keys():
        day = book.get(key, BookDay(0, 0, 0))
        lines[key] = ClosingLine(day.opening_mg, day.in_mg, day.out_mg, goods.get(key, 0))
    return lines


@joins_unit_of_work
def _tell(
    actor: Actor, stores: Sequence[Place], wrong: Mapping[StoreAlloy, ClosingLine], *, on: date, at: datetime
) -> None:
    for store in stores:
        differing = [line for key, line in wrong.items() if key.store_id == store.id]
        if not differing:
            continue
        total = sum(line.difference_mg for line in differing)
        task = TaskIn(
            key=f"metal:{store.id}:{on.isoformat()}", kind="inventory.metal",
            title=gettext_noop("{store}: metal differs by {mg} mg on {date}. Look which paper"),
            facts={"store": store.name, "mg": total, "date": on.isoformat()},
            url=f"{reverse('inventory:metal_closing')}?day={on.isoformat()}", icon="weight", tone="danger",
            store_id=store.id,
        )  # fmt: skip
        organisation_services.open_task(actor, task, at=at)
        outbox.publish("inventory.metal_differs", at=at, store_id=store.id, on=on.isoformat(), difference_mg=total)
