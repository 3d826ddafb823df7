"""Purchasing's acts and facts as phrases for the translators; `audit.rules.words` makes them from names. Pure."""


def pgettext(_context: str, text: str) -> str:
    """Mark `text` for the translators under a context; the interface translates it."""
    return text


PARTS = (pgettext("part", "Purchasing"),)
ACTIONS = (
    pgettext("act", "Bill approved"),
    pgettext("act", "Bill entered"),
    pgettext("act", "Consignment settled"),
    pgettext("act", "Goods returned"),
    pgettext("act", "Memo lent"),
    pgettext("act", "Memo returned"),
    pgettext("act", "Order approved"),
    pgettext("act", "Order cancelled"),
    pgettext("act", "Order confirmed"),
    pgettext("act", "Order created"),
    pgettext("act", "Order not sent"),
    pgettext("act", "Order received"),
    pgettext("act", "Order sent"),
    pgettext("act", "Price fixed"),
    pgettext("act", "Supplier price added"),
    pgettext("act", "Supplier terms saved"),
)
FACTS = (
    pgettext("fact", "Attempt"),
    pgettext("fact", "Cents per gram"),
    pgettext("fact", "Difference of sold"),
    pgettext("fact", "Has email"),
    pgettext("fact", "Labour"),
    pgettext("fact", "Labour per"),
    pgettext("fact", "Net"),
    pgettext("fact", "Paid with"),
    pgettext("fact", "Partner"),
    pgettext("fact", "Promised on"),
    pgettext("fact", "Receipt"),
    pgettext("fact", "Rejected"),
    pgettext("fact", "Short"),
    pgettext("fact", "Tax"),
    pgettext("fact", "Thing"),
    pgettext("fact", "Through link"),
    pgettext("fact", "Valid from"),
)
