"""What counting must know of a buyer beside her grade; asked only where the rules look at it."""

from datetime import date

from django.db.models import Sum

from facet.loyalty.models import EarnedLine
from facet.loyalty.rules.earning import NOBODY, Buyer
from facet.loyalty.rules.programme import Programme
from facet.members import selectors as members_selectors


def buyer_of(member_id: int | None, *, programme: Programme, on: date) -> Buyer:
    """The member as `programme` looks at her on `on`, before her ticket. Queries: 0 to 3."""
    if member_id is None:
        return NOBODY
    lines = EarnedLine.objects.filter(account__member_id=member_id)
    year = bought = None
    if programme.steps_by_year:
        year = lines.filter(earned_on__year=on.year).aggregate(spent=Sum("base_cents"))["spent"]
    if any(special.first for special in programme.rewards.special):
        bought = lines.filter(reverses=None).order_by().values_list("points_class", flat=True).distinct()
    return Buyer(_groups(member_id, programme), year or 0, frozenset(bought or ()))


def _groups(member_id: int, programme: Programme) -> frozenset[str]:
    """Her groups, where any rule gives a group more."""
    return members_selectors.groups_of(member_id) if programme.group_bonuses else frozenset()
