"""What can be done in purchasing. Interfaces call these names: `services.create_purchase_order(...)`."""

from facet.purchasing.services.confirming import Confirmation, confirm_by_link, confirm_purchase_order
from facet.purchasing.services.orders import (
    OrderIn,
    OrderLineIn,
    approve_purchase_order,
    cancel_purchase_order,
    create_purchase_order,
    request_order_approval,
    write_order,
)
from facet.purchasing.services.plan import (
    PlanChange,
    PlanIn,
    drop_purchase_plan,
    purchase_plan,
    set_plan_quantity,
)
from facet.purchasing.services.plan_orders import order_from_plan
from facet.purchasing.services.sending import Letter, intend_sending, link_digest, settle_sending
from facet.purchasing.services.suppliers import LabourPriceIn, TermsIn, add_supplier_price, save_supplier_terms

__all__ = [
    "Confirmation",
    "LabourPriceIn",
    "Letter",
    "OrderIn",
    "OrderLineIn",
    "PlanChange",
    "PlanIn",
    "TermsIn",
    "add_supplier_price",
    "approve_purchase_order",
    "cancel_purchase_order",
    "confirm_by_link",
    "confirm_purchase_order",
    "create_purchase_order",
    "drop_purchase_plan",
    "intend_sending",
    "link_digest",
    "order_from_plan",
    "purchase_plan",
    "request_order_approval",
    "save_supplier_terms",
    "set_plan_quantity",
    "settle_sending",
    "write_order",
]
