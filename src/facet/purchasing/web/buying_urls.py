"""Addresses of suppliers, orders, deliveries, bills and goods of others."""

from django.urls import path

from facet.purchasing.web import answer, consignment, money, orders, receiving, suppliers

urlpatterns = [
    path("suppliers/", suppliers.suppliers, name="suppliers"),
    path("suppliers/<str:code>/", suppliers.supplier, name="supplier"),
    path("suppliers/<str:code>/terms/", suppliers.terms, name="supplier_terms"),
    path("suppliers/<str:code>/prices/new/", suppliers.price, name="supplier_price"),
    path("supplier/<str:secret>/", answer.answer, name="supplier_answer"),
    path("orders/", orders.orders, name="orders"),
    path("orders/new/", orders.order_new, name="order_new"),
    path("orders/to-receive/", receiving.to_receive, name="to_receive"),
    path("orders/<str:number>/", orders.order, name="order"),
    path("orders/<str:number>/ask/", orders.ask, name="order_ask"),
    path("orders/<str:number>/approve/", orders.approve, name="order_approve"),
    path("orders/<str:number>/send/", orders.send, name="order_send"),
    path("orders/<str:number>/confirm/", orders.confirm, name="order_confirm"),
    path("orders/<str:number>/receive/", receiving.receive, name="order_receive"),
    path("orders/<str:number>/sheet.xlsx", receiving.sheet, name="order_sheet"),
    path("orders/<str:number>/cancel/", orders.cancel, name="order_cancel"),
    path("orders/<str:number>/paper.pdf", orders.paper, name="order_paper"),
    path("returns/", receiving.returns, name="returns"),
    path("returns/new/", receiving.return_new, name="return_new"),
    path("returns/<str:number>/", receiving.return_shown, name="return"),
    path("owed/", money.owed, name="owed"),
    path("owed/fix/", money.fix, name="fix"),
    path("fixings/", money.fixings, name="fixings"),
    path("bills/", money.bills, name="bills"),
    path("bills/new/", money.bill_new, name="bill_new"),
    path("bills/<str:number>/", money.bill, name="bill"),
    path("bills/<str:number>/approve/", money.bill_approve, name="bill_approve"),
    path("consigned/", consignment.consigned, name="consigned"),
    path("consigned/settle/", consignment.settle, name="consignment_settle"),
    path("settlements/", consignment.settlements, name="settlements"),
    path("memos/", consignment.memos, name="memos"),
    path("memos/new/", consignment.memo_new, name="memo_new"),
    path("memos/<str:number>/", consignment.memo, name="memo"),
    path("memos/<str:number>/back/", consignment.memo_back, name="memo_back"),
]
