"""What members and classes of goods leave in margin: for grades, reports and lists of lower domains.

Slots filled: `grade.basis` margin, `margin.by_class` and `margin.by_category` margins, `member.margin` year,
`grade.trade` sold.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from facet.catalog.rules.tax import VAT_BP
from facet.kernel.permissions import Actor
from facet.members import selectors as members_selectors
from facet.members.rules.trade import Trade
from facet.sales.models import SaleLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import REVENUE
from facet.sales.rules.margin import BASIS, margin_bp, margin_cents

_KINDS = [kind.value for kind in REVENUE]


def _lines(**bounds: Any) -> QuerySet[SaleLine]:
    return SaleLine.objects.filter(kind__in=_KINDS, **bounds).order_by()


def member_margins(member_ids: Sequence[int], begins: date | None, through: date) -> Mapping[int, int]:
    """The margin that each member's purchases left from `begins` (None: ever) through `through`, fen. Queries: 1."""
    rows = _lines(sale__member__in=member_ids, sale__business_date__lte=through)
    if begins is not None:
        rows = rows.filter(sale__business_date__gte=begins)
    summed = rows.values_list("sale__member_id").annotate(net=Sum("net_cents"), cost=Sum("cost_cents"))
    return {member_id: margin_cents(net, cost) for member_id, net, cost in summed}


def class_margins(viewer: Actor, since: date, until: date) -> Mapping[str, int]:
    """Margin in basis points of net sales by class of points, days [since, until), stores in reach. Queries: 1."""
    reach = viewer.scope(SalesPermission.VIEW_SALES)
    rows = _lines(category__isnull=False, sale__business_date__gte=since, sale__business_date__lt=until)
    if reach.store_ids is not None:
        rows = rows.filter(sale__store__in=reach.store_ids)
    summed = rows.values_list("category__points_class").annotate(net=Sum("net_cents"), cost=Sum("cost_cents"))
    return {points_class: margin_bp(net, cost) for points_class, net, cost in summed}


def category_margins(viewer: Actor, since: date, until: date) -> Mapping[tuple[int, int], int]:
    """Margin in fen by (store, category), days [since, until), stores in reach. Queries: 1."""
    reach = viewer.scope(SalesPermission.VIEW_SALES)
    rows = _lines(category__isnull=False, sale__business_date__gte=since, sale__business_date__lt=until)
    if reach.store_ids is not None:
        rows = rows.filter(sale__store__in=reach.store_ids)
    summed = rows.values_list("sale__store_id", "category_id").annotate(net=Sum("net_cents"), cost=Sum("cost_cents"))
    return {(store, category): margin_cents(net, cost) for store, category, net, cost in summed}


def margin_of_row(since: date, through: date) -> Subquery:
    """A column for a query of members: the margin of [since, through], fen, files joined into hers too. Queries: 0."""
    files = members_selectors.files_of(OuterRef(OuterRef("pk")))  # type: ignore[arg-type]  # the row's own id
    rows = _lines(
        sale__member__in=files, sale__business_date__gte=since, sale__business_date__lte=through
    ).values(one=Value(1))  # fmt: skip
    whole = F("net") * BASIS / (BASIS + VAT_BP) - F("cost")
    summed = rows.annotate(net=Sum("net_cents"), cost=Sum("cost_cents")).annotate(
        margin=ExpressionWrapper(whole, output_field=BigIntegerField())
    )
    return Subquery(summed.values("margin"), output_field=BigIntegerField())


def trade_by_grade(members: QuerySet[Any], since: date, until: date) -> Mapping[str, Trade]:
    """What the members of each grade bought on the days [since, until): sums by the grade they have now. Queries: 1."""
    rows = _lines(sale__member__in=members, sale__business_date__gte=since, sale__business_date__lt=until)
    summed = rows.values_list("sale__member__standing__grade_code").annotate(
        net=Sum("net_cents"), grams=Coalesce(Sum("weight_mg"), 0), cost=Sum("cost_cents")
    )
    return {grade: Trade(net, grams, margin_cents(net, cost)) for grade, net, grams, cost in summed}


OFFERS = {
    ("grade.basis", "margin"): member_margins,
    ("margin.by_class", "margins"): class_margins,
    ("margin.by_category", "margins"): category_margins,
    ("member.margin", "year"): margin_of_row,
    ("grade.trade", "sold"): trade_by_grade,
}
