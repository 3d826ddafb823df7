"""The tab "Purchases" on a member's page."""

from datetime import datetime
from typing import Any

from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.purchases import purchases_of


def _context(actor: Actor, member_id: Any, at: datetime) -> dict[str, Any]:
    return {"purchases": purchases_of(actor, member_id=member_id)}


PURCHASES = Panel(
    "sales.purchases", gettext_noop("Purchases"), "sales/member/purchases.html", _context, SalesPermission.VIEW_SALES,
    queries=3, order=10,
)  # fmt: skip
