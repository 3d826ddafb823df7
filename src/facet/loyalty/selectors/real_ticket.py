"""A ticket that was sold, as the simulator's blanks: what it was counted from, to be counted again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from facet.kernel import registry
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.loyalty.models import EarnedLine
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.earning import EarningLine
from facet.loyalty.rules.earning_base import Amounts


@dataclass(frozen=True, slots=True)
class RealTicket:
    """Its day, the grade its member had, and its lines as they were counted."""

    number: str
    on: date
    grade: str
    points: int
    lines: Sequence[EarningLine]


def real_ticket(viewer: Actor, number: str) -> RealTicket:
    """A member's ticket within the viewer's reach by its number; returns are left out.

    Slot "ticket.find": `find(viewer, number)` gives the document of a ticket that the viewer may see, or "".
    Raises: NotPermitted, NotFound also for a foreign one and one without a member. Queries: 1 and the slot's.
    """
    require(viewer, LoyaltyPermission.VIEW_PROGRAMME)
    documents = (find(viewer, number.strip()) for find in registry.offers("ticket.find"))
    document = next((each for each in documents if each), "")
    found = EarnedLine.objects.filter(document=document, reverses=None, base_cents__gt=0).order_by("line_no")
    rows = list(found) if document else []
    if not rows:
        raise NotFound(key=number)
    return RealTicket(
        number, rows[0].earned_on, rows[0].trace.get("grade", ""), sum(row.points for row in rows),
        [_line(row) for row in rows],
    )  # fmt: skip


def _line(row: EarnedLine) -> EarningLine:
    trace, amounts = row.trace, Amounts.stored(row.trace)
    paid = amounts.paid_cents if amounts else row.base_cents
    return EarningLine(
        row.line_no, row.points_class, paid, is_new_product=trace.get("new", False), quantity=trace.get("pieces", 1),
        style_code=trace.get("style", ""), label=trace.get("label", ""), amounts=amounts,
    )  # fmt: skip
