"""The API of inventory."""

from ninja import Router

from facet.inventory.api import (
    allocations,
    batches,
    changes,
    costing,
    counts,
    handovers,
    lots,
    metal,
    minimums,
    month_book,
    outside,
    pieces,
    places,
    proposals,
    repricings,
    stock,
    tag_labels,
    transfers,
    works,
)

router = Router(tags=["inventory"])
for part in (
    allocations.router,
    batches.router,
    pieces.router,
    changes.router,
    places.router,
    costing.router,
    counts.router,
    handovers.router,
    lots.router,
    metal.router,
    minimums.router,
    month_book.router,
    outside.router,
    stock.router,
    tag_labels.router,
    proposals.router,
    repricings.router,
    transfers.router,
    works.router,
):
    router.add_router("", part)
