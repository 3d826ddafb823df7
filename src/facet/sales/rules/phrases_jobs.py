"""The acts and facts of services and deliveries as phrases, so that the translators find them. Pure."""

from facet.audit.rules.phrases import pgettext

ACTIONS = (
    pgettext("act", "Delivery done"),
    pgettext("act", "Delivery ordered"),
    pgettext("act", "Delivery packed"),
    pgettext("act", "Delivery photo added"),
    pgettext("act", "Delivery returned"),
    pgettext("act", "Delivery shipped"),
    pgettext("act", "Delivery signed"),
    pgettext("act", "Job begun"),
    pgettext("act", "Job handed back"),
    pgettext("act", "Job photo added"),
    pgettext("act", "Job ready"),
    pgettext("act", "Job refused"),
    pgettext("act", "Job sent"),
    pgettext("act", "Job signed"),
    pgettext("act", "Job taken"),
    pgettext("act", "Material melted"),
    pgettext("act", "Material photo added"),
    pgettext("act", "Material signed"),
    pgettext("act", "Payable paid"),
    pgettext("act", "Payable reopened"),
)
FACTS = (
    pgettext("fact", "Act"),
    pgettext("fact", "After mg"),
    pgettext("fact", "Before mg"),
    pgettext("fact", "Photo"),
)
