"""One business day of a store: its figures, and who made them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.organisation.selectors import tills as till_selectors
from facet.sales.models import Sale, SaleLine, StaffShare, Tender
from facet.sales.permissions import SalesPermission


@dataclass(frozen=True, slots=True)
class PersonDay:
    """One salesperson's trade on one business date. Units: pieces in ten-thousandths, mg, cents."""

    staff: str
    name: str
    tickets: int
    pieces_bp: int
    weight_mg: int
    net_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryDay:
    """One category's trade. Units: cents, pieces, mg."""

    category_id: int
    net_cents: int
    pieces: int
    weight_mg: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayFigures:
    """What one store took on one business date. Units: cents, pieces, mg."""

    tickets: int
    due_cents: int
    pieces: int
    weight_mg: int
    points: int
    by_method: Sequence[tuple[str, int]]
    by_category: Sequence[CategoryDay]


def staff_day(viewer: Actor, *, store_code: str, day: date) -> list[PersonDay]:
    """Who sold how much in a store on `day`, best first; a clerk sees only the own row.

    Units: yuan as cents, pieces in ten-thousandths, mg. Queries: 2. Raises: NotFound, NotPermitted.
    """
    store = till_selectors.find_store(viewer, code=store_code)
    if store is None or not viewer.may(SalesPermission.VIEW_RESULTS, store_id=store.id):
        require(viewer, SalesPermission.VIEW_RESULTS)
        raise NotFound(key=store_code)
    shares = StaffShare.objects.filter(store_id=store.id, business_date=day)
    if viewer.scope(SalesPermission.VIEW_RESULTS).own:
        shares = shares.filter(staff_id=viewer.staff_id)
    rows = (
        shares.values_list("staff__code", "staff__name")
        .annotate(Count("line__sale", distinct=True), Sum("pieces_bp"), Sum("weight_mg"), net=Sum("net_cents"))
        .order_by("-net", "staff__code")
    )
    return [PersonDay(*row) for row in rows]


def day_figures(viewer: Actor, *, store_id: int, day: date) -> DayFigures:
    """The store's figures on `day`, from stored tickets only. Queries: 3. Raises: NotPermitted."""
    require(viewer, SalesPermission.VIEW_RESULTS, store_id=store_id)
    sales = Sale.objects.filter(store_id=store_id, business_date=day)
    whole = sales.aggregate(
        n=Count("id"), due=Sum("due_cents"), pieces=Sum("pieces"), weight=Sum("weight_mg"), points=Sum("points_earned")
    )
    methods = (
        Tender.objects.filter(sale__in=sales)
        .values_list("method")
        .annotate(cents=Sum("amount_cents"))
        .order_by("-cents", "method")
    )
    categories = (
        SaleLine.objects.filter(sale__in=sales)
        .values("category_id")
        .annotate(net=Sum("net_cents"), n=Sum("quantity"), weight=Sum("weight_mg"))
        .order_by("-net", "category_id")
    )
    return DayFigures(
        tickets=whole["n"],
        due_cents=whole["due"] or 0,
        pieces=whole["pieces"] or 0,
        weight_mg=whole["weight"] or 0,
        points=whole["points"] or 0,
        by_method=[tuple(row) for row in methods],
        by_category=[
            CategoryDay(category_id=row["category_id"], net_cents=row["net"], pieces=row["n"], weight_mg=row["weight"])
            for row in categories
        ],
    )
