"""Grams that are owed to suppliers, and the prices that were fixed for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet, Sum

from facet.kernel.permissions import Actor, require
from facet.purchasing.models import FixingPart, MetalDebt, PriceFixing
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.rules.pricing import Owed

FIX = PurchasingPermission.FIX_PRICES


@dataclass(frozen=True, slots=True)
class OwedMetal:
    """What is owed to one supplier in one metal. Units: fine mg, cents of provisional cost."""

    supplier_code: str
    supplier_name: str
    supplier_name_en: str
    metal: str
    open_mg: int
    provisional_cents: int
    since: datetime


def owed_of(debts: Sequence[MetalDebt]) -> list[Owed]:
    """Rows of grams owed for the rules, with what earlier fixings took of their provisional cost. Queries: 1."""
    taken = dict(
        FixingPart.objects.filter(debt__in=[debt.pk for debt in debts])
        .values_list("debt_id")
        .annotate(cents=Sum("provisional_cents"))
    )
    return [
        Owed(debt.pk, debt.fine_mg, debt.settled_mg, debt.provisional_cents, taken.get(debt.pk, 0)) for debt in debts
    ]


def owed_metal(viewer: Actor) -> list[OwedMetal]:
    """What is owed in grams, by supplier and metal, the most first. Raises: NotPermitted. Queries: 1."""
    require(viewer, FIX)
    names = ("supplier__code", "supplier__name", "supplier__name_en", "metal")
    found: dict[tuple[Any, ...], list[Any]] = {}
    rows = MetalDebt.objects.filter(settled_mg__lt=F("fine_mg")).order_by("owed_since", "pk")
    for *key, fine, settled, cents, since in rows.values_list(
        *names, "fine_mg", "settled_mg", "provisional_cents", "owed_since"
    ):
        sums = found.setdefault(tuple(key), [0, 0, since])
        sums[0] += fine - settled
        sums[1] += cents * (fine - settled) // fine
    return sorted((OwedMetal(*key, *sums) for key, sums in found.items()), key=lambda each: -each.open_mg)


def debts_queryset(viewer: Actor) -> QuerySet[MetalDebt]:
    """Deliveries that left grams owing. Raises: NotPermitted. Queries: 0."""
    require(viewer, FIX)
    rows = MetalDebt.objects.select_related("supplier", "receipt__order")
    return rows.annotate(left_mg=F("fine_mg") - F("settled_mg"))


def fixings_queryset(viewer: Actor) -> QuerySet[PriceFixing]:
    """Prices that were fixed. Raises: NotPermitted. Queries: 0."""
    require(viewer, FIX)
    return PriceFixing.objects.select_related("supplier")
