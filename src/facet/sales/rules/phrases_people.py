"""The acts and facts of the day's end and of salespeople as phrases, so that the translators find them. Pure."""

from facet.audit.rules.phrases import pgettext

ACTIONS = (
    pgettext("act", "Asked for noted"),
    pgettext("act", "Bank deposit recorded"),
    pgettext("act", "Commission plan opened"),
    pgettext("act", "Commission plan published"),
    pgettext("act", "Commission rule added"),
    pgettext("act", "Commission rule removed"),
    pgettext("act", "Day closed"),
    pgettext("act", "Money paid in"),
    pgettext("act", "Money paid out"),
    pgettext("act", "Pay in"),
    pgettext("act", "Stored value loaded"),
    pgettext("act", "Targets set"),
    pgettext("act", "Visit noted"),
)
FACTS = (
    pgettext("fact", "Drawer"),
    pgettext("fact", "For bank"),
    pgettext("fact", "Outcome"),
    pgettext("fact", "Rate"),
    pgettext("fact", "Slip number"),
    pgettext("fact", "Style"),
    pgettext("fact", "Targets"),
)
