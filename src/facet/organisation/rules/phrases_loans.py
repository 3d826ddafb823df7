"""The acts and facts of lending people as phrases, so that the translators find them. Pure."""

from facet.audit.rules.phrases import pgettext

ACTIONS = (
    pgettext("act", "Loan ended"),
    pgettext("act", "Staff lent"),
)
FACTS = (
    pgettext("fact", "First on"),
    pgettext("fact", "Last on"),
)
