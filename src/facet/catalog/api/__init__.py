"""The API of catalog."""

from ninja import Router

from facet.catalog.api import board, categories, reference, styles

router = Router(tags=["catalog"])
for part in (board.router, categories.router, styles.router, reference.router):
    router.add_router("", part)
