"""The API of purchasing. One router a feature, gathered here."""

from ninja import Router

from facet.purchasing.api import money, orders, plan

router = Router(tags=["purchasing"])
for part in (plan.router, orders.router, money.router):
    router.add_router("", part)
