"""What each grade's members bought and left. Source: R041, R349.

Slot "grade.trade": `sold(members, since, until)` gives `Trade` by grade for a query of member ids.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from facet.kernel import registry
from facet.kernel.permissions import Actor, require
from facet.members.models import Member
from facet.members.permissions import MembersPermission
from facet.members.rules.trade import Trade
from facet.members.rules.words import State
from facet.members.selectors.reach import within
from facet.members.selectors.silence import senior_grades, silent_queryset


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeLine:
    """One grade now: its members, what they bought, who was left alone (None: not a senior grade).

    `margin_cents` is None for viewers without the switch "cost".
    """

    grade_code: str
    members: int
    net_cents: int
    weight_mg: int
    margin_cents: int | None
    silent: int | None


def grade_report(viewer: Actor, *, first: date, last: date, on: date) -> list[GradeLine]:
    """Each grade of the members in the viewer's reach, largest sales first.

    Purchases of the days [first, last] count for the grade a member has now. Raises: NotPermitted. Queries: 5.
    """
    require(viewer, MembersPermission.VIEW_MEMBERS)
    members = Member.objects.filter(within(viewer, MembersPermission.VIEW_MEMBERS), state=State.ACTIVE).order_by()
    counts = dict(members.values_list("standing__grade_code").annotate(n=Count("pk")))
    sold = registry.offered("grade.trade", "sold")
    trade: dict[str, Trade] = dict(sold(members.values("pk"), first, last + timedelta(days=1))) if sold else {}
    silent = silent_queryset(viewer, on=on).order_by().values_list("standing__grade_code")
    alone = dict(silent.annotate(n=Count("pk")))
    seniors = senior_grades(on)
    lines = [
        GradeLine(
            grade_code=code, members=counts.get(code, 0), net_cents=trade.get(code, Trade()).net_cents,
            weight_mg=trade.get(code, Trade()).weight_mg,
            margin_cents=trade.get(code, Trade()).margin_cents if viewer.sees("cost") else None,
            silent=alone.get(code, 0) if code in seniors else None,
        )
        for code in sorted({*counts, *trade})
    ]  # fmt: skip
    return sorted(lines, key=lambda each: (-each.net_cents, each.grade_code))
