"""The house hears of its last deliveries: who waits for what came in."""

from datetime import datetime

from facet.demo import selectors
from facet.demo.flows.breath import let_others_write
from facet.demo.services.acts import HOUSE
from facet.inventory import services as inventory_services

DELIVERIES = 12


def tell_of_the_last_deliveries(*, at: datetime) -> None:
    """Name the members who wait for what the last deliveries brought, as the event would."""
    for document, store_id in selectors.last_deliveries(most=DELIVERIES):
        inventory_services.list_tell_first(actor=HOUSE, document=document, store_id=store_id, at=at)
        let_others_write()
