"""Where money that a service pays out or takes in is written down: in the shift of the till that does it."""

from collections.abc import Callable
from datetime import datetime

from facet.kernel import registry
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.members.rules.desk import SLOT, Desk


@joins_unit_of_work
def desk_of(actor: Actor, *, at: datetime) -> Desk | None:
    """The drawer of the actor's till, its shift locked first of all; None for whoever works at no till.

    Headquarters and programs pay by the bank's own list. Raises: what the till refuses, without an open shift.
    """
    opened: list[Callable[[Actor, datetime], Desk | None]] = registry.offers(SLOT)
    return next((desk for each in opened if (desk := each(actor, at)) is not None), None)
