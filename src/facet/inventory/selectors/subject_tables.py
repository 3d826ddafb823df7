"""The inventory tables that hold something of a person. See kernel/privacy.py."""

from facet.kernel.errors import gettext_noop
from facet.kernel.privacy import SubjectTable

TABLES = (
    SubjectTable("inventory.TellFirst", gettext_noop("Told first of pieces"), order=70),
    SubjectTable("inventory.MetalAccount", gettext_noop("Metal that is hers"), order=71),
    SubjectTable("inventory.MetalEntry", gettext_noop("Postings of her metal"), "account__member", order=72),
)
