"""What must agree in members' books."""

from collections.abc import Sequence

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from facet.kernel.errors import gettext_noop
from facet.kernel.registry import Check
from facet.members.models import Member, MemberEvent, Standing

_MOST_NAMED = 20


def standing_agrees_with_events() -> Sequence[str]:
    """Members whose standing says another spending or number of visits than their timeline adds up to.

    One sentence a member, at most twenty. Queries: 2.
    """
    events = MemberEvent.objects.filter(member_id=OuterRef("pk")).order_by().values("member_id")
    spent = Subquery(events.annotate(total=Sum("amount_cents")).values("total"))
    visited = Subquery(events.annotate(total=Sum("visits")).values("total"))
    wrong = (
        Standing.objects.annotate(spent=Coalesce(spent, 0), visited=Coalesce(visited, 0))
        .exclude(spend_cents=F("spent"), visits=F("visited"))
        .order_by("pk")
        .values_list("member__number", "spend_cents", "spent", "visits", "visited")[:_MOST_NAMED]
    )
    alone = Member.objects.filter(standing=None).order_by("pk").values_list("number", flat=True)[:_MOST_NAMED]
    return [
        *(
            f"{number}: standing says {cents} cents and {visits} visits, the timeline {spent_} and {visited_}"
            for number, cents, spent_, visits, visited_ in wrong
        ),
        *(f"{number}: no standing" for number in alone),
    ]


BOOKS = Check(
    "members.standing", gettext_noop("Members' standings agree with their timelines"), standing_agrees_with_events
)
