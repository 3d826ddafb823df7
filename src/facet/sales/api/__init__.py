"""The API of sales."""

from facet.sales.api.day import router as day_router
from facet.sales.api.deposits import router as deposits_router
from facet.sales.api.held_points import router as held_points_router
from facet.sales.api.invoices import router as invoices_router
from facet.sales.api.jobs import router as jobs_router
from facet.sales.api.old_gold import router as old_gold_router
from facet.sales.api.orders import router as orders_router
from facet.sales.api.papers import router as papers_router
from facet.sales.api.payments import router as payments_router
from facet.sales.api.pending import router as pending_router
from facet.sales.api.people import router as people_router
from facet.sales.api.purchases import router as purchases_router
from facet.sales.api.quotations import router as quotations_router
from facet.sales.api.refining import router as refining_router
from facet.sales.api.returns import router as returns_router
from facet.sales.api.tickets import router

router.add_router("", day_router)
router.add_router("", people_router)
router.add_router("", returns_router)
router.add_router("", invoices_router)
router.add_router("", payments_router)
router.add_router("", papers_router)
router.add_router("", held_points_router)
router.add_router("", pending_router)
router.add_router("", purchases_router)
router.add_router("", old_gold_router)
router.add_router("", refining_router)
router.add_router("", deposits_router)
router.add_router("", quotations_router)
router.add_router("", orders_router)
router.add_router("", jobs_router)

__all__ = ["router"]
