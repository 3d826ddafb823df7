"""What the catalogue's screens offer to the house: lists, and panels on other domains' pages."""

from facet.catalog.permissions import CatalogPermission
from facet.catalog.web import lists, panels
from facet.kernel import registry
from facet.kernel.errors import gettext_noop
from facet.kernel.registry import Panel

VIEW = str(CatalogPermission.VIEW_CATALOG)
PANELS = {
    "home.gold": Panel(
        key="catalog.gold",
        title=gettext_noop("Gold price today"),
        template="catalog/home_gold.html",
        context=panels.gold_card,
        permission=VIEW,
        queries=5,
    ),
    "home.todo": Panel(
        key="catalog.confirm",
        title=gettext_noop("Confirm the gold prices"),
        template="",
        context=panels.to_confirm,
        permission=str(CatalogPermission.CONFIRM_BOARD_PRICE),
        queries=1,
    ),
    "home.alert": Panel(
        key="catalog.unconfirmed",
        title=gettext_noop("Stores that have not confirmed the gold prices"),
        template="",
        context=panels.unconfirmed,
        permission=VIEW,
        queries=1,
    ),
    "status.gold": Panel(
        key="catalog.foot",
        title=gettext_noop("Gold price"),
        template="",
        context=panels.foot,
        permission=VIEW,
        queries=1,
    ),
}


def offer_all() -> None:
    """Put everything into its slot."""
    for definition in (lists.STYLES, lists.BOARD_HISTORY, lists.MARKET_PRICES):
        registry.offer("list", definition.key, definition)
    for slot, panel in PANELS.items():
        registry.offer(slot, panel.key, panel)
