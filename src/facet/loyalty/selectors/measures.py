"""The figures that grades may rest on, of many members at once, in the units of thresholds."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Sum

from facet.kernel import registry
from facet.loyalty.errors import BasisMissing
from facet.loyalty.models import EarnedLine, PointsAccount
from facet.loyalty.rules.grade import in_threshold_units, period_begins
from facet.loyalty.rules.kinds import BASIS_LABELS, BasisKind
from facet.loyalty.rules.sections import GradeBasis
from facet.members import selectors as members_selectors

COLUMNS = {
    BasisKind.LIFETIME: "lifetime",
    BasisKind.BALANCE: "available",
    BasisKind.SPEND: "member__standing__spend_cents",
    BasisKind.FREQUENCY: "member__standing__visits",
}


def figures_of(member_ids: Sequence[int], *, basis: GradeBasis, on: date) -> Mapping[int, int]:
    """What thresholds are compared with, by member; 0 where there is nothing.

    Periods end with `on`. Spending and visits of a period are those of tickets in the points book,
    net of returns. Raises: BasisMissing. Queries: 1, or those of the domain that offers margin.
    """
    begins = period_begins(basis, on)
    if offered := offered_figures(basis.kind):
        found = offered(member_ids, begins, on)
    elif begins is None:
        accounts = PointsAccount.objects.filter(member_id__in=member_ids)
        found = dict(accounts.values_list("member_id", COLUMNS[basis.kind]))
    else:
        lines = EarnedLine.objects.filter(
            account__member_id__in=member_ids, earned_on__gte=begins, earned_on__lte=on
        ).order_by()
        found = dict(_of_period(lines.values_list("account__member_id"), basis.kind))
    return {key: in_threshold_units(basis.kind, found.get(key) or 0) for key in member_ids}


def offered_figures(kind: BasisKind) -> Callable[[Sequence[int], date | None, date], Mapping[int, int]] | None:
    """Slot "grade.basis": `figures(member_ids, begins or None, through)` gives fen by member, for margin.

    Raises: BasisMissing where no domain offers what `kind` needs.
    """
    if kind in COLUMNS or kind == BasisKind.PERIOD_POINTS:
        return None
    if kind == BasisKind.CREDIT_LIMIT:
        return lambda member_ids, _begins, _on: members_selectors.credit_limits(member_ids)
    found: Callable[[Sequence[int], date | None, date], Mapping[int, int]] | None = registry.offered(
        "grade.basis", kind.value
    )
    if found is None:
        raise BasisMissing(basis=BASIS_LABELS[kind])
    return found


def _of_period(lines: QuerySet[EarnedLine, Any], kind: BasisKind) -> QuerySet[EarnedLine, Any]:
    if kind == BasisKind.FREQUENCY:
        return lines.filter(reverses=None).annotate(figure=Count("earned_on", distinct=True))
    return lines.annotate(figure=Sum("base_cents" if kind == BasisKind.SPEND else "points"))
