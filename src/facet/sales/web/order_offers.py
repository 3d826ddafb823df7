"""What deposits and customers' orders offer to the house."""

from facet.kernel import registry
from facet.sales.rules.deposit_settings import DEPOSIT_SETTINGS
from facet.sales.selectors.deposit_books import DEPOSIT_CHECKS
from facet.sales.selectors.metal_promise import promised_by_locks
from facet.sales.web.deposit_lists import DEPOSITS
from facet.sales.web.order_lists import ORDER_LIST
from facet.sales.web.order_panels import MEMBER_TAB, TODOS, open_matters


def offer_orders() -> None:
    """Settings, lists, book checks, promised metal, the member's tab, to-dos, what keeps a file from the archive."""
    for setting in DEPOSIT_SETTINGS:
        registry.offer("setting", setting.key, setting)
    for definition in (DEPOSITS, ORDER_LIST):
        registry.offer("list", definition.key, definition)
    for check in DEPOSIT_CHECKS:
        registry.offer("books", check.key, check)
    for panel in TODOS:
        registry.offer("home.todo", panel.key, panel)
    registry.offer("member.tab", MEMBER_TAB.key, MEMBER_TAB)
    registry.offer("member.open_matter", "sales.deposits", open_matters)
    registry.offer("metal.promise", "sales.deposits", promised_by_locks)
