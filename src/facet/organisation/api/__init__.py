"""The API of organisation."""

from ninja import Router

from facet.organisation.api import staff, stores, structure, work

router = Router(tags=["organisation"])
for part in (stores.router, structure.router, staff.router, work.router):
    router.add_router("", part)
