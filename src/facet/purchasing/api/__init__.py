"""The API of purchasing. One router a feature, gathered here."""

from ninja import Router

from facet.purchasing.api import plan

router = Router(tags=["purchasing"])
router.add_router("", plan.router)
