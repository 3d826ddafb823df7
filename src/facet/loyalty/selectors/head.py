"""The points of the head of a member's page: what is pending, what ends next."""

from datetime import date

from django.db.models import Min, Q, Sum

from facet.loyalty.models import PointsAccount


def points_ahead(member_id: int, *, on: date) -> tuple[int, int, date | None]:
    """Pending points; the points that end next, and on which day. The caller asks for the right. Queries: 1 or 2."""
    live = Q(lots__remaining__gt=0, lots__expires_on__gte=on)
    rows = PointsAccount.objects.filter(member_id=member_id).annotate(ends=Min("lots__expires_on", filter=live))
    account = rows.first()
    if account is None:
        return 0, 0, None
    ends = account.ends
    if ends is None:
        return account.pending, 0, None
    points = account.lots.filter(expires_on=ends, remaining__gt=0).aggregate(total=Sum("remaining"))["total"]
    return account.pending, points or 0, ends
