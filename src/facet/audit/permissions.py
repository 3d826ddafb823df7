"""What staff may be allowed to do with the record of who did what."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class AuditPermission(StrEnum):
    """The rights of audit."""

    VIEW_EVENTS = "audit.view_events"
    VIEW_HISTORY = "audit.view_history"
    VERIFY = "audit.verify"


LABELS = {
    AuditPermission.VIEW_EVENTS: gettext_noop("See who did what in the whole chain"),
    AuditPermission.VIEW_HISTORY: gettext_noop("See the history of changes of one record"),
    AuditPermission.VERIFY: gettext_noop("Check that the audit record is complete and unchanged"),
}
