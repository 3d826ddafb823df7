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
from facet.purchasing.services.sending import Letter, intend_sending, link_digest, settle_sending
from facet.purchasing.services.suppliers import LabourPriceIn, TermsIn, add_supplier_price, save_supplier_terms

__all__ = [
    "Confirmation",
    "LabourPriceIn",
    "Letter",
    "OrderIn",
    "OrderLineIn",
    "TermsIn",
    "add_supplier_price",
    "approve_purchase_order",
    "cancel_purchase_order",
    "confirm_by_link",
    "confirm_purchase_order",
    "create_purchase_order",
    "intend_sending",
    "link_digest",
    "request_order_approval",
    "save_supplier_terms",
    "settle_sending",
    "write_order",
]
