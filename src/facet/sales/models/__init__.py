"""The tables of sales."""

from facet.sales.models.basket import Basket, BasketLine, Quote
from facet.sales.models.commission import CommissionEntry, CommissionPlan, CommissionRule
from facet.sales.models.day import BankDeposit, DayClose, DayCloseMethod, DrawerEntry
from facet.sales.models.delivery import Delivery, DeliveryLine, DeliveryStep
from facet.sales.models.deposit import Deposit, DepositEntry, Instalment
from facet.sales.models.invoice import InvoiceRequest
from facet.sales.models.job import JobPhoto, JobStep, Payable, ServiceJob
from facet.sales.models.old_gold import MaterialMove, MaterialPiece, SellerIdentity
from facet.sales.models.order import CustomerOrder, OrderDrawing, OrderStep
from facet.sales.models.paying import CashIdentity, Payment, VoucherClaim
from facet.sales.models.pending import PendingSale
from facet.sales.models.picture import DeliveryPhoto, MaterialPhoto, Signature
from facet.sales.models.printing import PaperPrint, PrintLayout, Warranty
from facet.sales.models.quotation import Quotation, QuotationLine
from facet.sales.models.reception import AskedFor, Reception
from facet.sales.models.refining import GoldBag, NightSeal, RefiningLot, TesterVariance
from facet.sales.models.returning import ReturnedGoods
from facet.sales.models.shift import Shift, ShiftCount
from facet.sales.models.target import SalesTarget
from facet.sales.models.ticket import ReceiptPrint, Sale, SaleLine, StaffShare, StoreDay, Tender

__all__ = [
    "AskedFor",
    "Reception",
    "SalesTarget",
    "CommissionEntry",
    "CommissionPlan",
    "CommissionRule",
    "BankDeposit",
    "DayClose",
    "DayCloseMethod",
    "DrawerEntry",
    "Basket",
    "BasketLine",
    "CashIdentity",
    "CustomerOrder",
    "Delivery",
    "DeliveryLine",
    "DeliveryPhoto",
    "DeliveryStep",
    "Deposit",
    "DepositEntry",
    "Instalment",
    "JobPhoto",
    "JobStep",
    "OrderDrawing",
    "OrderStep",
    "PaperPrint",
    "Payable",
    "Payment",
    "PendingSale",
    "PrintLayout",
    "GoldBag",
    "MaterialMove",
    "MaterialPhoto",
    "MaterialPiece",
    "NightSeal",
    "InvoiceRequest",
    "Quotation",
    "QuotationLine",
    "Quote",
    "ReceiptPrint",
    "RefiningLot",
    "ReturnedGoods",
    "Signature",
    "Sale",
    "SaleLine",
    "SellerIdentity",
    "ServiceJob",
    "Shift",
    "ShiftCount",
    "StaffShare",
    "StoreDay",
    "Tender",
    "VoucherClaim",
    "TesterVariance",
    "Warranty",
]
