"""What a till needs to sell without the server, and the inbox of what was refused at the server's return."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from django.core import signing
from django.db.models import QuerySet

from facet.catalog import selectors as catalog_selectors
from facet.catalog.rules.pricing import PriceBasis
from facet.inventory.selectors.for_sale import PieceForSale, pieces_on_shelf
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import TillFacts
from facet.sales.models import Basket, PendingSale
from facet.sales.permissions import SalesPermission
from facet.sales.rules.pending import (
    MOST,
    MOST_CENTS,
    SETTLEMENT_LABELS,
    PendingLimits,
    PendingState,
    Settlement,
    Snapshot,
    held_until,
)
from facet.sales.rules.request import LineRequest
from facet.sales.selectors.pricing import price_ticket

MOST_PIECES = 3_000  # of one store: about 400 KB in the browser
MOST_CONFLICTS = 200
_SALT = "sales.pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPiece:
    """A piece the till may sell by itself. Units: cents, mg. No cost, and nobody's name."""

    tag: str
    name: str
    name_en: str
    cents: int
    weight_mg: int
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TillSnapshot:
    """What a till keeps for the hour the server is away; `token` proves whose prices of which moment these are."""

    token: str
    snapshot: Snapshot
    limits: PendingLimits
    pieces: Sequence[KnownPiece]


def pending_limits(*, store_id: int, on: date) -> PendingLimits:
    """How much may wait at one till of a store. Queries: 1."""
    values = organisation_selectors.policy_values([MOST.key, MOST_CENTS.key], store_id=store_id, on=on)
    return PendingLimits(most=values[MOST.key], most_cents=values[MOST_CENTS.key])


def till_snapshot(viewer: Actor, *, till: TillFacts, at: datetime) -> TillSnapshot:
    """The pieces of the till's store with their plain prices at `at`. Raises: NotPermitted.

    Queries: 6, and 1 when a piece is priced by components.
    """
    require(viewer, SalesPermission.SELL_PENDING, store_id=till.store_id)
    found = pieces_on_shelf(viewer, store_id=till.store_id, at=at, most=MOST_PIECES)
    priced_metals = catalog_selectors.board_prices_at(till.price_group_id, at=at)
    pieces = {
        piece.tag: piece
        for piece in found
        if piece.price_basis == PriceBasis.FIXED or piece.price_item_id in priced_metals
    }
    lines = price_ticket(
        [LineRequest(tag=tag) for tag in pieces], pieces=pieces, lots={}, price_group_id=till.price_group_id,
        prices_at=at,
    )  # fmt: skip
    snapshot = Snapshot(id=uuid4(), store=till.store_code, till=till.till_code, staff=viewer.code, made_at=at)
    return TillSnapshot(
        token=_token(snapshot),
        snapshot=snapshot,
        limits=pending_limits(store_id=till.store_id, on=local_date(at, till.time_zone)),
        pieces=[_known(pieces[line.goods.code], line.net_cents, at) for line in lines],
    )


def _known(piece: PieceForSale, cents: int, at: datetime) -> KnownPiece:
    return KnownPiece(
        tag=piece.tag, name=piece.legal_name, name_en=piece.legal_name_en or piece.legal_name, cents=cents,
        weight_mg=piece.weight_mg, until=held_until(piece.price_basis, made_at=at),
    )  # fmt: skip


def _token(snapshot: Snapshot) -> str:
    facts = [str(snapshot.id), snapshot.store, snapshot.till, snapshot.staff, snapshot.made_at.isoformat()]
    return signing.dumps(facts, salt=_SALT, compress=True)


def read_token(token: str) -> Snapshot:
    """What the server signed. Raises: Invalid for anything else. Queries: 0."""
    try:
        key, store, till, staff, made_at = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise Invalid(field="snapshot", reason=gettext_noop("The server did not sign these prices.")) from None
    return Snapshot(id=UUID(key), store=store, till=till, staff=staff, made_at=datetime.fromisoformat(made_at))


def carried_basket(basket_id: UUID, *, store_id: int) -> tuple[UUID, int | None] | None:
    """The open ticket that a sale was carried over from, with its member; None when it is over. Queries: 1."""
    alive = (Basket.State.OPEN, Basket.State.HELD)
    rows = Basket.objects.filter(pk=basket_id, store_id=store_id, state__in=alive)
    return rows.values_list("pk", "member_id").first()


def pending_sale(viewer: Actor, pending_id: UUID) -> PendingSale | None:
    """What became of a sale made without the server, if the viewer's store made it. Queries: 1."""
    row = PendingSale.objects.filter(pk=pending_id).first()
    return row if row and viewer.may(SalesPermission.SELL_PENDING, store_id=row.store_id) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow:
    """One refused sale. Units: cents. `refusal`, with `facts`, and `way` are English, translated where shown."""

    id: UUID
    number: str
    store: str
    till: str
    staff: str
    staff_name: str
    sold_at: datetime
    synced_at: datetime
    total_cents: int
    cash_cents: int
    lines: Sequence[Mapping[str, Any]]
    state: str
    refusal_code: str
    refusal: str
    facts: Mapping[str, Any]
    way: str
    note: str
    ticket: str
    settled_at: datetime | None
    settled_by: str

    @property
    def terminal_cents(self) -> int:
        return self.total_cents - self.cash_cents


def list_conflicts(viewer: Actor, *, settled: bool = False) -> list[ConflictRow]:
    """What was refused in the viewer's reach, the newest first: open, or the settled ones.

    Raises: NotPermitted. Queries: 1, and 1 when there are any.
    """
    require(viewer, SalesPermission.SETTLE_CONFLICTS)
    state = PendingState.SETTLED if settled else PendingState.CONFLICT
    rows = list(
        _in_reach(viewer).filter(state=state).select_related("store", "till", "ticket", "settled_by")
        .order_by("-sold_at", "pk")[:MOST_CONFLICTS]
    )  # fmt: skip
    names = organisation_selectors.staff_refs({row.staff for row in rows}) if rows else {}
    return [_row(row, names[row.staff].name if row.staff in names else row.staff) for row in rows]


def open_conflicts(viewer: Actor) -> int:
    """How many refused sales wait in the viewer's reach. Queries: 1."""
    return _in_reach(viewer).filter(state=PendingState.CONFLICT).count()


def _in_reach(viewer: Actor) -> QuerySet[PendingSale]:
    reach = viewer.scope(SalesPermission.SETTLE_CONFLICTS)
    rows = PendingSale.objects.all()
    return rows if reach.store_ids is None else rows.filter(store__in=reach.store_ids)


def _row(row: PendingSale, name: str) -> ConflictRow:
    return ConflictRow(
        id=row.pk, number=row.number, store=row.store.name, till=row.till.code, staff=row.staff, staff_name=name,
        sold_at=row.sold_at, synced_at=row.synced_at, total_cents=row.total_cents, cash_cents=row.cash_cents,
        lines=row.lines, state=row.state, refusal_code=row.refusal_code, refusal=row.refusal, facts=row.facts,
        way=SETTLEMENT_LABELS[Settlement(row.way)] if row.way else "", note=row.note,
        ticket=row.ticket.number if row.ticket else "", settled_at=row.settled_at,
        settled_by=row.settled_by.name if row.settled_by else "",
    )  # fmt: skip
