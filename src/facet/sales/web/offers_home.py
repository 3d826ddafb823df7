"""What sales shows on the home page."""

from facet.kernel import registry
from facet.sales.web.home import FIGURES, TODAY
from facet.sales.web.home_people import PLAN_WAITS, TARGET


def offer_home() -> None:
    """Fill the slots; called once, when the house starts."""
    for panel in (*FIGURES, TARGET):
        registry.offer("home.figure", panel.key, panel)
    registry.offer("home.today", TODAY.key, TODAY)
    registry.offer("home.todo", PLAN_WAITS.key, PLAN_WAITS)
