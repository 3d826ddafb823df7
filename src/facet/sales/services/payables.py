"""What a till collects for other things than goods: asked for once, paid on one ticket.

A ticket line of kind "service" pays one payable, whole. A payable is locked by its number (D7: papers before pieces).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work
from facet.sales.errors import PayableClosed
from facet.sales.models import Payable, SaleLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.services.ticket import Ticket


@joins_unit_of_work
def lock_payables(request: SaleRequest) -> None:
    """Lock every payable that the ticket pays, by id. Queries: 0 or 1."""
    numbers = {number.strip().upper() for number in request.payables}
    if numbers:
        rows = Payable.objects.filter(number__in=numbers).order_by("pk")
        list(rows.select_for_update().values_list("pk", flat=True))


@joins_unit_of_work
def check_payables(actor: Actor, lines: Sequence[OtherLine], store_id: int, at: datetime) -> None:
    """Refuse collecting without the right. Raises: NotPermitted. Queries: 0."""
    require(actor, SalesPermission.HAND_BACK_JOBS, store_id=store_id)


@joins_unit_of_work
def book_payables(actor: Actor, ticket: Ticket, lines: Mapping[int, SaleLine]) -> None:
    """Mark what the ticket paid. Raises: PayableClosed. Queries: 2 for each, locked before."""
    for number in ticket.of_kind(LineKind.SERVICE):
        row = Payable.objects.select_for_update().get(number=lines[number].code)
        if row.sale_id is not None:
            raise PayableClosed(number=row.number)
        row.sale_id = ticket.id
        row.save(update_fields=["sale"])
        audit_services.record(
            actor, "sales.payable_paid", at=ticket.at, subject=("sales.payable", row.pk, row.number),
            store=(ticket.till.store_id, ticket.till.store_name), amount_cents=row.amount_cents,
        )  # fmt: skip


@joins_unit_of_work
def reopen_payables(actor: Actor, ticket: Ticket) -> None:
    """What was paid for a service and went back is due again, while the piece is still with us.

    After the hand-back nothing is left to collect: there the money back is the end of it. Locks: the payables by id,
    after what the ticket itself pays. Queries: 0 without services that come back, else 1 and 2 for each.
    """
    back = [line.facts for line in ticket.of_kind(LineKind.RETURN).values()]
    paid_on = {each.sold.sold.code: each.sold.sale_id for each in back if each.sold.kind == LineKind.SERVICE}
    if not paid_on:
        return
    rows = Payable.objects.select_for_update(of=("self",)).filter(number__in=paid_on, job__closed_at=None)
    for row in rows.order_by("pk"):
        if row.sale_id != paid_on[row.number]:
            continue
        row.sale_id = None
        row.save(update_fields=["sale"])
        audit_services.record(
            actor, "sales.payable_reopened", at=ticket.at, subject=("sales.payable", row.pk, row.number),
            store=(ticket.till.store_id, ticket.till.store_name), amount_cents=row.amount_cents,
        )  # fmt: skip
