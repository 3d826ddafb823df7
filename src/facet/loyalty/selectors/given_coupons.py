"""Coupons that came with a purchase: how many more a member may have, and what became of those she was given."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q

from facet.loyalty.models import Coupon, CouponType
from facet.loyalty.rules.coupon import CouponState


@dataclass(frozen=True, slots=True)
class GivenCoupons:
    """Of one batch: how many are left to be used or have run out unused, and how many paid on a ticket."""

    unused: int
    used: int


def coupons_left(types: Collection[str], *, member_id: int | None) -> dict[str, int | None]:
    """How many more of each type the member may have; None: any number, 0 for closed and unknown types.

    Under her standing's lock it holds until the commit. Queries: 1, and 1 with a limit a member.
    """
    open_types = {row.code: row for row in CouponType.objects.filter(code__in=list(types), is_open=True)}
    left: dict[str, int | None] = dict.fromkeys(types, 0)
    left |= {code: row.per_member or None for code, row in open_types.items()}
    limited = [row.pk for row in open_types.values() if row.per_member]
    if limited and member_id is not None:
        rows = Coupon.objects.filter(type__in=limited, member_id=member_id).exclude(state=CouponState.VOID)
        for code, had in rows.order_by().values_list("type__code").annotate(had=Count("pk")):
            left[code] = max((left[code] or 0) - had, 0)
    return left


def given_coupons(batch_ids: Collection[int]) -> Mapping[int, GivenCoupons]:
    """What became of the coupons of these batches. Queries: 1."""
    used = Count("pk", filter=Q(state=CouponState.REDEEMED))
    rows = Coupon.objects.filter(batch__in=list(batch_ids)).exclude(state=CouponState.VOID)
    found = rows.order_by().values_list("batch_id").annotate(every=Count("pk"), used=used)
    return {batch: GivenCoupons(every - used, used) for batch, every, used in found}


def open_coupon_types() -> list[tuple[str, str]]:
    """Code and name of every type that can be issued, for a neighbour that plans with them. Queries: 1."""
    return list(CouponType.objects.filter(is_open=True).order_by("code").values_list("code", "name"))
