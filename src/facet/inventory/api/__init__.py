"""The API of inventory."""

from ninja import Router

from facet.inventory.api import changes, lots, pieces, places, stock

router = Router(tags=["inventory"])
for part in (pieces.router, changes.router, places.router, lots.router, stock.router):
    router.add_router("", part)
