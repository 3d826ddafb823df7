"""The same style elsewhere: a page for a scan at the till, and a panel on a piece's page."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from facet.inventory.permissions import InventoryPermission
from facet.inventory.selectors.for_sale import tags_of
from facet.inventory.selectors.same_style import SameStyle, same_style
from facet.inventory.web.lists import state_badge
from facet.kernel.clock import now
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel

FEW = 6  # on the panel; the page has the rest


@require_GET
def style(request: HttpRequest, tag: str) -> HttpResponse:
    """Other weights, sizes and stores of one piece's style, with today's price here and one step to ask for each."""
    found = same_style(request.actor, tag, at=now())  # type: ignore[attr-defined]
    return render(request, "inventory/same_style.html", _shown(found))


def panel(actor: Actor, piece_id: Any, at: datetime) -> dict[str, Any]:
    """The nearest few. Queries: 10 at most."""
    return _shown(same_style(actor, tags_of([int(piece_id)])[int(piece_id)], at=at, most=FEW))


def _shown(found: SameStyle) -> dict[str, Any]:
    """The rows with their badges, and a key of its own for each that can be asked for."""
    rows = [(row, state_badge(row.card.state), uuid4() if row.may_ask else "") for row in found.rows]
    return {"found": found, "rows": rows}


TAB = Panel(
    "inventory.same_style", gettext_noop("Same style elsewhere"), "inventory/same_style_panel.html", panel,
    InventoryPermission.VIEW_PIECES, queries=10, order=10,
)  # fmt: skip
