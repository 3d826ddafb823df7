"""What can be done in purchasing. Interfaces call these names: `services.create_purchase_order(...)`."""

from facet.purchasing.rules.delivered import DeliveredPiece
from facet.purchasing.services.bills import BillIn, BillLineIn, approve_supplier_bill, enter_supplier_bill
from facet.purchasing.services.confirming import Confirmation, confirm_by_link, confirm_purchase_order
from facet.purchasing.services.consignment import SettlementIn, settle_consignment
from facet.purchasing.services.delivering import import_deliveries
from facet.purchasing.services.memo import MemoIn, lend_on_memo, return_from_memo
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
from facet.purchasing.services.pricing import FixingIn, fix_purchase_price
from facet.purchasing.services.receiving import Delivery, DeliveryIn, receive_purchase_order
from facet.purchasing.services.returning import SupplierReturnIn, return_to_supplier
from facet.purchasing.services.sending import Letter, intend_sending, settle_sending
from facet.purchasing.services.suppliers import LabourPriceIn, TermsIn, add_supplier_price, save_supplier_terms

__all__ = [
    "BillIn",
    "BillLineIn",
    "Confirmation",
    "DeliveredPiece",
    "Delivery",
    "DeliveryIn",
    "FixingIn",
    "LabourPriceIn",
    "Letter",
    "MemoIn",
    "OrderIn",
    "OrderLineIn",
    "PlanChange",
    "PlanIn",
    "SettlementIn",
    "SupplierReturnIn",
    "TermsIn",
    "add_supplier_price",
    "approve_purchase_order",
    "approve_supplier_bill",
    "cancel_purchase_order",
    "confirm_by_link",
    "confirm_purchase_order",
    "create_purchase_order",
    "drop_purchase_plan",
    "enter_supplier_bill",
    "fix_purchase_price",
    "import_deliveries",
    "intend_sending",
    "lend_on_memo",
    "order_from_plan",
    "purchase_plan",
    "receive_purchase_order",
    "request_order_approval",
    "return_from_memo",
    "return_to_supplier",
    "save_supplier_terms",
    "set_plan_quantity",
    "settle_consignment",
    "settle_sending",
    "write_order",
]
