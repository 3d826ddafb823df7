"""The server is back: what a till sold without it is booked in turn, and what is refused goes to the manager."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from facet.kernel.errors import (
    DomainError,
    Invalid,
    NotFound,
    NotPermitted,
    OperationConflict,
    StillWorking,
    gettext_noop,
)
from facet.kernel.operations import OperationKey
from facet.kernel.pages import sentence
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.sales import services
from facet.sales.errors import KeptRefusal, PendingRefused
from facet.sales.models import PendingSale
from facet.sales.rules.pending import PendingState
from facet.sales.rules.request import PendingFacts, PersonShare, SaleRequest
from facet.sales.selectors.pending import carried_basket, pending_sale, read_token
from facet.sales.services.pending import RefusedLine

_NOT_ITS_FAULT = (StillWorking, NotPermitted, OperationConflict)  # who asks or when, not the sale: ask again


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingIn:
    """A sale as the till kept it: the signed token of its prices, its number on the slip, its moment, its pieces."""

    token: str
    number: str
    sold_at: datetime
    lines: tuple[RefusedLine, ...] = ()


def sync_sale(
    *, actor: Actor, operation: OperationKey, request: SaleRequest, pending: PendingIn, at: datetime
) -> PendingSale:
    """Book one waiting sale through `complete_sale`, or keep it as a conflict; asking again gives the same answer.

    Whoever asks: a colleague may send what was left in the till. Raises: NotPermitted, NotFound, Invalid (a token
    that is not ours, another till), StillWorking, OperationConflict.
    """
    if known := pending_sale(actor, operation.id):
        return known
    ready = _ready(request, pending)
    try:
        services.complete_sale(actor=actor, operation=operation, request=ready, at=at)
    except _NOT_ITS_FAULT:
        if known := pending_sale(actor, operation.id):  # another window was faster
            return known
        raise
    except DomainError as refusal:
        return services.keep_conflict(
            actor=actor, operation=operation, request=ready, refusal=refusal, lines=pending.lines, at=at
        )
    if booked := pending_sale(actor, operation.id):
        return booked
    raise NotFound(key=pending.number)  # its key stands for a ticket that was made with the server


def refuse_conflict(row: PendingSale) -> None:
    """For programs, that expect a ticket: a conflict is a refusal. Raises: PendingRefused."""
    if row.state != PendingState.BOOKED:
        reason = sentence(KeptRefusal(row.refusal, row.facts))
        raise PendingRefused(number=row.number, reason=reason, refusal=row.refusal_code)


def _ready(request: SaleRequest, pending: PendingIn) -> SaleRequest:
    """The sale as it is booked: who sold and when the prices were made are what the server signed."""
    snapshot = read_token(pending.token)
    if (request.store, request.till) != (snapshot.store, snapshot.till):
        raise Invalid(field="till", reason=gettext_noop("These prices were made for another till."))
    till = organisation_selectors.till_facts(store_code=request.store, till_code=request.till)
    basket = carried_basket(request.basket, store_id=till.store_id) if request.basket else None
    key: UUID | None = basket[0] if basket else None
    return replace(
        request,
        basket=key,
        member=basket[1] if basket else request.member,
        salespeople=(PersonShare(staff=snapshot.staff, share_bp=10_000),),
        pending=PendingFacts(
            number=pending.number, snapshot=snapshot.id, made_at=snapshot.made_at, sold_at=pending.sold_at
        ),
    )
