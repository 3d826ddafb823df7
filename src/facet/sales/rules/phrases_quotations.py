"""The acts of quotes and of agreed prices as phrases, so that the translators find them. Pure."""

from facet.audit.rules.phrases import pgettext

ACTIONS = (
    pgettext("act", "Price basis switched"),
    pgettext("act", "Quotation opened"),
    pgettext("act", "Quotation sold"),
    pgettext("act", "Quotation taken up"),
    pgettext("act", "Quotation withdrawn"),
)
FACTS = (
    pgettext("fact", "Before"),
    pgettext("fact", "Left out"),
    pgettext("fact", "Moved"),
    pgettext("fact", "Own"),
    pgettext("fact", "Quotation"),
    pgettext("fact", "Ticket"),
    pgettext("fact", "Why"),
)
