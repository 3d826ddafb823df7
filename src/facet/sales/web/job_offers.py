"""What services and deliveries offer to the house."""

from facet.kernel import registry
from facet.sales.rules.job_settings import TOLERANCE
from facet.sales.selectors.service_metal import service_flows
from facet.sales.web.delivery_lists import DELIVERY_LIST
from facet.sales.web.job_lists import JOB_LIST
from facet.sales.web.job_panels import MEMBER_TAB, TODOS, on_limited_card, open_matters


def offer_jobs() -> None:
    """The setting, lists, the member's tab, to-dos, the limited card, metal, what keeps a file from the archive."""
    registry.offer("setting", TOLERANCE.key, TOLERANCE)
    for definition in (JOB_LIST, DELIVERY_LIST):
        registry.offer("list", definition.key, definition)
    for panel in TODOS:
        registry.offer("home.todo", panel.key, panel)
    registry.offer("member.tab", MEMBER_TAB.key, MEMBER_TAB)
    registry.offer("member.open_matter", "sales.jobs", open_matters)
    registry.offer("metal.source", "sales.services", service_flows)
    registry.offer("member.limited", "sales.jobs", on_limited_card)
