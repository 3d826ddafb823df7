"""What the catalogue's screens offer to the house: lists, and panels on other domains' pages."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from facet.catalog import selectors, services
from facet.catalog.permissions import CatalogPermission
from facet.catalog.rules.market import COLUMNS
from facet.catalog.services import MarketQuote
from facet.catalog.web import lists, panels
from facet.kernel import registry
from facet.kernel.errors import gettext_noop
from facet.kernel.importing import Checked, Importer, ImportRow
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel

VIEW = str(CatalogPermission.VIEW_CATALOG)
PANELS = {
    "home.gold": Panel(
        key="catalog.gold",
        title=gettext_noop("Gold price today"),
        template="catalog/home_gold.html",
        context=panels.gold_card,
        permission=VIEW,
        queries=6,
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
    "home.figure": Panel(
        key="catalog.moves",
        title=gettext_noop("Gold price in 7 days"),
        template="",
        context=panels.moves,
        permission=str(CatalogPermission.SET_BOARD_PRICE),
        queries=3,
        order=72,
    ),
    "ribbon.state": Panel(
        key="catalog.to_be_confirmed",
        title="",
        template="",
        context=panels.to_be_confirmed,
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


def _quotes(rows: Sequence[ImportRow]) -> list[MarketQuote]:
    return [
        MarketQuote(row.values["on"], row.values["series"], row.values["value_cents"], row.values.get("source") or "")
        for row in rows
    ]


def check_market_prices(actor: Actor, rows: Sequence[ImportRow], at: datetime) -> Checked:
    """What a file of trade prices would do. Queries: 1."""
    known = selectors.market_values({row.values["on"] for row in rows})
    states = {row.line: _state(known.get((row.values["on"], row.values["series"])), row) for row in rows}
    counts = Counter(states.values())
    return Checked(counts["new"], counts["changed"], counts["unchanged"], states=states)


def _state(known_cents: int | None, row: ImportRow) -> str:
    if known_cents is None:
        return "new"
    return "unchanged" if known_cents == row.values["value_cents"] else "changed"


def take_in_market_prices(actor: Actor, operation: OperationKey, rows: Sequence[ImportRow], at: datetime) -> Checked:
    """All rows of a file in one transaction."""
    done = services.take_in_market_prices(actor=actor, operation=operation, quotes=_quotes(rows), at=at)
    return Checked(done["new"], done["changed"], done["unchanged"])


MARKET_IMPORT = Importer(
    key="market_prices",
    title=gettext_noop("Trade prices"),
    permission=str(CatalogPermission.SET_BOARD_PRICE),
    columns=COLUMNS,
    check=check_market_prices,
    apply=take_in_market_prices,
    purpose=gettext_noop("What the trade paid day by day; a day that is already known is corrected."),
    unique=("on", "series"),
    row_limit=20_000,  # every day becomes one variable of one statement
)


def offer_all() -> None:
    """Put everything into its slot."""
    for definition in (lists.STYLES, lists.BOARD_HISTORY, lists.MARKET_PRICES):
        registry.offer("list", definition.key, definition)
    registry.offer("importer", MARKET_IMPORT.key, MARKET_IMPORT)
    for slot, panel in PANELS.items():
        registry.offer(slot, panel.key, panel)
