"""The rules of commission that hold on a day, as plain values."""

from datetime import date

from django.db.models import Subquery

from facet.sales.models import CommissionPlan
from facet.sales.models import CommissionRule as RuleRow
from facet.sales.rules.commission import CommissionRule


def rules_in_force(on: date) -> list[CommissionRule]:
    """The rules of the plan in force on `on`, from the top; none without a plan. Queries: 1."""
    plan = (
        CommissionPlan.objects.filter(state=CommissionPlan.State.PUBLISHED, effective_on__lte=on)
        .order_by("-effective_on", "-number")
        .values("pk")[:1]
    )
    return [
        plain(row) for row in RuleRow.objects.filter(plan=Subquery(plan)).select_related("category").order_by("place")
    ]


def plain(row: RuleRow) -> CommissionRule:
    """A stored rule as the arithmetic reads it; its category is loaded."""
    return CommissionRule(
        id=row.pk, pays=row.pays, rate=row.rate, store_id=row.store_id, role=row.role,
        category=row.category.code if row.category else "", style=row.style_code,
    )  # fmt: skip
