"""The API of organisation."""

from ninja import Router

from facet.organisation.api import staff, stores, structure, views, work

router = Router(tags=["organisation"])
for part in (stores.router, structure.router, staff.router, work.router, views.router):
    router.add_router("", part)
