"""The reads of sales."""

from facet.sales.selectors.after_sale import AfterSale, after_sale
from facet.sales.selectors.day import PersonDay, day_figures, staff_day
from facet.sales.selectors.day_page import DayPage, day_page
from facet.sales.selectors.receipts import Receipt, find_receipt
from facet.sales.selectors.sale import SoldTicket, get_sale, sold_ticket, visible_sales
from facet.sales.selectors.sale_page import SalePage, sale_page
from facet.sales.selectors.shift import get_shift, open_shift_at

__all__ = [
    "AfterSale",
    "DayPage",
    "PersonDay",
    "Receipt",
    "SalePage",
    "SoldTicket",
    "after_sale",
    "day_figures",
    "day_page",
    "find_receipt",
    "get_sale",
    "get_shift",
    "open_shift_at",
    "sale_page",
    "sold_ticket",
    "staff_day",
    "visible_sales",
]
