"""The tables of promotions that hold something of a person. See kernel/privacy.py."""

from facet.kernel.errors import gettext_noop
from facet.kernel.privacy import SubjectTable

TABLES = (SubjectTable("promotions.PromotionTicket", gettext_noop("Promotions used"), order=60),)
