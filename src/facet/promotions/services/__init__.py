"""What can be done with promotions."""

from facet.promotions.services.drafting import PromotionIn, save_promotion
from facet.promotions.services.giving_back import give_back_promotions
from facet.promotions.services.publishing import publish_promotion, request_promotion_approval, stop_promotion
from facet.promotions.services.taking import SoldOn, take_promotions

__all__ = [
    "PromotionIn",
    "SoldOn",
    "give_back_promotions",
    "publish_promotion",
    "request_promotion_approval",
    "save_promotion",
    "stop_promotion",
    "take_promotions",
]
