"""The reads of sales."""

from facet.sales.selectors.day import PersonDay, day_figures, staff_day
from facet.sales.selectors.sale import SoldTicket, get_sale, sold_ticket, visible_sales
from facet.sales.selectors.shift import get_shift

__all__ = [
    "PersonDay",
    "SoldTicket",
    "day_figures",
    "get_sale",
    "get_shift",
    "sold_ticket",
    "staff_day",
    "visible_sales",
]
