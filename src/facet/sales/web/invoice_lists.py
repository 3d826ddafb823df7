"""The list of invoices that were asked for; names stay sealed."""

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext

from facet.kernel.errors import gettext_noop
from facet.kernel.listing import Column, Condition, ListDefinition, Total
from facet.kernel.wording import named
from facet.sales.models import InvoiceRequest
from facet.sales.permissions import SalesPermission
from facet.sales.rules.invoicing import BUYER_WORDS, INVOICE_WORDS
from facet.sales.selectors.invoices import visible_invoices


def _page_of(row: InvoiceRequest) -> str:
    return reverse("sales:invoice", args=[row.pk])


def _number(rows: QuerySet[InvoiceRequest], text: str) -> QuerySet[InvoiceRequest]:
    return rows.filter(Q(sale__number__istartswith=text.strip()) | Q(invoice_number=text.strip()))


INVOICES = ListDefinition(
    key="sales.invoices",
    title=gettext_noop("Invoices"),
    purpose=gettext_noop("Invoices that customers asked for; open one to see whom it names and to answer it."),
    permission=SalesPermission.ISSUE_INVOICE,
    queryset=lambda actor: visible_invoices(actor).select_related("sale", "store", "asked_by"),
    columns=[
        Column("number", gettext_noop("Number"), value="sale.number", link=_page_of),
        Column("asked_at", gettext_noop("Time"), value="asked_at", sort="asked_at", kind="datetime"),
        Column("store", gettext_noop("Store"), value=lambda row: named(row.store)),
        Column("state", gettext_noop("State"), value=lambda row: gettext(row.state_words)),
        Column("buyer", gettext_noop("Named on it"), value=lambda row: gettext(row.buyer_words)),
        Column("amount_cents", gettext_noop("Amount"), value="amount_cents", sort="amount_cents", kind="yuan"),
        Column("vat_cents", gettext_noop("Value-added tax"), value="vat_cents", kind="yuan"),
        Column("invoice_number", gettext_noop("Number of the invoice"), value="invoice_number"),
        Column("asked_by", gettext_noop("Asked by"), value="asked_by.name"),
    ],
    conditions=[
        Condition("search", gettext_noop("Ticket or invoice number"), kind="text", apply=_number),
        Condition(
            "state", gettext_noop("State"), kind="choice",
            choices=[(str(key), word) for key, word in INVOICE_WORDS.items()],
            apply=lambda rows, state: rows.filter(state=state),
        ),
        Condition(
            "buyer", gettext_noop("Named on it"), kind="choice",
            choices=[(str(key), word) for key, word in BUYER_WORDS.items()],
            apply=lambda rows, buyer: rows.filter(buyer=buyer),
        ),
    ],
    order=("-asked_at", "-id"),
    totals=[
        Total("invoices", gettext_noop("Invoices"), Count("id")),
        Total("amount", gettext_noop("Amount"), Sum("amount_cents"), kind="yuan"),
        Total("vat", gettext_noop("Value-added tax"), Sum("vat_cents"), kind="yuan"),
    ],
    empty=gettext_noop("Nobody has asked for an invoice yet. Ask on a ticket's page: Invoice."),
)  # fmt: skip
