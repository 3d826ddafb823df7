"""The acts around invoices as phrases, so that the translators find them. Pure."""

from facet.audit.rules.phrases import pgettext

ACTIONS = (
    pgettext("act", "Invoice issued"),
    pgettext("act", "Invoice rejected"),
    pgettext("act", "Invoice requested"),
    pgettext("act", "Invoice revealed"),
)
