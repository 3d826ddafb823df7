"""Sales' part when two files of one person are joined: what is under way goes along, written tickets stay.

Deposits, orders, jobs with what they cost, and deliveries belong to whoever comes for them: they name the
file that stays, and the parted one again after an undoing. Tickets that were written are facts: they stay
with the file they were written for and are read through it. Nobody joins files with an open ticket.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext

from facet.kernel.transactions import joins_unit_of_work
from facet.members import services as members_services
from facet.members.rules.merge import MergePart, Moving
from facet.sales.models import Basket

_APART = ("Basket",)  # an unfinished one blocks, a finished one is history
_UNFINISHED = (Basket.State.OPEN, Basket.State.HELD)


@joins_unit_of_work
def open_tickets(giver_id: int, taker_id: int) -> Sequence[str]:
    """Unfinished tickets of either file, one sentence each. Queries: 1."""
    rows = Basket.objects.filter(member_id__in=[giver_id, taker_id], state__in=_UNFINISHED).select_related("store")
    return [
        gettext("The ticket {number} in {store} is open.").format(number=row.number, store=row.store.name)
        for row in rows.order_by("pk")
    ]


@joins_unit_of_work
def move_matters(moving: Moving) -> dict[str, Any]:
    """Every deposit, order, job, cost of one and delivery of the giver. Queries: 5, and 1 a row that moves."""
    giver, taker = moving.giver.pk, moving.taker.pk
    return members_services.repoint_rows("sales", giver_id=giver, taker_id=taker, but_not=_APART)


@joins_unit_of_work
def move_matters_back(moving: Moving, moved: dict[str, Any]) -> None:
    """Exactly the rows that came along; what was begun since the join stays with the survivor."""
    members_services.point_back(moved, giver_id=moving.giver.pk, taker_id=moving.taker.pk)


PART = MergePart(key="sales.tickets", order=80, move=move_matters, move_back=move_matters_back, blocks=open_tickets)
