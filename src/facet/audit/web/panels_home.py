"""What audit shows on the home page: how far the chain is verified, and what is wrong with it."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from facet.audit.permissions import AuditPermission
from facet.audit.selectors import chain as chain_selectors
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel

GAP = timedelta(minutes=2)  # events wait a second for their seal; after two minutes nobody seals


def verified(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """The moment up to which the chain was found unbroken. Queries: 2."""
    head, last = chain_selectors.head(), chain_selectors.last_verification()
    until = last.last_event_at if last and not last.wrong else None
    compare = _("not verified yet")
    if last:
        compare = _("broken at number {seq}").format(seq=last.first_bad_seq) if last.wrong else _("no break found")
    return {
        "label": _("Audit verified to"), "icon": "shield-check", "url": reverse("audit:events"),
        "value": timezone.localtime(until).strftime("%m-%d %H:%M") if until else "—",
        "goods": [(f"{head.seq:,}", ngettext("sealed event", "sealed events", head.seq))],
        "change": None, "compare": compare,
    }  # fmt: skip


def gaps(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Alerts: events without a seal, rows of another hand, a broken chain. Queries: 3."""
    head, last = chain_selectors.head(), chain_selectors.last_verification()
    rows = []
    if last is not None and last.wrong:
        rows.append(
            _alert(
                _("The audit chain is broken at number {seq}").format(seq=last.first_bad_seq),
                _("Keep the database as it is and compare it with the last backup."),
            )
        )
    if head.unmarked:
        title = ngettext(
            "{count} row of the audit record was put in by another hand",
            "{count} rows of the audit record were put in by another hand", head.unmarked,
        )  # fmt: skip
        rows.append(_alert(title.format(count=head.unmarked), _("Only Facet writes there; ask who has the database.")))
    if chain_selectors.anything_unsealed(head.low) and (head.caught_up_at is None or at - head.caught_up_at > GAP):
        since = timezone.localtime(head.caught_up_at).strftime("%m-%d %H:%M") if head.caught_up_at else "—"
        rows.append(
            _alert(
                _("Audit events are not being sealed"), _("Since {time}; is the scheduler running?").format(time=since)
            )
        )
    return {"rows": rows}


def _alert(title: str, line: str) -> dict[str, Any]:
    return {
        "kind": _("Audit"), "tone": "danger", "icon": "shield-x", "title": title, "line": line,
        "url": reverse("audit:events"),
    }  # fmt: skip


VERIFIED = Panel("audit.verified", gettext_noop("Audit verified to"), "", verified, AuditPermission.VERIFY, 2, 100)
GAPS = Panel("audit.gaps", gettext_noop("Audit"), "", gaps, AuditPermission.VERIFY, 3, 5)
