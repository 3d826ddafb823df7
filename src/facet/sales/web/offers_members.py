"""What sales offers about members and their goods: purchases, groups, joining of files, margin, metal."""

from facet.kernel import registry
from facet.members.rules.desk import SLOT
from facet.sales.selectors.high_end import HIGH_END
from facet.sales.selectors.margin_classes import OFFERS
from facet.sales.selectors.metal_source import old_gold_flows
from facet.sales.selectors.owned import owned_by
from facet.sales.services.desk import open_desk
from facet.sales.services.merging import PART as MERGE_PART
from facet.sales.web.own_card import purchases_part
from facet.sales.web.purchases import PURCHASES


def offer_about_members() -> None:
    """Fill the slots; called once, when the house starts."""
    for (slot, key), offered in OFFERS.items():
        registry.offer(slot, key, offered)
    registry.offer(SLOT, "sales", open_desk)
    registry.offer("metal.source", "sales.old_gold", old_gold_flows)
    registry.offer("card.page", "sales.purchases", purchases_part)
    registry.offer("member.merge", MERGE_PART.key, MERGE_PART)
    registry.offer("member.tab", PURCHASES.key, PURCHASES)
    registry.offer("member.goods", "sales", owned_by)
    registry.offer("member.group", HIGH_END.key, HIGH_END)
