"""What purchasing can be asked. The viewer comes first."""

from facet.purchasing.selectors.bills import bill_page, billable_lines, bills_queryset, expected_of
from facet.purchasing.selectors.consignment import (
    consigned_queryset,
    memo_page,
    memos_queryset,
    owing_suppliers,
    settlements_queryset,
)
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
    orders_to_receive,
)
from facet.purchasing.selectors.pricing import OwedMetal, debts_queryset, fixings_queryset, owed_metal
from facet.purchasing.selectors.returning import return_page, returns_queryset
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
    "OwedMetal",
    "SupplierPage",
    "Terms",
    "bill_page",
    "billable_lines",
    "bills_queryset",
    "consigned_queryset",
    "count_late",
    "debts_queryset",
    "evaluations",
    "expected_of",
    "fixings_queryset",
    "late_orders",
    "lead_days_of",
    "memo_page",
    "memos_queryset",
    "on_order",
    "order_by_link",
    "order_page",
    "orders_named",
    "orders_queryset",
    "orders_to_receive",
    "owed_metal",
    "owing_suppliers",
    "return_page",
    "returns_queryset",
    "settlements_queryset",
    "supplier_choices",
    "supplier_page",
    "suppliers_queryset",
    "terms_of",
]
