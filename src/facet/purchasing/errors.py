"""Every refusal of purchasing. Pure."""

from facet.kernel.errors import NotFound, gettext_noop


class SupplierUnknown(NotFound):
    """No supplier has this code."""

    code = "purchasing.supplier_unknown"
    text = gettext_noop("There is no supplier “{key}”.")
