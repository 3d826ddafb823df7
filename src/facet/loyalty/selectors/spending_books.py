"""What must add up in the books of spending: prize stock, stored value, coupons, spent points. Source: T02, T03."""

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from facet.loyalty.models import (
    Coupon,
    CouponEvent,
    PointsAccount,
    PointsEntry,
    PointsReservation,
    PrizeMovement,
    PrizeStock,
    Redemption,
    StoredValueAccount,
    StoredValueEntry,
)
from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.selectors.books import named_differences, total


def prize_books() -> list[str]:
    """Stock against movements; redemptions against what left for points. Queries: 3."""
    rows = PrizeStock.objects.annotate(moved=total(PrizeMovement, "account", "quantity")).exclude(on_hand=F("moved"))
    found = [
        f"prize stock {pk}: {on_hand} against movements {moved}"
        for pk, on_hand, moved in rows.order_by("pk").values_list("pk", "on_hand", "moved")
    ]
    redeemed = Redemption.objects.exclude(state="cancelled").aggregate(all=Coalesce(Sum("quantity"), 0))["all"]
    left = PrizeMovement.objects.filter(kind__in=["redeemed", "returned"]).aggregate(all=Coalesce(Sum("quantity"), 0))
    if redeemed != -left["all"]:
        found.append(f"redemptions hold {redeemed} prizes, {-left['all']} left for points")
    return list(named_differences(found))


def stored_value_books() -> list[str]:
    """Cards against their entries, principal and bonus apart. Queries: 1."""
    rows = StoredValueAccount.objects.annotate(
        principal=total(StoredValueEntry, "account", "principal_cents"),
        bonus=total(StoredValueEntry, "account", "bonus_cents"),
    )
    wrong = rows.exclude(principal_cents=F("principal"), bonus_cents=F("bonus")).order_by("pk")
    return list(
        named_differences(
            [
                f"card {row.pk}: {row.principal_cents} + {row.bonus_cents} against {row.principal} + {row.bonus}"
                for row in wrong
            ]
        )
    )


def coupon_books() -> list[str]:
    """Each used coupon has one use more than it was restored, and every other none. Queries: 1."""
    used = Coupon.objects.annotate(uses=_count("redeemed"), restored=_count("restored"), issued=_count("issued"))
    in_use, out = Q(state="redeemed", uses=F("restored") + 1), Q(state="issued", uses=F("restored"))
    wrong = used.exclude(Q(issued=1) & (in_use | out | Q(state__in=["expired", "void"])))
    return list(
        named_differences([f"coupon {row.pk}: {row.state} against its history" for row in wrong.order_by("pk")])
    )


def spent_points_books() -> list[str]:
    """No spending is given back beyond itself; what is reserved is what open reservations hold. Queries: 2."""
    kinds = [EntryKind.SPENT_BACK.value, EntryKind.REDEEMED_BACK.value]
    spent = PointsEntry.objects.filter(points__lt=0, reversals__kind__in=kinds).annotate(back=Sum("reversals__points"))
    found = [
        f"points entry {pk}: {back} given back of {-points}"
        for pk, points, back in spent.filter(back__gt=-F("points")).order_by("pk").values_list("pk", "points", "back")
    ]
    rows = PointsAccount.objects.annotate(held=_held()).exclude(reserved=F("held")).order_by("pk")
    found += [f"points account {row.pk}: reserved {row.reserved} against reservations {row.held}" for row in rows]
    return list(named_differences(found))


def _count(kind: str) -> Coalesce:
    rows = CouponEvent.objects.filter(coupon=OuterRef("pk"), kind=kind).order_by().values("coupon")
    return Coalesce(Subquery(rows.annotate(times=Count("pk")).values("times")), 0)


def _held() -> Coalesce:
    rows = PointsReservation.objects.filter(account=OuterRef("pk"), state="open").order_by().values("account")
    return Coalesce(Subquery(rows.annotate(held=Sum("points")).values("held")), 0)
