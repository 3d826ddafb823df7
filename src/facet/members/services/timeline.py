"""Lines of the timeline."""

from collections.abc import Iterable

from facet.kernel.transactions import joins_unit_of_work
from facet.members.models import MemberEvent
from facet.members.rules.timeline import LOOKS, Happening


@joins_unit_of_work
def record_event(member_id: int, happening: Happening) -> None:
    """Add one line to the member's timeline. Queries: 1."""
    _row(member_id, happening).save()


@joins_unit_of_work
def record_events(happenings: Iterable[tuple[int, Happening]]) -> None:
    """Add many lines, for whichever members. Queries: 1 for 500."""
    MemberEvent.objects.bulk_create([_row(member_id, each) for member_id, each in happenings], batch_size=500)


def _row(member_id: int, happening: Happening) -> MemberEvent:
    return MemberEvent(
        member_id=member_id,
        at=happening.at,
        on=happening.on,
        kind=happening.kind,
        icon=happening.icon or LOOKS[happening.kind].icon,
        title=happening.title,
        facts=dict(happening.facts),
        store_id=happening.store_id,
        amount_cents=happening.amount_cents,
        points=happening.points,
        pieces=happening.pieces,
        weight_mg=happening.weight_mg,
        visits=happening.visits,
        url=happening.url,
    )
