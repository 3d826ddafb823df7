"""What sales without the server offer to the house: their limits, and what waits for the manager."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from facet.kernel import registry
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.sales.permissions import SalesPermission
from facet.sales.rules.pending import PENDING_SETTINGS
from facet.sales.selectors.pending import open_conflicts


def conflicts_waiting(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """One row while refused sales wait in reach. Queries: 1."""
    number = open_conflicts(actor)
    if not number:
        return {}
    title = ngettext(
        "{n} sale made without the server was refused", "{n} sales made without the server were refused", number
    )
    return {
        "rows": [
            {
                "tone": "danger", "icon": "cloud-off", "title": title.format(n=number),
                "line": gettext("The money was taken and no ticket says so."), "url": reverse("sales:conflicts"),
                "verb": gettext("Settle"),
            }
        ]
    }  # fmt: skip


TODO = Panel(
    "sales.conflicts", gettext_noop("Refused sales"), "", conflicts_waiting, SalesPermission.SETTLE_CONFLICTS,
    queries=1, order=5,
)  # fmt: skip


def offer_pending() -> None:
    """The settings, and the to-do."""
    for setting in PENDING_SETTINGS:
        registry.offer("setting", setting.key, setting)
    registry.offer("home.todo", TODO.key, TODO)
