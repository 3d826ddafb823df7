"""The till's tool keys: doors to what a ticket may take in besides goods off the shelf.

A feature that adds lines to the open ticket adds one `Tool`; the row shows those whose screen exists
and whose right the actor has, in this order.
"""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.loyalty.permissions import LoyaltyPermission
from facet.sales.permissions import SalesPermission


@dataclass(frozen=True, slots=True)
class Tool:
    """One key: the screen it opens, and the function key that presses it ("" without one)."""

    url: str
    label: str  # English, translated where it is shown
    icon: str
    permission: str
    key: str = ""


TOOLS: tuple[Tool, ...] = (
    Tool("sales:returns", gettext_noop("Return or exchange"), "arrow-back-up", SalesPermission.RETURN_GOODS),
    Tool("sales:pay_in", gettext_noop("Pay in"), "cash-plus", SalesPermission.PAY_IN),
    Tool("sales:visit", gettext_noop("Visit"), "door-enter", SalesPermission.RECEIVE_CUSTOMERS),
    Tool("sales:trade_in", gettext_noop("Trade-in"), "recycle", SalesPermission.TRADE_IN, "F6"),
    Tool("sales:deposit_new", gettext_noop("Take a deposit"), "pig-money", SalesPermission.TAKE_DEPOSIT),
    Tool("sales:deposit_use", gettext_noop("Use a deposit"), "pig-money", SalesPermission.USE_DEPOSIT),
    Tool("sales:goods_for_points", gettext_noop("Goods for points"), "coins", LoyaltyPermission.REDEEM),
    Tool("sales:job_new", gettext_noop("Take a piece in"), "tool", SalesPermission.TAKE_JOBS),
    Tool("sales:order_new", gettext_noop("Take an order"), "pencil-star", SalesPermission.TAKE_ORDER),
)


def tools_of(actor: Actor, *, store_id: int) -> list[tuple[Tool, str]]:
    """The keys this person may press in this store, with their addresses."""
    shown = []
    for tool in TOOLS:
        try:
            address = reverse(tool.url)
        except NoReverseMatch:
            continue
        if actor.may(tool.permission, store_id=store_id):
            shown.append((tool, address))
    return shown
