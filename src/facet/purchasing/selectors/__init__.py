"""What purchasing can be asked. The viewer comes first."""

from facet.purchasing.selectors.orders import (
    OnOrder,
    OrderLineRow,
    OrderPage,
    count_late,
    late_orders,
    on_order,
    order_by_link,
    order_page,
    orders_named,
    orders_queryset,
)
from facet.purchasing.selectors.suppliers import (
    SupplierPage,
    Terms,
    evaluations,
    lead_days_of,
    supplier_choices,
    supplier_page,
    suppliers_queryset,
    terms_of,
)

__all__ = [
    "OnOrder",
    "OrderLineRow",
    "OrderPage",
    "SupplierPage",
    "Terms",
    "count_late",
    "evaluations",
    "late_orders",
    "lead_days_of",
    "on_order",
    "order_by_link",
    "order_page",
    "orders_named",
    "orders_queryset",
    "supplier_choices",
    "supplier_page",
    "suppliers_queryset",
    "terms_of",
]
