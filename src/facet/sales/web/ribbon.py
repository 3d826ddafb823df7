"""What the ribbon says about the till now: tickets that wait, and whether a shift runs."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.ribbon import till_state


def state(actor: Actor, subject_id: object, at: datetime) -> dict[str, dict[str, Any]]:
    """The count on Held tickets, and why a shift cannot be opened or closed now. Queries: 2."""
    facts = till_state(actor)
    if facts is None:
        return {}
    found: dict[str, dict[str, Any]] = {"sell.held": {"count": facts.held}}
    if facts.here_is_open:
        found["home.open_shift"] = {"disabled": _("Your shift is open; close it first.")}
    if not facts.any_is_open:
        found["home.close_shift"] = {"disabled": _("No shift is open at this till.")}
    return found


STATE = Panel("sales.till", "", "", state, SalesPermission.HOLD_BASKET, queries=2)
