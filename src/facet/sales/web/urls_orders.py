"""The screens of deposits, layaways, customers' orders and goods for points."""

from django.urls import path

from facet.sales.web import deposits, goods_for_points, orders, slips

ORDERS = [
    path("till/goods-for-points", goods_for_points.goods_for_points_page, name="goods_for_points"),
    path("deposits", deposits.deposits, name="deposits"),
    path("deposits/new", deposits.take, name="deposit_new"),
    path("deposits/use", deposits.use, name="deposit_use"),
    path("deposits/<str:number>", deposits.deposit, name="deposit"),
    path("deposits/<str:number>/act", deposits.act, name="deposit_act"),
    path("deposits/<str:number>/slip", slips.slip, {"kind": "deposit"}, name="deposit_slip"),
    path("deposits/<str:number>/slip.pdf", slips.slip_as_pdf, {"kind": "deposit"}, name="deposit_slip_pdf"),
    path("orders", orders.orders, name="custom_orders"),
    path("orders/new", orders.take, name="order_new"),
    path("orders/<str:number>", orders.order, name="order"),
    path("orders/<str:number>/step", orders.step, name="order_step"),
    path("orders/<str:number>/drawing", orders.drawing, name="order_drawing"),
    path("orders/<str:number>/approve", orders.approve, name="order_approve"),
    path("orders/<str:number>/drawings/<int:drawing_no>", orders.picture, name="order_picture"),
    path("orders/<str:number>/slip", slips.slip, {"kind": "order"}, name="order_slip"),
    path("orders/<str:number>/slip.pdf", slips.slip_as_pdf, {"kind": "order"}, name="order_slip_pdf"),
]
