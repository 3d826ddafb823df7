"""The tables of purchasing."""

from facet.purchasing.models.bill import SupplierBill, SupplierBillLine
from facet.purchasing.models.consignment import ConsignmentLine, ConsignmentSettlement, Memo, MemoLine
from facet.purchasing.models.order import OrderSending, PurchaseOrder, PurchaseOrderLine
from facet.purchasing.models.plan import PurchasePlan, PurchasePlanRow
from facet.purchasing.models.pricing import FixingPart, MetalDebt, PriceFixing
from facet.purchasing.models.receiving import OrderReceipt, ReceiptItem, SupplierReturn, SupplierReturnLine
from facet.purchasing.models.supplier import SupplierPrice, SupplierTerms

__all__ = [
    "ConsignmentLine",
    "ConsignmentSettlement",
    "FixingPart",
    "Memo",
    "MemoLine",
    "MetalDebt",
    "OrderReceipt",
    "OrderSending",
    "PriceFixing",
    "PurchaseOrder",
    "PurchaseOrderLine",
    "PurchasePlan",
    "PurchasePlanRow",
    "ReceiptItem",
    "SupplierBill",
    "SupplierBillLine",
    "SupplierPrice",
    "SupplierReturn",
    "SupplierReturnLine",
    "SupplierTerms",
]
