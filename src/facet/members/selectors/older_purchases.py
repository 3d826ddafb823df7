"""What a member bought before this system, for whoever adds her purchases up. Source: R021, R312."""

from datetime import date

from django.db.models import Sum

from facet.members.models import MemberEvent
from facet.members.rules.words import Happened
from facet.members.selectors.merging import files_of


def older_purchases(member_id: int, *, first: date | None, last: date | None) -> tuple[int, int]:
    """Cents and visits of the days, both included, None open. The caller has settled who may ask. Queries: 1."""
    rows = MemberEvent.objects.filter(member_id__in=files_of(member_id), kind=Happened.OPENING.value)
    if first:
        rows = rows.filter(on__gte=first)
    if last:
        rows = rows.filter(on__lte=last)
    sums = rows.order_by().aggregate(cents=Sum("amount_cents"), visits=Sum("visits"))
    return sums["cents"] or 0, sums["visits"] or 0
