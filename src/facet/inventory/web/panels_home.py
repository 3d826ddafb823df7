"""What inventory shows on the home page: figures for buyers and the warehouse, what waits, what is wrong."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from facet.inventory import selectors
from facet.inventory.permissions import COST, InventoryPermission
from facet.inventory.rules.states import PieceState
from facet.kernel import clock
from facet.kernel.errors import gettext_noop
from facet.kernel.formats import shown
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel

IN_STOCK = PieceState.IN_STOCK.value


def pieces_word(count: int) -> tuple[str, str]:
    """A number of pieces as (number, word)."""
    return f"{count:,}", ngettext("piece", "pieces", count)


def _goods(heap: selectors.Heap) -> list[tuple[str, str]]:
    return [pieces_word(heap.pieces), (shown(heap.net_weight_mg, "grams"), _("g"))]


def _list(**asked: str) -> str:
    """The piece list that makes a figure."""
    return f"{reverse('inventory:pieces')}?{urlencode(asked)}"


def _aged_url(at: datetime) -> str:
    return _list(state=IN_STOCK, received_to=selectors.last_day_of_the_aged(at).isoformat())


def aged(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Pieces older than 180 days, with what they cost by right. Queries: 1."""
    heap = selectors.aged_stock(actor, at=at)
    value = " ".join(pieces_word(heap.pieces))
    goods = [(shown(heap.net_weight_mg, "grams"), _("g"))]
    if heap.cost_cents is not None:
        goods.append((f"¥{shown(heap.cost_cents, 'yuan')}", _("at cost")))
    return {
        "label": _("In stock for more than 180 days"), "icon": "hourglass", "url": _aged_url(at),
        "value": value, "goods": goods, "change": None, "compare": _("by the day of receiving"),
    }  # fmt: skip


