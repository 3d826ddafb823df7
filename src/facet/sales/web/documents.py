"""What other domains call a ticket when they name the paper behind a movement."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse

from facet.kernel.permissions import Actor
from facet.sales.selectors.sale import visible_sales


def ticket_names(viewer: Actor, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """(number, address) by key for the tickets that the viewer may see; the others stay unnamed. Queries: 1."""
    ids = [UUID(key) for key in keys]
    rows = visible_sales(viewer).filter(pk__in=ids).values_list("pk", "number")
    return {str(pk): (number, reverse("sales:sale", args=[pk])) for pk, number in rows}


def find_ticket(viewer: Actor, number: str) -> str:
    """Slot "ticket.find": the document of a ticket that the viewer may see, by its number; "" for none. Queries: 1."""
    found = visible_sales(viewer).filter(number=number.upper()).values_list("pk", flat=True).first()
    return f"sales.sale:{found}" if found else ""
