"""The lists of suppliers, orders, what is to be received, and returns."""

from typing import Any

from django.conf import settings
from django.db.models import Count, Sum
from django.urls import reverse

from facet.kernel.clock import local_date, now
from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.kernel.permissions import Actor
from facet.purchasing import selectors
from facet.purchasing.permissions import PurchasingPermission as P
from facet.purchasing.rules.orders import days_late
from facet.purchasing.rules.words import ORDER_WORDS, OrderState
from facet.purchasing.web import fields
from facet.purchasing.web.fields import spoken

TONES = {
    OrderState.DRAFT: ("plain", "pencil"),
    OrderState.WAITING: ("gold", "clock"),
    OrderState.APPROVED: ("action", "send"),
    OrderState.SENT: ("action", "mail"),
    OrderState.CONFIRMED: ("action", "circle-check"),
    OrderState.PARTLY: ("gold", "package-import"),
    OrderState.CLOSED: ("ok", "check"),
    OrderState.CANCELLED: ("plain", "ban"),
}


def today() -> Any:
    """The chain's calendar day."""
    return local_date(now(), settings.TIME_ZONE)


def order_badge(state: str) -> tuple[str, str, str]:
    """Tone, icon and English word of an order's state."""
    known = OrderState(state)
    return (*TONES[known], ORDER_WORDS[known])


def _late(row: Any) -> int:
    return days_late(row.state, due_on=row.due_on, promised_on=row.promised_on, on=today())


def _stores(actor: Actor) -> fields.Choices:
    return fields.stores(actor, P.VIEW_ORDERS)


def _receiving(actor: Actor) -> fields.Choices:
    return fields.stores(actor, P.RECEIVE_ORDERS)


def _supplier(row: Any) -> str:
    return spoken(row.supplier.name, row.supplier.name_en)


SUPPLIERS = ListDefinition(
    key="purchasing.suppliers",
    title=gettext_noop("Suppliers"),
    purpose=gettext_noop("Who delivers: what is open, and what was agreed. A name opens how they really deliver."),
    permission=P.VIEW_SUPPLIERS,
    queryset=selectors.suppliers_queryset,
    columns=[
        Column(
            "code", gettext_noop("Code"), "code", sort="code",
            link=lambda row: reverse("purchasing:supplier", args=[row.code]),
        ),
        Column("name", gettext_noop("Name"), lambda row: spoken(row.name, row.name_en), sort="name"),
        Column("open", gettext_noop("Open orders"), "open_orders", kind="int", sort="open_orders"),
        Column("cents", gettext_noop("Open amount"), "open_cents", kind="yuan", sort="open_cents", switch="cost"),
        Column("deliveries", gettext_noop("Orders delivered"), "deliveries", kind="int", sort="deliveries"),
        Column(
            "pay", gettext_noop("Payment, days"),
            lambda row: row.purchase_terms.payment_days if hasattr(row, "purchase_terms") else None, kind="int",
        ),
        Column("last", gettext_noop("Last order"), "last_order", kind="datetime", sort="last_order"),
    ],
    conditions=[
        Condition("code", gettext_noop("Code"), "text", "code"),
        Condition("name", gettext_noop("Name"), "text", "name"),
    ],
    order=("code", "id"),
    actions=[(gettext_noop("Enter a partner"), "organisation:partner_new", "organisation.manage_stores")],
    empty=gettext_noop("No supplier yet. Suppliers are entered among the partners of the house."),
    icon="building-factory",
)  # fmt: skip

ORDERS = ListDefinition(
    key="purchasing.orders",
    title=gettext_noop("Purchase orders"),
    purpose=gettext_noop("What was ordered from whom, how far it is, and what is late."),
    permission=P.VIEW_ORDERS,
    queryset=selectors.orders_queryset,
    columns=[
        Column(
            "number", gettext_noop("Number"), "number", sort="number",
            link=lambda row: reverse("purchasing:order", args=[row.number]),
        ),
        Column("state", gettext_noop("State"), lambda row: order_badge(row.state), kind="badge", sort="state"),
        Column("supplier", gettext_noop("Supplier"), _supplier),
        Column("store", gettext_noop("Store"), lambda row: spoken(row.store.name, row.store.name_en)),
        Column("pieces", gettext_noop("Ordered"), "pieces", kind="int", sort="pieces"),
        Column("received", gettext_noop("Received"), "received", kind="int"),
        Column("grams", gettext_noop("Weight"), "weight_mg", kind="grams", sort="weight_mg"),
        Column("amount", gettext_noop("Amount"), "amount_cents", kind="yuan", sort="amount_cents", switch="cost"),
        Column("due", gettext_noop("Wanted by"), "due_on", kind="date", sort="due_on"),
        Column("promised", gettext_noop("Promised"), "promised_on", kind="date", sort="promised_on"),
        Column("late", gettext_noop("Days late"), _late, kind="int"),
    ],
    conditions=[
        Condition(
            "search", gettext_noop("Number or supplier"), "text", selectors.orders_named,
            hint=gettext_noop("PO-2611-0007, or a part of the supplier's name."),
        ),
        Condition(
            "state", gettext_noop("State"), "choice", "state", choices=[(k.value, w) for k, w in ORDER_WORDS.items()]
        ),
        Condition(
            "late", gettext_noop("Arrival"), "choice", lambda rows, _: selectors.late_orders(rows, on=today()),
            choices=[("late", gettext_noop("late, or will be"))],
        ),
        Condition("store", gettext_noop("Store"), "choice", "store__code", choices=_stores),
        Condition("due", gettext_noop("Wanted by"), "dates", "due_on"),
    ],
    order=("-created_at", "-id"),
    totals=[
        Total("orders", gettext_noop("Orders"), Count("id", distinct=True)),
    ],
    actions=[
        (gettext_noop("Write an order"), "purchasing:order_new", P.ORDER_GOODS),
        (gettext_noop("Suppliers"), "purchasing:suppliers", P.VIEW_SUPPLIERS),
    ],
    empty=gettext_noop("No purchase order yet."),
    icon="clipboard-list",
)  # fmt: skip

