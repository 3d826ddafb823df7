"""Sales made without the server: noted with their ticket, or kept as a conflict and settled by a manager."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Sum

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.clock import local_date
from facet.kernel.errors import DomainError, NotFound
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import TillFacts
from facet.sales.errors import ConflictSettled
from facet.sales.models import PendingSale, Sale
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import Method
from facet.sales.rules.pending import PendingState, check_moment, check_room, check_settlement, check_shape
from facet.sales.rules.request import PendingFacts, SaleRequest
from facet.sales.rules.totals import Totals
from facet.sales.selectors.pending import pending_limits
from facet.sales.services.ticket import Ticket


@joins_unit_of_work
def check_pending(actor: Actor, request: SaleRequest, *, till: TillFacts) -> None:
    """Whether a sale made without the server may be booked here at all. Raises: NotPermitted, Invalid."""
    if request.pending:
        require(actor, SalesPermission.SELL_PENDING, store_id=till.store_id)
        check_shape(request)


@joins_unit_of_work
def note_pending(actor: Actor, ticket: Ticket, request: SaleRequest) -> None:
    """Write down that `ticket` was made without the server. Raises: PendingTooOld, PendingLimit. Queries: 4."""
    pending = request.pending
    if pending is None:
        return
    for line in ticket.lines:
        check_moment(
            line.goods.price_basis, made_at=pending.made_at, sold_at=pending.sold_at, at=ticket.at
        )  # fmt: skip
    _refuse_beyond_room(pending, ticket.totals, till=ticket.till, at=ticket.at)
    lines = [{"tag": line.goods.code, "name": line.goods.name, "cents": line.priced.net_cents} for line in ticket.lines]
    row = _row(actor, ticket.id, request, pending, till=ticket.till, lines=lines, at=ticket.at)
    row.save(force_insert=True)
    _tell(actor, "sales.pending_sale_booked", row, store=ticket.till.store_name, at=ticket.at)


def _refuse_beyond_room(pending: PendingFacts, totals: Totals, *, till: TillFacts, at: datetime) -> None:
    """The till counts, too, so this only meets a till that was tampered with.

    The store-day counter is locked by now: of two that come at once the second counts the first.
    """
    before = PendingSale.objects.filter(snapshot=pending.snapshot).aggregate(n=Count("pk"), cents=Sum("total_cents"))
    limits = pending_limits(store_id=till.store_id, on=local_date(at, till.time_zone))
    check_room(
        limits, waiting=before["n"], waiting_cents=before["cents"] or 0, more_cents=totals.due_cents
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedLine:
    """A piece of a refused sale as its slip names it. Units: cents."""

    tag: str
    name: str
    cents: int


@unit_of_work
def keep_conflict(
    *, actor: Actor, operation: OperationKey, request: SaleRequest, refusal: DomainError,
    lines: tuple[RefusedLine, ...], at: datetime,
) -> PendingSale:  # fmt: skip
    """Keep a refused sale for the manager, under the key of its sale, so that it can never be booked as well.

    Raises: NotPermitted, NotFound, OperationConflict. Locks: operation.
    """
    act = operations.begin(operation, kind="sales.keep_conflict", actor=actor, at=at)
    if act.done:
        return PendingSale.objects.get(pk=act.id)
    till = organisation_selectors.till_facts(store_code=request.store, till_code=request.till)
    require(actor, SalesPermission.SELL_PENDING, store_id=till.store_id)
    if request.pending is None:
        raise NotFound(key=str(operation.id))
    shown = [{"tag": line.tag, "name": line.name, "cents": line.cents} for line in lines]
    row = _row(actor, act.id, request, request.pending, till=till, lines=shown, at=at)
    row.state = PendingState.CONFLICT.value
    row.refusal_code, row.refusal = refusal.code, str(refusal.text)
    row.facts = {name: value if isinstance(value, int | str) else str(value) for name, value in refusal.facts.items()}
    row.save(force_insert=True)
    _tell(actor, "sales.pending_sale_refused", row, store=till.store_name, at=at, refusal=refusal.code)
    act.finish(pending=str(row.pk))
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementIn:
    """How a conflict was settled, why, and the ticket that took its place, by id or None."""

    way: str
    note: str
    ticket: UUID | None = None


@unit_of_work
def settle_conflict(
    *, actor: Actor, operation: OperationKey, pending_id: UUID, settlement: SettlementIn, at: datetime
) -> PendingSale:
    """Settle a refused sale: money back, or a ticket of the same store in its place.

    Raises: NotPermitted, NotFound, Invalid, ConflictSettled, OperationConflict. Locks: operation, the pending sale.
    """
    act = operations.begin(operation, kind="sales.settle_conflict", actor=actor, at=at)
    if act.done:
        return PendingSale.objects.get(pk=act.result["pending"])
    require(actor, SalesPermission.SETTLE_CONFLICTS)
    row = PendingSale.objects.select_for_update(of=("self",)).select_related("store").filter(pk=pending_id).first()
    if row is None or not actor.may(SalesPermission.SETTLE_CONFLICTS, store_id=row.store_id):
        raise NotFound(key=str(pending_id))
    if row.state != PendingState.CONFLICT:
        raise ConflictSettled(number=row.number)
    way = check_settlement(settlement.way, note=settlement.note, has_ticket=settlement.ticket is not None)
    row.ticket_id = _replacing(row, settlement.ticket)
    row.state, row.way, row.note = PendingState.SETTLED.value, way.value, settlement.note.strip()
    row.settled_at, row.settled_by_id = at, actor.staff_id
    row.save(update_fields=["state", "way", "note", "settled_at", "settled_by", "ticket"])
    _tell(actor, "sales.conflict_settled", row, store=row.store.name, at=at, way=way.value)
    act.finish(pending=str(row.pk))
    return row


def _replacing(row: PendingSale, ticket: UUID | None) -> UUID | None:
    """The ticket that takes the place of `row`: one of its store, later, and of no other conflict."""
    if ticket is None:
        return None
    fits = Sale.objects.filter(pk=ticket, store_id=row.store_id, completed_at__gte=row.sold_at)
    if not fits.exists() or PendingSale.objects.filter(ticket=ticket).exists():
        raise NotFound(key=str(ticket))
    return ticket


def _row(
    actor: Actor, act_id: UUID, request: SaleRequest, pending: PendingFacts, *, till: TillFacts,
    lines: list[dict[str, object]], at: datetime,
) -> PendingSale:  # fmt: skip
    total = request.expected_total_cents or 0
    terminal = sum(each.amount_cents for each in request.tenders if each.method != Method.CASH)
    return PendingSale(
        id=act_id, number=pending.number, snapshot=pending.snapshot, store_id=till.store_id, till_id=till.till_id,
        staff=request.salespeople[0].staff if request.salespeople else actor.code, sold_at=pending.sold_at,
        synced_at=at, synced_by_id=actor.staff_id, total_cents=total, cash_cents=max(0, total - terminal),
        lines=lines, state=PendingState.BOOKED.value,
    )  # fmt: skip


def _tell(actor: Actor, act: str, row: PendingSale, *, store: str, at: datetime, **facts: str) -> None:
    audit_services.record(
        actor, act, at=at, subject=("sales.pending_sale", row.pk, row.number), store=(row.store_id, store),
        due_cents=row.total_cents, **facts,
    )  # fmt: skip
