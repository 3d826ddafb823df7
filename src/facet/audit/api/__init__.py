"""The API of audit."""

from ninja import Router

from facet.audit.api import events

router = Router(tags=["audit"])
router.add_router("", events.router)
