"""The screens of sales."""

from django.urls import path

from facet.sales.web import approval, payment, shift, tickets, till

app_name = "sales"
urlpatterns = [
    path("till", till.till, name="till"),
    path("till/choose", till.choose_till, name="choose_till"),
    path("till/held", till.held, name="held"),
    path("till/scan", till.scan_code, name="scan"),
    path("till/member", till.name_member, name="name_member"),
    path("till/<uuid:basket_id>/act", till.act, name="act"),
    path("till/<uuid:basket_id>/discount", till.discount, name="discount"),
    path("till/<uuid:basket_id>/approval", approval.ask, name="ask_approval"),
    path("till/<uuid:basket_id>/pay", payment.pay, name="pay"),
    path("till/done/<uuid:sale_id>", payment.done, name="done"),
    path("shift", shift.shift, name="shift"),
    path("shift/<int:shift_id>", shift.closed_shift, name="closed_shift"),
    path("day", tickets.day, name="day"),
    path("", tickets.sales, name="sales"),
    path("<uuid:sale_id>", tickets.sale, name="sale"),
    path("<uuid:sale_id>/receipt", tickets.receipt, name="receipt"),
    path("<uuid:sale_id>/receipt/print", tickets.print_receipt, name="print_receipt"),
    path("<uuid:sale_id>/receipt.pdf", tickets.receipt_as_pdf, name="receipt_pdf"),
]
