"""New tag prices of the demonstration: a batch that is written, one that waits for its hour, one for a second yes."""

from datetime import datetime, timedelta

from facet.demo import selectors, services
from facet.demo.flows.breath import let_others_write
from facet.inventory import services as inventory_services
from facet.inventory.rules.repricing import PriceRule, RuleKind
from facet.inventory.services import RepricingIn
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor

BATCHES = (  # store, tray, rule, made so many days ago, hours until it counts, reason
    ("S01", "C03-1", PriceRule(RuleKind.PERCENT, -800), 6, 0, "库龄超一年，K金翡翠让利"),
    ("S02", "C03-2", PriceRule(RuleKind.PERCENT, 300), 1, 48, "供应商调价，跟涨"),
    ("S01", "C02-1", PriceRule(RuleKind.PERCENT, -1_500), 0, 24, "双十二钻石专场"),
)


def reprice_some(actors: dict[str, Actor], *, at: datetime) -> None:
    """Each batch once; a small house without such pieces has none."""
    for number, (store, tray, rule, days, hours, reason) in enumerate(BATCHES):
        if selectors.is_done(name := f"repricing:{number}"):
            continue
        made = at - timedelta(days=days, minutes=40)
        if tags := selectors.fixed_price_tags(store, tray, before=made)[:12]:
            request = RepricingIn(
                tags=tuple(tags), rule=rule, reason=reason, effective_at=at + timedelta(hours=hours) if hours else None
            )
            key = OperationKey.of_job("demo.repricing", number)
            inventory_services.reprice_pieces(actor=actors["buyer"], operation=key, request=request, at=made)
        services.claim(name, at=at)
        let_others_write()
