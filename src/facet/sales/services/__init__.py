"""The writes of sales, one use case a function."""

from facet.sales.services.basket import (
    abandon_basket,
    add_line,
    change_line,
    hold_basket,
    open_basket,
    recall_basket,
    remove_line,
    reprice_basket,
    set_people,
)
from facet.sales.services.complete import complete_sale
from facet.sales.services.quote import quote_sale
from facet.sales.services.receipt import print_receipt
from facet.sales.services.shift import BlindCount, close_shift, open_shift

__all__ = [
    "BlindCount",
    "abandon_basket",
    "add_line",
    "change_line",
    "close_shift",
    "complete_sale",
    "hold_basket",
    "open_basket",
    "open_shift",
    "print_receipt",
    "quote_sale",
    "recall_basket",
    "remove_line",
    "reprice_basket",
    "set_people",
]
