"""The quote on a ticket: locked before it is priced, closed when it is sold."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel.errors import NotFound
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.sales.models import Quotation
from facet.sales.permissions import SalesPermission
from facet.sales.rules.agreed_errors import QuotationClosed, QuotationTaken
from facet.sales.rules.quotations import Promised, QuotationState
from facet.sales.selectors.promises import LIVING, promises_of, refuse_unusable


@dataclass(frozen=True, slots=True, kw_only=True)
class LockedQuotation:
    """The quote that a ticket sells: what it promises now, by code, and every code that it names."""

    id: int = 0
    promised: Mapping[str, Promised] = field(default_factory=dict)
    codes: frozenset[str] = frozenset()


NO_QUOTATION = LockedQuotation()


@joins_unit_of_work
def lock_quotation(actor: Actor, number: str, *, store_id: int, member: int | None, at: datetime) -> LockedQuotation:
    """The quote a ticket names, locked, so that of two tills one sells it. Queries: 0 for no quote, else 2.

    Raises: NotFound, QuotationClosed, QuotationOfAnother. Locks: the quote.
    """
    if not number:
        return NO_QUOTATION
    row = locked_quotation(actor, number)
    if row.store_id != store_id:
        raise NotFound(key=number)
    refuse_unusable(row, member=member)
    codes = frozenset(row.lines.values_list("code", flat=True))
    return LockedQuotation(id=row.pk, promised=promises_of(row, at=at), codes=codes)


@joins_unit_of_work
def note_sold(actor: Actor, locked: LockedQuotation, *, sale_id: UUID, sold: Collection[str], at: datetime) -> None:
    """The quote became a ticket; one of whose goods nothing was sold stays open. Queries: 0, or 3."""
    if not locked.id or not locked.codes & set(sold):
        return
    row = Quotation.objects.select_related("store").get(pk=locked.id)
    row.state, row.sale, row.closed_at, row.closed_by_id = QuotationState.USED.value, sale_id, at, actor.staff_id
    row.save(update_fields=["state", "sale", "closed_at", "closed_by"])
    tell(actor, "sales.quotation_sold", row, at=at, sold=sorted(locked.codes & set(sold)))


@joins_unit_of_work
def locked_quotation(actor: Actor, number: str) -> Quotation:
    """The open quote, locked. Raises: NotFound, QuotationClosed. Queries: 1."""
    rows = Quotation.objects.select_for_update(of=("self",)).select_related("store")
    row = rows.filter(number=number.strip().upper()).first()
    if row is None or not actor.may(SalesPermission.QUOTE, store_id=row.store_id):
        raise NotFound(key=number)
    if row.state != QuotationState.OPEN:
        raise QuotationClosed(number=row.number, state=row.state_words)
    return row


@joins_unit_of_work
def refuse_taken(row: Quotation) -> None:
    """Refuse a quote that stands on an open or held ticket. Raises: QuotationTaken. Queries: 1."""
    if ticket := row.baskets.filter(state__in=LIVING).values_list("number", flat=True).first():
        raise QuotationTaken(number=row.number, ticket=ticket)


@joins_unit_of_work
def tell(actor: Actor, action: str, row: Quotation, *, at: datetime, **facts: object) -> None:
    """Write an act on a quote into the audit trail; it names no customer. Queries: 1."""
    audit_services.record(
        actor, action, at=at, subject=("sales.quotation", row.pk, row.number), store=(row.store_id, row.store.name),
        **facts,
    )  # fmt: skip
