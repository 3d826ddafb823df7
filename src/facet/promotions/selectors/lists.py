"""Promotions as lists ask for them."""

from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce

from facet.kernel.permissions import Actor, require
from facet.promotions.models import PromotionTicket, PromotionVersion
from facet.promotions.permissions import PromotionsPermission
from facet.promotions.rules.states import State


def promotions_queryset(viewer: Actor) -> QuerySet[PromotionVersion]:
    """Every promotion with what it gave; a running one beside its next draft, replaced ones left out.

    Raises: NotPermitted.
    """
    require(viewer, PromotionsPermission.VIEW_PROMOTIONS)
    newer = PromotionVersion.objects.filter(promotion=OuterRef("promotion"), number__gt=OuterRef("number"))
    return (
        PromotionVersion.objects.exclude(Exists(newer), state=State.STOPPED)
        .select_related("promotion")
        .annotate(given_cents=Coalesce(Sum("tickets__cents"), 0), used=Coalesce(Sum("tickets__uses"), 0))
    )


def uses_queryset(viewer: Actor) -> QuerySet[PromotionTicket]:
    """Every ticket that used a promotion, in the stores within reach. Raises: NotPermitted."""
    require(viewer, PromotionsPermission.VIEW_PROMOTIONS)
    reach = viewer.scope(PromotionsPermission.VIEW_PROMOTIONS)
    rows = PromotionTicket.objects.select_related("version__promotion", "store", "member")
    return rows if reach.store_ids is None else rows.filter(store_id__in=reach.store_ids)
