"""The API of loyalty: what a screen of points can do, a program can do."""

from ninja import Router

from facet.loyalty.api import points, programme

router = Router(tags=["loyalty"])
router.add_router("", points.router)
router.add_router("", programme.router)
