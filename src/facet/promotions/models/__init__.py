"""The tables of promotions."""

from facet.promotions.models.promotion import Promotion, PromotionSlice, PromotionVersion
from facet.promotions.models.use import PromotionTicket, PromotionTrace, PromotionUse

__all__ = ["Promotion", "PromotionSlice", "PromotionTicket", "PromotionTrace", "PromotionUse", "PromotionVersion"]
