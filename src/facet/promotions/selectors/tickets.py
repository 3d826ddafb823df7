"""What promotions gave on one ticket, from stored rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.promotions.models import PromotionTicket, PromotionTrace
from facet.promotions.rules.terms import Terms
from facet.promotions.rules.trace import SkippedThen, skipped_then


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketPromotion:
    """One promotion on a stored ticket; negative where goods came back. Units: fen, pieces."""

    code: str
    name: str
    name_en: str
    number: int
    cents: int
    gifts: int
    coupons: int
    factor_bp: int
    terms: Terms
    by_line: Sequence[tuple[int, int]]  # line number, fen

    @property
    def taken_back_cents(self) -> int:
        """What the goods that came back had been given, zero or above."""
        return max(0, -self.cents)


def promotions_of(document: str) -> list[TicketPromotion]:
    """For whoever may see the ticket. Queries: 2."""
    rows = PromotionTicket.objects.filter(document=document).select_related("version__promotion")
    return [
        TicketPromotion(
            code=row.version.promotion.code, name=row.version.promotion.name, name_en=row.version.promotion.name_en,
            number=row.version.number, cents=row.cents, gifts=row.gifts, coupons=row.coupons, factor_bp=row.factor_bp,
            terms=row.version.promise,
            by_line=[(line.line_no, line.cents) for line in row.lines.all() if line.cents],
        )
        for row in rows.prefetch_related("lines").order_by("pk")
    ]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketStory:
    """Every promotion that was open when a ticket was made: what it gave, or why it did not count."""

    applied: Sequence[TicketPromotion]
    skipped: Sequence[SkippedThen]


def ticket_story(document: str) -> TicketStory:
    """For whoever may see the ticket; stored rows only. Queries: 3, or 2 where nothing counted."""
    kept = PromotionTrace.objects.filter(document=document).values_list("skipped", flat=True).first()
    return TicketStory(applied=promotions_of(document), skipped=skipped_then(kept or []))
