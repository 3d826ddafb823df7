"""What a promotion brought: tickets, what was given, who bore it, how much of the budget is gone."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from facet.kernel.permissions import Actor, require
from facet.promotions.models import Promotion, PromotionSlice, PromotionTicket, PromotionUse
from facet.promotions.permissions import PromotionsPermission


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreEffect:
    """One store's part. Units: tickets, fen, pieces. `budget_cents` 0: no budget."""

    store: str
    tickets: int
    given_cents: int
    gifts: int
    revenue_cents: int
    budget_cents: int
    used_cents: int
    total: int
    uses: int

    @property
    def used_percent(self) -> int:
        return self.used_cents * 100 // self.budget_cents if self.budget_cents else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A promotion's result in the stores within reach, returns taken off."""

    stores: Sequence[StoreEffect]
    tickets: int
    given_cents: int
    brand_cents: int
    mall_cents: int
    franchisee_cents: int
    gifts: int
    coupons: int
    revenue_cents: int  # what the goods it counted on cost, after it
    budget_cents: int
    used_cents: int

    @property
    def house_cents(self) -> int:
        return self.given_cents - self.brand_cents - self.mall_cents - self.franchisee_cents

    @property
    def used_percent(self) -> int:
        return self.used_cents * 100 // self.budget_cents if self.budget_cents else 0


def effect_of(viewer: Actor, promotion: Promotion) -> Effect:
    """All versions of `promotion` together. Raises: NotPermitted. Queries: 3."""
    require(viewer, PromotionsPermission.VIEW_PROMOTIONS)
    reach = viewer.scope(PromotionsPermission.VIEW_PROMOTIONS).store_ids
    here = Q() if reach is None else Q(store_id__in=reach)
    names = ("cents", "brand_cents", "mall_cents", "franchisee_cents", "gifts", "coupons", "uses")
    rows = {
        row["store__name"]: row
        for row in PromotionTicket.objects.filter(here, version__promotion=promotion)
        .order_by().values("store__name").annotate(**{f"all_{name}": Coalesce(Sum(name), 0) for name in names})
    }  # fmt: skip
    lines = PromotionUse.objects.filter(ticket__version__promotion=promotion, ticket__reverses=None)
    if reach is not None:
        lines = lines.filter(ticket__store_id__in=reach)
    based = dict(lines.order_by().values_list("ticket__store__name").annotate(base=Sum("base_cents") - Sum("cents")))
    slices = {row.store.name: row for row in promotion.slices.filter(here).select_related("store")}
    stores = [_store(name, rows.get(name), slices.get(name), based.get(name, 0)) for name in sorted({*rows, *slices})]
    total = {name: sum(row[f"all_{name}"] for row in rows.values()) for name in names}
    return Effect(
        stores=stores, tickets=total["uses"], given_cents=total["cents"], brand_cents=total["brand_cents"],
        mall_cents=total["mall_cents"], franchisee_cents=total["franchisee_cents"], gifts=total["gifts"],
        coupons=total["coupons"],
        revenue_cents=sum(store.revenue_cents for store in stores),
        budget_cents=sum(store.budget_cents for store in stores), used_cents=sum(store.used_cents for store in stores),
    )  # fmt: skip


def _store(name: str, row: dict[str, int] | None, held: PromotionSlice | None, revenue: int) -> StoreEffect:
    given = row or {}
    return StoreEffect(
        store=name, tickets=given.get("all_uses", 0), given_cents=given.get("all_cents", 0),
        gifts=given.get("all_gifts", 0), revenue_cents=revenue, budget_cents=held.budget_cents if held else 0,
        used_cents=held.used_cents if held else 0, total=held.total if held else 0, uses=held.uses if held else 0,
    )  # fmt: skip
