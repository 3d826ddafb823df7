"""Rows for tests of purchasing, each believable and none surprising."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps

from facet.inventory.permissions import InventoryPermission
from facet.inventory.tests import factories as goods
from facet.inventory.tests.factories import AT, in_work, store
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import EVERYWHERE, Actor, Reach
from facet.purchasing import services
from facet.purchasing.models import PurchaseOrder
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.services import DeliveredPiece, DeliveryIn, OrderIn, OrderLineIn

__all__ = ["AT", "TODAY", "actor", "approved", "in_work", "key", "order", "store", "supplier"]

TODAY = date(2026, 11, 21)
DUE = date(2026, 12, 5)
LIMITS = {"purchase_cents": 20_000_000, "bill_cents": 200_000}


def key(**body: Any) -> OperationKey:
    return OperationKey.of(uuid4(), body)


def actor(
    *store_ids: int,
    permissions: Any = PurchasingPermission,
    limits: Any = None,
    switches: Any = ("cost",),
    **facts: Any,
) -> Actor:
    """Somebody with every right of purchasing, for the given stores or for the whole chain."""
    reach = Reach(frozenset(store_ids)) if store_ids else EVERYWHERE
    more = (*InventoryPermission, "organisation.approve", "organisation.view_stores")
    return Actor(
        **{"key": "staff:7", "name": "马会", "code": "E0006", "limits": LIMITS if limits is None else limits,
           "grants": {str(one): reach for one in (*permissions, *more)}, "switches": frozenset(switches), **facts}
    )  # fmt: skip


def supplier(code: str = "SP01", name: str = "深圳金艺珠宝厂", **terms: Any) -> Any:
    """A supplier, with an address for orders unless `email` is ""."""
    model = apps.get_model("organisation", "Partner")
    row = model.objects.filter(code=code).first() or model.objects.create(code=code, name=name, kind="supplier")
    wanted = services.TermsIn(**{"supplier": code, "email": "orders@jinyi.example", **terms})
    services.save_supplier_terms(actor=actor(), operation=key(), wanted=wanted, at=AT)
    return row


def bangles(quantity: int = 2, weight_mg: int = 20_500, **facts: Any) -> OrderLineIn:
    """Gold bangles of 999 ‰ at 802.00 a gram of fine gold and 12.00 labour a gram (F40)."""
    goods.category()
    return OrderLineIn(
        **{"category": "gold-bangle", "quantity": quantity, "weight_mg": weight_mg, "metal_cents_per_gram": 80_200,
           "labour_per": "per_gram", "labour_cents": 1_200, **facts}
    )  # fmt: skip


def order(*lines: OrderLineIn, who: Actor | None = None, operation: OperationKey | None = None, **facts: Any) -> str:
    """The number of a new draft."""
    wanted = OrderIn(**{"supplier": "SP01", "store": "S01", "due_on": DUE, "lines": lines or (bangles(),), **facts})
    return services.create_purchase_order(
        actor=who or actor(), operation=operation or key(), request=wanted, at=facts.get("at", AT)
    )


def approved(*lines: OrderLineIn, **facts: Any) -> str:
    """The number of an order that may be sent."""
    number = order(*lines, **facts)
    services.approve_purchase_order(
        actor=actor(limits={"purchase_cents": 10**12}), operation=key(), number=number, at=AT
    )
    return number


def sent(*lines: OrderLineIn, days_ago: int = 0, **facts: Any) -> str:
    """The number of an order that the supplier has, without a letter."""
    number = approved(*lines, **facts)
    PurchaseOrder.objects.filter(number=number).update(state="sent", sent_at=AT - timedelta(days=days_ago))
    return number


def person(*permissions: str, limits: dict[str, int] | None = None, **facts: Any) -> Any:
    """Somebody who may sign in and holds these rights, every one of purchasing by default."""
    wanted = permissions or (*PurchasingPermission, *InventoryPermission, "organisation.view_stores")
    return goods.person(*wanted, switches=("cost",), **facts)


def receive(number: str, *items: Any, who: Actor | None = None, operation: OperationKey | None = None) -> Any:
    """Take a delivery in: (tag, mg) pairs against line 1, or pieces as they are."""
    pieces = [
        DeliveredPiece(line_no=1, tag=item[0], gross_mg=item[1]) if isinstance(item, tuple) else item for item in items
    ]
    wanted = DeliveryIn(number=number, items=pieces)
    return services.receive_purchase_order(actor=who or actor(), operation=operation or key(), request=wanted, at=AT)
