"""What the house shows on the home page and counts in the ribbon."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from facet.kernel import clock
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.organisation import selectors
from facet.organisation.flows import guard
from facet.organisation.permissions import OrganisationPermission as P

NAMED = 3  # accounts named in an alert; the others are counted


def people(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Who signed in today. Queries: 1."""
    today = clock.local_date(at, settings.TIME_ZONE).isoformat()
    facts = selectors.people_today(actor, at=at)
    asked = urlencode({"active": "yes", "signed_in_from": today})
    return {
        "label": _("Signed in today"), "icon": "users", "url": f"{reverse('organisation:staff')}?{asked}",
        "value": _person(facts.signed_in), "goods": [], "change": None,
        "compare": ngettext("of {count} who works here", "of {count} who work here", facts.working).format(
            count=f"{facts.working:,}"
        ),
    }  # fmt: skip


def _person(count: int) -> str:
    return ngettext("{count} person", "{count} people", count).format(count=f"{count:,}")


def devices(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Tills and tablets in use. Queries: 1."""
    facts = selectors.doors(actor)
    count = facts.tills + facts.tablets
    goods = [
        (f"{facts.tills:,}", ngettext("till", "tills", facts.tills)),
        (f"{facts.tablets:,}", ngettext("counter tablet", "counter tablets", facts.tablets)),
    ]
    return {
        "label": _("Devices in use"), "icon": "devices", "url": f"{reverse('organisation:devices')}?active=yes",
        "value": ngettext("{count} device", "{count} devices", count).format(count=f"{count:,}"), "goods": goods,
        "change": None, "compare": _("registered in the stores"),
    }  # fmt: skip


def hammered(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Alert: accounts with so many wrong passwords that they have to wait. Queries: 1, and 1 of the cache."""
    names = guard.hammered(selectors.usernames(actor), at=at)
    if not names:
        return {}
    title = ngettext(
        "{count} account has to wait after wrong passwords", "{count} accounts have to wait after wrong passwords",
        len(names),
    ).format(count=len(names))  # fmt: skip
    shown = _(", ").join(names[:NAMED]) + ("…" if len(names) > NAMED else "")
    line = _("{names}; ask them, and reset the password if it was not they").format(names=shown)
    row = {"kind": _("Sign-in"), "tone": "danger", "icon": "lock-exclamation", "title": title, "line": line}
    return {"rows": [row | {"url": reverse("organisation:staff")}]}


def waiting(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Slot "ribbon.state": how many to-dos and approvals wait. Queries: 2, or 0 for nobody of the staff."""
    if actor.staff_id is None:
        return {}
    approvals = selectors.count_approvals_to_decide(actor, at=at)
    return {
        "home.todo": {"count": selectors.count_open_tasks(actor) + approvals},
        "home.approvals": {"count": approvals},
    }


FIGURES = (
    Panel("organisation.people", gettext_noop("Signed in today"), "", people, P.MANAGE_STAFF, 1, 110),
    Panel("organisation.devices", gettext_noop("Devices in use"), "", devices, P.MANAGE_STORES, 1, 120),
)
ALERT = Panel("organisation.hammered", gettext_noop("Sign-in"), "", hammered, P.MANAGE_STAFF, 2, 8)
WAITING = Panel("organisation.waiting", "", "", waiting, "", 2)