def stock_value(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """What the stock cost, beside today's prices; nothing for those who may not see cost.

    Queries: 4, and 1 for each price group.
    """
    if not actor.sees(COST):
        return {}
    amounts = [store.amount for store in selectors.stock_by_store(actor, at=at)]
    seen = [amount for amount in amounts if amount.cost_cents is not None]
    heap = selectors.Heap(sum(each.pieces for each in seen), sum(each.net_weight_mg for each in seen))
    board = shown(sum(each.board_cents for each in seen), "yuan")
    return {
        "label": _("Stock value"), "icon": "building-warehouse", "url": reverse("inventory:stock"),
        "cents": sum(each.cost_cents or 0 for each in seen), "goods": _goods(heap),
        "change": None, "compare": _("at cost; ¥{yuan} at today's prices without labour").format(yuan=board),
    }  # fmt: skip


def received_this_month(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Pieces that came in since the first of the month. Queries: 1."""
    today = clock.local_date(at, settings.TIME_ZONE)
    heap = selectors.arrivals(actor, at=at).month
    return {
        "label": _("Received this month"), "icon": "package-import",
        "url": _list(received_from=today.replace(day=1).isoformat(), received_to=today.isoformat()),
        "value": " ".join(pieces_word(heap.pieces)), "goods": [(shown(heap.net_weight_mg, "grams"), _("g"))],
        "change": None, "compare": _("since the 1st"),
    }  # fmt: skip


def received_today(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Pieces that came in today. Queries: 1."""
    day = clock.local_date(at, settings.TIME_ZONE).isoformat()
    heap = selectors.arrivals(actor, at=at).today
    return {
        "label": _("Received today"), "icon": "package", "url": _list(received_from=day, received_to=day),
        "value": " ".join(pieces_word(heap.pieces)), "goods": [(shown(heap.net_weight_mg, "grams"), _("g"))],
        "change": None, "compare": _("since midnight"),
    }  # fmt: skip


def on_the_road(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Pieces between two stores. Queries: 1."""
    heap, late = selectors.on_the_road(actor, at=at)
    return {
        "label": _("On the road"), "icon": "truck-delivery", "url": _list(state=PieceState.IN_TRANSIT.value),
        "value": " ".join(pieces_word(heap.pieces)), "goods": [(shown(heap.net_weight_mg, "grams"), _("g"))],
        "change": None,
        "compare": ngettext("{count} for more than three days", "{count} for more than three days", late).format(
            count=late
        ),
    }  # fmt: skip


def unplaced(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Pieces that lie where the door put them. Queries: 1."""
    heap = selectors.unplaced(actor)
    return {
        "label": _("Not yet on a tray"), "icon": "map-pin-question", "url": _list(state=IN_STOCK, at_the_door="yes"),
        "value": " ".join(pieces_word(heap.pieces)), "goods": [(shown(heap.net_weight_mg, "grams"), _("g"))],
        "change": None, "compare": _("still where new goods come in"),
    }  # fmt: skip


def wrong_places(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Alerts: pieces too long on the road, pieces without a place of their own. Queries: 2."""
    rows = []
    _heap, late = selectors.on_the_road(actor, at=at)
    if late:
        text = ngettext(
            "{count} piece has been on the road for more than three days",
            "{count} pieces have been on the road for more than three days", late,
        )  # fmt: skip
        rows.append(
            _alert(text, late, _("Ask both stores where it is."), "truck-delivery", PieceState.IN_TRANSIT.value)
        )
    heap = selectors.unplaced(actor)
    if heap.pieces:
        text = ngettext("{count} piece lies on no tray", "{count} pieces lie on no tray", heap.pieces)
        row = _alert(
            text, heap.pieces, _("Put new goods on their trays, so that a scan finds them."), "map-pin", IN_STOCK
        )
        rows.append(row | {"url": _list(state=IN_STOCK, at_the_door="yes")})
    return {"rows": rows}


def _alert(text: str, count: int, line: str, icon: str, state: str) -> dict[str, Any]:
    return {
        "kind": _("Stock"), "tone": "warn", "icon": icon, "title": text.format(count=f"{count:,}"), "line": line,
        "url": _list(state=state),
    }  # fmt: skip


def old_stock(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """To-do of a buyer: go through what lies too long. Queries: 1."""
    heap = selectors.aged_stock(actor, at=at)
    if not heap.pieces:
        return {}
    title = ngettext(
        "Go through {count} piece older than 180 days", "Go through {count} pieces older than 180 days", heap.pieces
    ).format(count=f"{heap.pieces:,}")
    line = _("Reprice it, move it to another store or have it melted.")
    row = {"tone": "warn", "icon": "hourglass", "title": title, "line": line, "url": _aged_url(at)}
    return {"rows": [row | {"verb": _("Go through")}]}


VIEW, RECEIVE = InventoryPermission.VIEW_PIECES, InventoryPermission.RECEIVE_PIECES
MANAGE, MOVE = InventoryPermission.MANAGE_PIECES, InventoryPermission.MOVE_PIECES

# After the figures of sales and points (10 to 60): who sells sees those, the others see these.
FIGURES = (
    Panel("inventory.aged", gettext_noop("In stock for more than 180 days"), "", aged, MANAGE, 1, 70),
    Panel("inventory.value", gettext_noop("Stock value"), "", stock_value, VIEW, 9, 74),
    Panel("inventory.month", gettext_noop("Received this month"), "", received_this_month, RECEIVE, 1, 76),
    Panel("inventory.today", gettext_noop("Received today"), "", received_today, RECEIVE, 1, 80),
    Panel("inventory.road", gettext_noop("On the road"), "", on_the_road, RECEIVE, 1, 82),
    Panel("inventory.unplaced", gettext_noop("Not yet on a tray"), "", unplaced, RECEIVE, 1, 84),
)
ALERTS = Panel("inventory.wrong_places", gettext_noop("Stock"), "", wrong_places, MOVE, 2, 30)
TODO = Panel("inventory.old_stock", gettext_noop("Old stock"), "", old_stock, MANAGE, 1, 40)
