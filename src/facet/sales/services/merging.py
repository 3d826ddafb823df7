"""Sales' part when two files of one person are joined: nobody joins files with an open ticket.

Tickets that were written are facts: they stay with the file they were written for and are read through it.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from facet.kernel.transactions import joins_unit_of_work
from facet.members.rules.merge import MergePart, Moving
from facet.sales.models import Basket

_UNFINISHED = (Basket.State.OPEN, Basket.State.HELD)


@joins_unit_of_work
def open_tickets(giver_id: int, taker_id: int) -> Sequence[str]:
    """Unfinished tickets of either file, one sentence each. Queries: 1."""
    rows = Basket.objects.filter(member_id__in=[giver_id, taker_id], state__in=_UNFINISHED).select_related("store")
    return [
        gettext("The ticket {number} in {store} is open.").format(number=row.number, store=row.store.name)
        for row in rows.order_by("pk")
    ]


def _nothing(_moving: Moving) -> dict[str, Any]:
    return {}


def _nothing_back(_moving: Moving, _moved: dict[str, Any]) -> None:
    return None


PART = MergePart(key="sales.tickets", order=80, move=_nothing, move_back=_nothing_back, blocks=open_tickets)
