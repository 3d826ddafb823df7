"""Old gold for tests: a ring of 12.00 g at 990 ‰ against the board of gold, its seller, a manager who may."""

from typing import Any

from facet.kernel.permissions import Actor
from facet.sales import services
from facet.sales.rules.old_gold_request import OldGoldRequest
from facet.sales.tests.factories import AT, LIMITS, Shop, key, paid


def gold(**facts: Any) -> OldGoldRequest:
    return OldGoldRequest(
        **{"way": "grams", "item": "AU999", "gross_mg": 12_000, "non_metal_mg": 300, "tested_e4": 9_900,
           "melt_consent": True, **facts}
    )  # fmt: skip


def boss(shop: Shop) -> Actor:
    return shop.actor(shop.manager, limits=LIMITS | {"refund_cents": 10**9, "old_gold_e4": 100})


def seller(shop: Shop) -> int:
    wanted = services.SellerIn(store=shop.store.code, document="id_card", name="欧阳秋实", number="110101199003078888")
    return services.identify_seller(actor=shop.actor(), operation=key(), seller=wanted, at=AT)


def paid_to(method: str, cents: int) -> tuple:
    return (paid(method, cents),)


def bought_back(shop: Shop, **facts: Any) -> Any:
    """One buy-back of `gold`, paid in cash: 11.583 g fine less 2 % at 930.00."""
    wanted = gold(**{"way": "buy_back", "seller": seller(shop), **facts})
    due = services.quote_sale(actor=shop.actor(), request=shop.request(old_gold=(wanted,), member=None), at=AT)
    request = shop.request(old_gold=(wanted,), member=None, tenders=paid_to("cash", -due.totals.due_cents))
    return services.complete_sale(actor=shop.actor(), operation=key(), request=request, at=AT)
