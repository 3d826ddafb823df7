"""The tables of sales."""

from facet.sales.models.basket import Basket, BasketLine, Quote
from facet.sales.models.shift import Shift, ShiftCount
from facet.sales.models.ticket import ReceiptPrint, Sale, SaleLine, StaffShare, StoreDay, Tender

__all__ = [
    "Basket",
    "BasketLine",
    "Quote",
    "ReceiptPrint",
    "Sale",
    "SaleLine",
    "Shift",
    "ShiftCount",
    "StaffShare",
    "StoreDay",
    "Tender",
]
