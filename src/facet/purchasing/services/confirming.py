"""What the supplier says to an order: through the link in the letter, or to a buyer on the telephone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.urls import reverse

from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn
from facet.purchasing.errors import LinkOver
from facet.purchasing.models import PurchaseOrder, PurchaseOrderLine
from facet.purchasing.rules.orders import Act, allow
from facet.purchasing.rules.words import OrderState
from facet.purchasing.services.orders import locked_order, tell

SUPPLIER = Actor(key="supplier:link", name="supplier", code="supplier", via="web")


@dataclass(frozen=True, slots=True)
class Confirmation:
    """The day the supplier promises, and how many of each line (by number) he will deliver; missing lines: all."""

    promised_on: date
    quantities: Mapping[int, int] = field(default_factory=dict)


@unit_of_work
def confirm_purchase_order(
    *, actor: Actor, operation: OperationKey, number: str, answer: Confirmation, at: datetime
) -> str:
    """Write down what the supplier said; the order's state.

    Raises: NotPermitted, OrderUnknown, OrderNotPossible, Invalid. Locks: the order, its lines.
    """
    act = operations.begin(operation, kind="purchasing.confirm_purchase_order", actor=actor, at=at)
    if act.done:
        return str(act.result["state"])
    order = locked_order(actor, number)
    _confirm(actor, order, answer, by=actor.name[:60], at=at)
    act.finish(state=str(order.state))
    return str(order.state)


@unit_of_work
def confirm_by_link(*, operation: OperationKey, digest: str, answer: Confirmation, at: datetime) -> str:
    """The supplier's own answer; whoever has the link from the letter may give it, and change it until goods came.

    Raises: LinkOver, OrderNotPossible, Invalid. Locks: the order, its lines.
    """
    act = operations.begin(operation, kind="purchasing.confirm_by_link", actor=SUPPLIER, at=at)
    if act.done:
        return str(act.result["state"])
    rows = PurchaseOrder.objects.select_related("supplier", "store").select_for_update(of=("self",))
    order = rows.filter(link_digest=digest, link_until__gt=at).first()
    if order is None:
        raise LinkOver(key="")
    _confirm(SUPPLIER, order, answer, by="", at=at)
    act.finish(state=str(order.state))
    return str(order.state)


@joins_unit_of_work
def _confirm(actor: Actor, order: PurchaseOrder, answer: Confirmation, *, by: str, at: datetime) -> None:
    allow(order.state, Act.CONFIRM, number=order.number)
    lines = list(order.lines.select_for_update().order_by("line_no"))
    for line in lines:
        wanted = answer.quantities.get(line.line_no, line.quantity)
        if not 0 <= wanted <= line.quantity:
            raise Invalid(field=f"line_{line.line_no}", reason=gettext_noop("from nothing to what was ordered"))
        line.confirmed_quantity = wanted
    PurchaseOrderLine.objects.bulk_update(lines, ["confirmed_quantity"])
    order.state, order.promised_on, order.confirmed_at, order.confirmed_by = (
        OrderState.CONFIRMED, answer.promised_on, at, by,
    )  # fmt: skip
    order.save(update_fields=["state", "promised_on", "confirmed_at", "confirmed_by"])
    short = sum(line.quantity - (line.confirmed_quantity or 0) for line in lines)
    if short or answer.promised_on > order.due_on:
        _warn(actor, order, at=at)
    tell(
        actor, "purchasing.order_confirmed", order, at=at, promised_on=answer.promised_on.isoformat(), short=short,
        through_link=not by,
    )  # fmt: skip


@joins_unit_of_work
def _warn(actor: Actor, order: PurchaseOrder, *, at: datetime) -> None:
    """The store's buyers learn that less, or later, will come."""
    task = TaskIn(
        key=f"purchase:{order.pk}:answer:{at:%Y%m%d%H%M}",
        kind="purchasing.order",
        title=gettext_noop("Look at order {number}: {supplier} delivers less, or later"),
        facts={"number": order.number, "supplier": order.supplier.name},
        url=reverse("purchasing:order", args=[order.number]), icon="clipboard-list",
        tone="warn", store_id=order.store_id,
    )  # fmt: skip
    organisation_services.open_task(actor, task, at=at)
