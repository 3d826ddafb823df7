"""What sales offers to the house as a whole: rights, settings, lists, approvals, documents, checks of the books."""

from facet.kernel import registry
from facet.kernel.privacy import offer_tables
from facet.sales.permissions import LABELS
from facet.sales.rules.old_gold_settings import OLD_GOLD_SETTINGS
from facet.sales.rules.return_settings import RETURN_SETTINGS
from facet.sales.rules.terminal_settings import TERMINAL
from facet.sales.rules.working_days import HOLIDAYS
from facet.sales.selectors.books import CHECKS
from facet.sales.selectors.material_books import MATERIAL_CHECKS
from facet.sales.selectors.receipt_words import SETTINGS
from facet.sales.selectors.subject_tables import TABLES
from facet.sales.services.first_day import SHEET as DEPOSITS
from facet.sales.services.first_day_jobs import SHEET as JOBS
from facet.sales.web.documents import find_ticket, ticket_names
from facet.sales.web.lists import SALES
from facet.sales.web.material_lists import MATERIALS
from facet.sales.web.people_lists import PEOPLE_LISTS
from facet.sales.web.ribbon import STATE


def offer_to_house() -> None:
    """Fill the slots; called once, when the house starts."""
    offer_tables(TABLES)
    for order, (code, label) in enumerate(LABELS.items()):
        registry.offer("permission", str(code), registry.PermissionOffer(str(code), label, order=500 + order))
    for setting in (*OLD_GOLD_SETTINGS, TERMINAL, HOLIDAYS, *RETURN_SETTINGS, *SETTINGS):
        registry.offer("setting", setting.key, setting)
    for definition in (SALES, MATERIALS, *PEOPLE_LISTS):
        registry.offer("list", definition.key, definition)
    for check in (*CHECKS, *MATERIAL_CHECKS):
        registry.offer("books", check.key, check)
    for sheet in (DEPOSITS, JOBS):
        registry.offer("opening.sheet", sheet.key, sheet)
    registry.offer("document", "sales.sale", ticket_names)
    registry.offer("ticket.find", "sales", find_ticket)
    registry.offer("ribbon.state", STATE.key, STATE)
