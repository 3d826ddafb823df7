"""A past to plan from: tickets of one kind of goods over some months, written straight into the tables."""

from datetime import date, timedelta
from uuid import uuid4

from django.apps import apps

from facet.inventory.tests import factories as goods
from facet.kernel.permissions import Actor
from facet.organisation.tests import factories as house
from facet.purchasing.tests.factories import AT, actor, store, supplier
from facet.sales.permissions import SalesPermission

TODAY = date(2026, 11, 21)


def planner(*store_ids: int, **facts) -> Actor:
    """A buyer: every right of purchasing and inventory, and the results of the whole chain."""
    who = actor(*store_ids, **facts)
    for right in (SalesPermission.VIEW_RESULTS, SalesPermission.VIEW_RECEPTIONS):
        who.grants[str(right)] = next(iter(who.grants.values()))
    return who


def sell(tags: list[str], on: date, here, *, kind: str = "piece", **facts):
    """One ticket with these pieces, each a gold bangle of 20.5 g that SP01 delivered for 16,687.00."""
    sale_model, line_model = apps.get_model("sales", "Sale"), apps.get_model("sales", "SaleLine")
    till = apps.get_model("organisation", "Till").objects.first() or house.till(at=here)
    sign = -1 if kind == "return" else 1
    sale = sale_model.objects.create(
        id=uuid4(), number=f"T-{uuid4().hex[:12]}", store=here, till=till, business_date=on, completed_at=AT,
        gross_cents=0, net_cents=0, rounding_cents=0, due_cents=0, tendered_cents=0, change_cents=0,
        pieces=sign * len(tags), weight_mg=0, prices_at=AT,
    )  # fmt: skip
    for number, tag in enumerate(tags, start=1):
        piece = bangle(tag, here, state="sold", **facts)
        line = line_model(
            sale=sale, line_no=number, kind=kind, piece=piece, category=piece.category, code=tag, name="足金手镯",
            quantity=sign, weight_mg=piece.net_weight_mg, price_basis="by_weight", metal_cents=0, labour_cents=0,
            stones_cents=0, list_cents=0, discount_cents=0, net_cents=0,
        )  # fmt: skip
        if kind == "return":
            line.returns = line_model.objects.exclude(kind="return").first()
        line.save(force_insert=True)


def bangle(tag: str, here, **facts):
    return goods.piece(
        tag, here, **{"net_weight_mg": 20_500, "gross_weight_mg": 20_500, "cost_cents": 1_668_700,
                      "supplier": supplier(), **facts}
    )  # fmt: skip


def steady(here, *, months: int = 14, pieces: int = 4, **facts) -> None:
    """`pieces` sold on the tenth of each of the last whole months."""
    month = TODAY.replace(day=1)
    for number in range(months):
        month = (month - timedelta(days=1)).replace(day=1)
        tags = [f"P{number:02d}{each:02d}{here.code}{facts.get('net_weight_mg', '')}" for each in range(pieces)]
        sell(tags, month.replace(day=10), here, **facts)


__all__ = ["AT", "TODAY", "bangle", "planner", "sell", "steady", "store"]
