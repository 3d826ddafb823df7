"""What sales offers the house about papers: its forms, the list of invoices, and warranties that sign themselves."""

from facet.kernel import registry
from facet.sales.flows.warranty import HEARS
from facet.sales.selectors.paper_forms import FORMS
from facet.sales.selectors.slip_forms import SLIP_FORMS
from facet.sales.web.invoice_lists import INVOICES
from facet.sales.web.ribbon_tools import TOOLS


def offer_papers() -> None:
    """Fill the slots; called once, when the house starts."""
    for form in (*FORMS, *SLIP_FORMS):
        registry.offer("print.form", form.key, form)
    for tab in TOOLS:
        registry.offer("ribbon.context", tab["key"], tab)
    registry.offer("list", INVOICES.key, INVOICES)
    registry.offer("consumer", HEARS.key, HEARS)
