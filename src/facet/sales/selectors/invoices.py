"""Invoices that were asked for: what a ticket can be invoiced for, the list of requests, one of them."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet, Sum
from django.db.models.functions import Coalesce

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.categories import TaxClass
from facet.catalog.selectors.categories import CategoryFacts
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.members.rules.contacts import masked, masked_email
from facet.sales.models import InvoiceRequest, Sale, SaleLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.invoicing import InvoiceState, TaxedLine, invoice_tax
from facet.sales.rules.kinds import REVENUE, LineKind
from facet.sales.rules.old_gold_tax import RetailTax
from facet.sales.selectors.sale import visible_sales


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketInvoice:
    """A ticket as its invoice sees it: the newest request, and what can be asked for (None: nothing)."""

    sale: Sale
    request: InvoiceRequest | None
    tax: RetailTax | None
    may_ask: bool

    @property
    def amount_cents(self) -> int:
        return self.tax.net_cents + self.tax.vat_cents if self.tax else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoicePage:
    """One request for the person who issues it; names are masked until they are asked for."""

    row: InvoiceRequest
    title: str
    tax_number: str
    email: str
    is_open: bool
    is_revealed: bool


def tax_of(sale: Sale) -> RetailTax | None:
    """What can be invoiced of a ticket now, by line. Queries: 3."""
    rows = list(
        SaleLine.objects.filter(sale=sale).annotate(
            back=Coalesce(Sum("returned_by__net_cents"), 0), cut=Coalesce(Sum("returned_by__rounding_cents"), 0)
        ).order_by("line_no")
    )  # fmt: skip
    kinds = catalog_selectors.category_facts()
    goods = [
        TaxedLine(row.net_cents + row.back, _meets_old_gold(kinds.get(row.category_id or 0)))
        for row in rows
        if row.kind in REVENUE and row.kind != LineKind.RETURN and row.net_cents + row.back > 0
    ]
    return invoice_tax(
        goods,
        rounding_cents=min(0, sale.rounding_cents + sum(row.cut for row in rows)),
        old_gold_cents=min(0, sum(row.net_cents for row in rows if row.kind == LineKind.OLD_GOLD)),
        exchanged_cents=sum(row.net_cents for row in rows if row.kind == LineKind.RETURN),
    )


def _meets_old_gold(kind: CategoryFacts | None) -> bool:
    return kind is not None and kind.tax_class == TaxClass.GOLD_JEWELRY


def ticket_invoice(viewer: Actor, *, sale_id: UUID) -> TicketInvoice:
    """A ticket in reach with its request. Queries: 4 at most. Raises: NotFound, for foreign ones too."""
    sale = visible_sales(viewer).select_related("store").filter(pk=sale_id).first()
    if sale is None:
        raise NotFound(key=str(sale_id))
    newest = InvoiceRequest.objects.filter(sale=sale).order_by("-asked_at", "-id").first()
    open_or_issued = newest is not None and newest.state != InvoiceState.REJECTED
    tax = tax_of(sale)
    may = viewer.may(SalesPermission.REQUEST_INVOICE, store_id=sale.store_id)
    return TicketInvoice(sale=sale, request=newest, tax=tax, may_ask=may and tax is not None and not open_or_issued)


def visible_invoices(viewer: Actor) -> QuerySet[InvoiceRequest]:
    """The requests that the viewer may answer. Queries: 0."""
    reach = viewer.scope(SalesPermission.ISSUE_INVOICE)
    rows = InvoiceRequest.objects.all()
    return rows if reach.store_ids is None else rows.filter(store_id__in=reach.store_ids)


def invoice_page(viewer: Actor, *, invoice_id: UUID, revealed: bool = False) -> InvoicePage:
    """One request in reach. Queries: 1. Raises: NotFound, for foreign ones too."""
    row = (
        visible_invoices(viewer).select_related("sale", "store", "asked_by", "decided_by").filter(pk=invoice_id).first()
    )
    if row is None:
        raise NotFound(key=str(invoice_id))
    title, number, email = row.title or "", row.tax_number or "", row.email or ""
    return InvoicePage(
        row=row, is_open=row.state == InvoiceState.ASKED, is_revealed=revealed,
        title=title if revealed else masked(title), tax_number=number if revealed else masked(number, head=2, tail=2),
        email=email if revealed else masked_email(email),
    )  # fmt: skip