TO_RECEIVE = ListDefinition(
    key="purchasing.to_receive",
    title=gettext_noop("Goods to receive"),
    purpose=gettext_noop("Orders whose goods may stand in the door, the most urgent first: open one, scan and weigh."),
    permission=P.RECEIVE_ORDERS,
    queryset=selectors.orders_to_receive,
    columns=[
        Column(
            "number", gettext_noop("Number"), "number", sort="number",
            link=lambda row: reverse("purchasing:order_receive", args=[row.number]),
        ),
        Column("state", gettext_noop("State"), lambda row: order_badge(row.state), kind="badge", sort="state"),
        Column("supplier", gettext_noop("Supplier"), _supplier),
        Column("store", gettext_noop("Store"), lambda row: spoken(row.store.name, row.store.name_en)),
        Column("to_come", gettext_noop("To come"), "to_come", kind="int"),
        Column("received", gettext_noop("Received"), "received", kind="int"),
        Column("rejected", gettext_noop("Refused"), "rejected", kind="int"),
        Column("grams", gettext_noop("Weight"), "weight_mg", kind="grams", sort="weight_mg"),
        Column("due", gettext_noop("Wanted by"), "due_on", kind="date", sort="due_on"),
        Column("promised", gettext_noop("Promised"), "promised_on", kind="date", sort="promised_on"),
        Column("late", gettext_noop("Days late"), _late, kind="int"),
    ],
    conditions=[
        Condition(
            "search", gettext_noop("Number or supplier"), "text", selectors.orders_named,
            hint=gettext_noop("PO-2611-0007, or a part of the supplier's name."),
        ),
        Condition("store", gettext_noop("Store"), "choice", "store__code", choices=_receiving),
        Condition("due", gettext_noop("Wanted by"), "dates", "due_on"),
    ],
    order=("due_on", "id"),
    totals=[
        Total("orders", gettext_noop("Orders"), Count("id", distinct=True)),
    ],
    empty=gettext_noop("Nothing is on its way. Approved and sent orders stand here until the last piece came."),
    icon="package-import",
)  # fmt: skip

RETURNS = ListDefinition(
    key="purchasing.returns",
    title=gettext_noop("Supplier returns"),
    purpose=gettext_noop("Pieces that went back to the supplier they came from, and why."),
    permission=P.VIEW_RETURNS,
    queryset=selectors.returns_queryset,
    columns=[
        Column(
            "number", gettext_noop("Number"), "number", sort="number",
            link=lambda row: reverse("purchasing:return", args=[row.number]),
        ),
        Column("supplier", gettext_noop("Supplier"), _supplier),
        Column("store", gettext_noop("Store"), lambda row: spoken(row.store.name, row.store.name_en)),
        Column("pieces", gettext_noop("Pieces"), "pieces", kind="int", sort="pieces"),
        Column("grams", gettext_noop("Net weight"), "weight_mg", kind="grams", sort="weight_mg"),
        Column("cost", gettext_noop("Cost"), "cents", kind="yuan", sort="cents", switch="cost"),
        Column("reason", gettext_noop("Reason"), "reason"),
        Column("at", gettext_noop("Sent back"), "returned_at", kind="datetime", sort="returned_at"),
    ],
    conditions=[
        Condition("number", gettext_noop("Number"), "text", "number"),
        Condition("supplier", gettext_noop("Supplier"), "choice", "supplier__code", choices=fields.suppliers),
        Condition("at", gettext_noop("Sent back"), "dates", "returned_at"),
    ],
    order=("-returned_at", "-id"),
    totals=[
        Total("pieces", gettext_noop("Pieces"), Sum("pieces")),
        Total("grams", gettext_noop("Net weight"), Sum("weight_mg"), kind="grams"),
    ],
    actions=[(gettext_noop("Send goods back"), "purchasing:return_new", P.RETURN_GOODS)],
    empty=gettext_noop("Nothing went back to a supplier yet."),
    icon="truck-return",
)  # fmt: skip
