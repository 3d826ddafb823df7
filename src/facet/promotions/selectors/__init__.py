"""What promotions can be asked. Neighbours call these names: `promotions_selectors.offers_for(...)`."""

from facet.promotions.selectors.effect import Effect, effect_of
from facet.promotions.selectors.lists import promotions_queryset, uses_queryset
from facet.promotions.selectors.offers import Counter, Given, gift_skus, live_offers, offers_for
from facet.promotions.selectors.page import PromotionPage, find_clashes, promotion_page, running_between
from facet.promotions.selectors.returning import refuse_broken_sets
from facet.promotions.selectors.tickets import TicketPromotion, TicketStory, promotions_of, ticket_story

__all__ = [
    "Counter",
    "Effect",
    "Given",
    "PromotionPage",
    "TicketPromotion",
    "TicketStory",
    "effect_of",
    "find_clashes",
    "gift_skus",
    "live_offers",
    "offers_for",
    "promotion_page",
    "promotions_of",
    "promotions_queryset",
    "running_between",
    "refuse_broken_sets",
    "ticket_story",
    "uses_queryset",
]
