"""The two ends of a letter to a supplier: the intent before the mail server is asked, what became of it after."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from facet.kernel import operations
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.purchasing.errors import NoAddress
from facet.purchasing.models import OrderSending, SupplierTerms
from facet.purchasing.rules.orders import LINK_DAYS, Act, allow, link_digest
from facet.purchasing.rules.words import OrderState, SendingState
from facet.purchasing.services.orders import locked_order, tell


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter needs: to whom, in which language, the secret of its link. `done`: it was sent before."""

    number: str
    sending_id: int
    email: str
    language: str
    secret: str
    done: bool = False


@unit_of_work
def intend_sending(*, actor: Actor, operation: OperationKey, number: str, at: datetime) -> Letter:
    """Write down that a letter is about to be sent, with a new link; an older link ends.

    Raises: NotPermitted, OrderUnknown, OrderNotPossible, NoAddress. Locks: the order.
    """
    act = operations.begin(operation, kind="purchasing.send_purchase_order", actor=actor, at=at)
    if act.done:
        sent = OrderSending.objects.get(pk=act.result["sending_id"])
        return Letter(number, sent.pk, "", "", "", done=True)
    order = locked_order(actor, number)
    allow(order.state, Act.SEND, number=order.number)
    terms = SupplierTerms.objects.filter(supplier=order.supplier_id).first()
    if terms is None or not terms.email:
        raise NoAddress(supplier=order.supplier.name)
    secret = secrets.token_urlsafe(32)
    order.link_digest, order.link_until = link_digest(secret), at + timedelta(days=LINK_DAYS)
    order.save(update_fields=["link_digest", "link_until"])
    row = OrderSending.objects.create(
        order=order, attempt=order.sendings.count() + 1, state=SendingState.INTENDED, at=at, by_name=actor.name[:60]
    )
    act.finish(sending_id=row.pk)
    return Letter(order.number, row.pk, str(terms.email), terms.language, secret)


@unit_of_work
def settle_sending(*, actor: Actor, number: str, sending_id: int, failure: str, at: datetime) -> str:
    """Write down that the mail server took the letter, or why not ("" for success); the order's state.

    Locks: the order.
    """
    order = locked_order(actor, number)
    row = OrderSending.objects.select_for_update().get(pk=sending_id, order=order)
    if row.state != SendingState.INTENDED:
        return str(order.state)
    row.state = SendingState.FAILED if failure else SendingState.SENT
    row.reason, row.done_at = failure[:120], at
    row.save(update_fields=["state", "reason", "done_at"])
    if failure:
        tell(actor, "purchasing.order_not_sent", order, at=at, attempt=row.attempt, reason=failure)
        return str(order.state)
    if order.state == OrderState.APPROVED:
        order.state = OrderState.SENT
    order.sent_at = order.sent_at or at
    order.save(update_fields=["state", "sent_at"])
    tell(actor, "purchasing.order_sent", order, at=at, attempt=row.attempt)
    return str(order.state)
