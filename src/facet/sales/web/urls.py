"""The screens of sales."""

from django.urls import path

from facet.sales.web import (
    approval,
    day,
    drawer,
    payment,
    purchases,
    reconcile,
    reprint,
    results,
    returns,
    shift,
    tickets,
    till,
)
from facet.sales.web.urls_pending import PENDING
from facet.sales.web.urls_people import PEOPLE

from facet.sales.web import materials, trade_in, undoing  # isort: skip
from facet.sales.web.urls_invoices import INVOICE_PATHS
from facet.sales.web.urls_jobs import JOBS
from facet.sales.web.urls_orders import ORDERS
from facet.sales.web.urls_papers import PAPERS
from facet.sales.web.urls_quotations import QUOTATION_PATHS

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
    path("day", day.day, name="day"),
    path("day/close", day.day_close, name="day_close"),
    path("pay-in", drawer.pay_in, name="pay_in"),
    *PENDING,
    *PEOPLE,
    path("results", results.results, name="results"),
    path("reconcile", reconcile.reconcile, name="reconcile"),
    path("reconcile/<uuid:payment_id>", reconcile.decide, name="decide_payment"),
    path("reconcile/vouchers/<int:voucher_id>", reconcile.voucher_paid, name="voucher_paid"),
    path("returns", returns.returns, name="returns"),
    path("trade-in", trade_in.trade_in, name="trade_in"),
    path("old-gold", materials.materials, name="materials"),
    path("old-gold/night", materials.night, name="gold_night"),
    path("old-gold/bags", materials.bags, name="gold_bags"),
    path("old-gold/bags/<str:number>", materials.bag, name="gold_bag"),
    path("old-gold/lots", materials.lots, name="refining_lots"),
    path("old-gold/lots/<str:number>", materials.lot, name="refining_lot"),
    path("old-gold/<str:code>", materials.material, name="material"),
    path("old-gold/<str:code>/melt", materials.melt, name="melt"),
    path("old-gold/<str:code>/photo", materials.photo, name="material_photo"),
    path("old-gold/<str:code>/photos/<int:photo_no>", materials.picture, name="material_picture"),
    path("old-gold/<str:code>/undo", undoing.undo, name="undo_trade_in"),
    path("old-gold/<str:code>/undo/ask", undoing.ask, name="ask_undo"),
    path("reprint", reprint.reprint, name="reprint"),
    path("", tickets.sales, name="sales"),
    path("members/<int:member_id>", purchases.purchases, name="purchases"),
    path("<uuid:sale_id>", tickets.sale, name="sale"),
    path("<uuid:sale_id>/return", returns.of_sale, name="return"),
    *INVOICE_PATHS,
    *ORDERS,
    *JOBS,
    *PAPERS,
    *QUOTATION_PATHS,
]
