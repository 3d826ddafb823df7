"""What quotes offer to the house."""

from facet.kernel import registry
from facet.sales.rules.basis import FLOOR
from facet.sales.rules.quotations import VALID_DAYS
from facet.sales.selectors.quotation_form import quotation_form
from facet.sales.web.quotation_lists import QUOTATIONS


def offer_quotations() -> None:
    """The settings, the list and the paper."""
    form = quotation_form()
    registry.offer("print.form", form.key, form)
    for setting in (VALID_DAYS, FLOOR):
        registry.offer("setting", setting.key, setting)
    registry.offer("list", QUOTATIONS.key, QUOTATIONS)
