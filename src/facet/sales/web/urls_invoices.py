"""Addresses around invoices."""

from django.urls import path

from facet.sales.web import invoices

INVOICE_PATHS = [
    path("invoices", invoices.invoices, name="invoices"),
    path("invoices/<uuid:invoice_id>", invoices.invoice, name="invoice"),
    path("invoices/<uuid:invoice_id>/names", invoices.reveal_invoice, name="reveal_invoice"),
    path("invoices/<uuid:invoice_id>/answer", invoices.decide_invoice, name="decide_invoice"),
    path("<uuid:sale_id>/invoice", invoices.ask_invoice, name="ask_invoice"),
]
