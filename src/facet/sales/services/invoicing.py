"""Invoices: asked for at the till, issued or rejected by headquarters' accountant."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.sales.errors import InvoiceAsked, InvoiceDecided, NothingToInvoice
from facet.sales.models import InvoiceRequest, Sale
from facet.sales.permissions import SalesPermission
from facet.sales.rules.invoicing import InvoiceState, InvoiceWish, checked_wish
from facet.sales.selectors.invoices import tax_of, visible_invoices
from facet.sales.selectors.sale import visible_sales


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceAnswer:
    """What became of a request: its number when issued, else why not."""

    issued: bool
    number: str = ""
    reason: str = ""


@unit_of_work
def request_invoice(
    *, actor: Actor, operation: OperationKey, sale_id: UUID, wish: InvoiceWish, at: datetime
) -> InvoiceRequest:
    """Ask for the invoice of a ticket: over what was received for its goods, less what came back since (F39).

    Raises: NotPermitted, NotFound, Invalid, InvoiceAsked, NothingToInvoice. Locks: operation, the ticket.
    """
    act = operations.begin(operation, kind="sales.request_invoice", actor=actor, at=at)
    if act.done:
        return InvoiceRequest.objects.get(pk=act.id)
    sale = visible_sales(actor).filter(pk=sale_id).first()
    if sale is None:
        raise NotFound(key=str(sale_id))
    require(actor, SalesPermission.REQUEST_INVOICE, store_id=sale.store_id)
    sale = Sale.objects.select_for_update(of=("self",)).select_related("store").get(pk=sale.pk)
    kept = checked_wish(wish)
    if InvoiceRequest.objects.filter(sale=sale).exclude(state=InvoiceState.REJECTED.value).exists():
        raise InvoiceAsked(number=sale.number)
    tax = tax_of(sale)
    if tax is None:
        raise NothingToInvoice(number=sale.number)
    row = InvoiceRequest.objects.create(
        id=act.id, sale=sale, store_id=sale.store_id, buyer=kept.buyer, title=kept.title, tax_number=kept.tax_number,
        email=kept.email, state=InvoiceState.ASKED.value, amount_cents=tax.net_cents + tax.vat_cents,
        net_cents=tax.net_cents, vat_cents=tax.vat_cents, consumption_cents=tax.consumption_cents, asked_at=at,
        asked_by_id=actor.staff_id,
    )  # fmt: skip
    audit_services.record(
        actor, "sales.invoice_requested", at=at, subject=("sales.sale", sale.pk, sale.number),
        store=(sale.store_id, sale.store.name), amount_cents=row.amount_cents,
    )  # fmt: skip
    act.finish(invoice=str(row.pk))
    return row


@unit_of_work
def decide_invoice(
    *, actor: Actor, operation: OperationKey, invoice_id: UUID, answer: InvoiceAnswer, at: datetime
) -> InvoiceRequest:
    """Note that a request was issued, with the invoice's number, or why it was not.

    Raises: NotPermitted, NotFound, Invalid, InvoiceDecided. Locks: operation, the request.
    """
    act = operations.begin(operation, kind="sales.decide_invoice", actor=actor, at=at)
    if act.done:
        return InvoiceRequest.objects.get(pk=invoice_id)
    require(actor, SalesPermission.ISSUE_INVOICE)
    row = _locked(actor, invoice_id)
    number, reason = answer.number.strip(), answer.reason.strip()
    if answer.issued and not 8 <= len(number) <= 32:
        raise Invalid(field="number", reason=gettext_noop("Write the whole number of the invoice."))
    if not answer.issued and not reason:
        raise Invalid(field="reason", reason=gettext_noop("Say why it is not issued; the store tells the customer."))
    if row.state != InvoiceState.ASKED:
        raise InvoiceDecided(number=row.sale.number)
    row.state = (InvoiceState.ISSUED if answer.issued else InvoiceState.REJECTED).value
    row.invoice_number, row.reason = (number, "") if answer.issued else ("", reason)
    row.decided_at, row.decided_by_id = at, actor.staff_id
    row.save(update_fields=["state", "invoice_number", "reason", "decided_at", "decided_by"])
    audit_services.record(
        actor, "sales.invoice_issued" if answer.issued else "sales.invoice_rejected", at=at,
        subject=("sales.sale", row.sale_id, row.sale.number), store=(row.store_id, row.store.name),
        amount_cents=row.amount_cents,
    )  # fmt: skip
    act.finish(invoice=str(row.pk))
    return row


@unit_of_work
def reveal_invoice(*, actor: Actor, invoice_id: UUID, at: datetime) -> None:
    """Note who looked at the names on a request, before they are shown. Raises: NotPermitted, NotFound."""
    require(actor, SalesPermission.ISSUE_INVOICE)
    row = _locked(actor, invoice_id)
    audit_services.record(
        actor, "sales.invoice_revealed", at=at, subject=("sales.sale", row.sale_id, row.sale.number),
        store=(row.store_id, row.store.name),
    )  # fmt: skip


def _locked(actor: Actor, invoice_id: UUID) -> InvoiceRequest:
    rows = visible_invoices(actor).select_for_update(of=("self",)).select_related("sale", "store")
    row = rows.filter(pk=invoice_id).first()
    if row is None:
        raise NotFound(key=str(invoice_id))
    return row
