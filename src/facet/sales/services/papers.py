"""Printing a slip, a warranty card or an old-gold slip: the first is the original, the others are marked."""

from datetime import datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel import registry
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.sales.models import PaperPrint, Sale
from facet.sales.permissions import SalesPermission
from facet.sales.selectors.sale import get_sale
from facet.sales.services.warranty import warrant


@unit_of_work
def print_paper(*, actor: Actor, sale_id: UUID, form: str, at: datetime) -> PaperPrint:
    """Note one printing of `form`; copy 0 is the original. Signs the warranties that are still missing.

    Raises: NotFound, NotPermitted for a reprint. Locks: the ticket.
    """
    sale = get_sale(actor, sale_id=sale_id).sale
    kind = registry.offered("print.form", form)
    if kind is None or kind.of != "ticket":
        raise NotFound(key=form)
    Sale.objects.select_for_update().get(pk=sale_id)
    copy = PaperPrint.objects.filter(sale=sale, form=form).count()
    if copy:
        require(actor, SalesPermission.REPRINT, store_id=sale.store_id)
    warrant(sale_id=sale_id, at=at)
    printed = PaperPrint.objects.create(sale=sale, form=form, copy=copy, printed_at=at, printed_by_id=actor.staff_id)
    audit_services.record(
        actor, "sales.paper_printed", at=at, subject=("sales.sale", sale.pk, sale.number),
        store=(sale.store_id, sale.store.name), form=form, copy=copy,
    )  # fmt: skip
    return printed
