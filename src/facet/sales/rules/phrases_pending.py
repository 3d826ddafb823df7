"""The acts of selling without the server as phrases, so that the translators find them. Pure."""

from facet.audit.rules.phrases import pgettext

ACTIONS = (
    pgettext("act", "Conflict settled"),
    pgettext("act", "Keep conflict"),
    pgettext("act", "Pending sale booked"),
    pgettext("act", "Pending sale refused"),
    pgettext("act", "Settle conflict"),
)
FACTS = (pgettext("fact", "Refusal"),)
