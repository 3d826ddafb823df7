"""What must add up: slices against tickets, tickets against their lines. Source: T03."""

from collections import defaultdict

from django.db.models import F, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce

from facet.promotions.models import PromotionSlice, PromotionTicket, PromotionUse

MOST_NAMED = 20


def quota_books() -> list[str]:
    """Slices against what the tickets of their store took; tickets against their lines. Queries: 3."""
    lines = PromotionUse.objects.filter(ticket=OuterRef("pk")).order_by().values("ticket")
    rows = PromotionTicket.objects.annotate(
        by_line=Coalesce(Subquery(lines.annotate(total=Sum("cents")).values("total")), 0)
    ).exclude(cents=F("by_line"))
    found = [
        f"promotion ticket {pk}: {cents} against lines {by_line}"
        for pk, cents, by_line in rows.order_by("pk").values_list("pk", "cents", "by_line")[:MOST_NAMED]
    ]
    taken: dict[tuple[int, int], tuple[int, int]] = defaultdict(lambda: (0, 0))
    limited = PromotionTicket.objects.filter(version__promotion__slices__isnull=False)
    for row in limited.values_list("version__promotion", "store", "version__terms", "cents", "uses", "pk").distinct():
        promotion, store, terms, cents, uses, _ = row
        limits = terms.get("limits", {})
        had = taken[promotion, store]
        taken[promotion, store] = (
            had[0] + (cents if limits.get("budget_cents") else 0), had[1] + (uses if limits.get("total") else 0)
        )  # fmt: skip
    for held in PromotionSlice.objects.order_by("pk"):
        cents, uses = taken[held.promotion_id, held.store_id]
        if (held.used_cents, held.uses) != (cents, uses):
            found.append(f"promotion slice {held.pk}: {held.used_cents}, {held.uses} against tickets {cents}, {uses}")
    return found
