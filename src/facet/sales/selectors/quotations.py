"""Quotes as lists, pages and papers read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from facet.inventory import selectors as inventory_selectors
from facet.inventory.rules.states import STATE_WORDS, PieceState
from facet.kernel.errors import DomainError, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.members import selectors as members_selectors
from facet.members.selectors import MemberForSale
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow, TillFacts
from facet.sales.models import Quotation, QuotationLine, Sale
from facet.sales.permissions import SalesPermission
from facet.sales.rules.quotations import EXPIRED, QuotationState, last_day, state_at
from facet.sales.rules.request import LineRequest, SaleRequest, holder_of
from facet.sales.selectors.promises import LIVING
from facet.sales.selectors.quote import quote
from facet.sales.selectors.sale import visible_sales

ELSEWHERE = gettext_noop("In another store")
KEPT = gettext_noop("Kept for somebody")
TOO_FEW = gettext_noop("Fewer in the store than quoted")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotedLine:
    """One line of a quote, what it would cost now (None where that cannot be said), why it cannot be sold here now.

    `gone` is English, translated where it is shown; "" while the goods are there.
    """

    line: QuotationLine
    now_cents: int | None
    gone: str

    @property
    def by_cents(self) -> int:
        """How much more it would cost now."""
        return 0 if self.now_cents is None else self.now_cents - self.line.net_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationPage:
    """One quote with today's prices beside its own; `basket` is the number of the ticket it stands on."""

    quotation: Quotation
    store: StoreRow
    state: str
    lines: Sequence[QuotedLine]
    member: MemberForSale | None
    member_name: str
    clerk: str
    ticket: str  # the number of its sale
    basket: str
    may_use: bool
    may_withdraw: bool
    may_open_ticket: bool

    @property
    def is_open(self) -> bool:
        """Whether it was neither sold nor withdrawn; its days may be over."""
        return self.quotation.state == QuotationState.OPEN

    @property
    def last_day(self) -> date:
        """The last day on which its prices hold, 24:00."""
        return last_day(self.quotation.valid_until, zone=self.store.time_zone)

    @property
    def gone(self) -> list[QuotedLine]:
        return [each for each in self.lines if each.gone]

    @property
    def left(self) -> list[QuotedLine]:
        return [each for each in self.lines if not each.gone]

    @property
    def now_cents(self) -> int:
        """What the goods that are left would come to now."""
        return sum(each.now_cents or 0 for each in self.left)

    @property
    def left_cents(self) -> int:
        """What the goods that are left were quoted at."""
        return sum(each.line.net_cents for each in self.left)

    @property
    def by_cents(self) -> int:
        """How much more the goods that are left would cost now."""
        return sum(each.by_cents for each in self.left)


def visible_quotations(viewer: Actor) -> QuerySet[Quotation]:
    """The quotes of the stores in the viewer's reach. Queries: 0."""
    reach = viewer.scope(SalesPermission.VIEW_QUOTES)
    rows = Quotation.objects.all()
    return rows if reach.store_ids is None else rows.filter(store_id__in=reach.store_ids)


def in_state(rows: QuerySet[Quotation], state: str, *, at: datetime) -> QuerySet[Quotation]:
    """The quotes that stand so at `at`; an open one whose days are over is expired. Queries: 0."""
    if state == EXPIRED:
        return rows.filter(state=QuotationState.OPEN.value, valid_until__lte=at)
    rows = rows.filter(state=state)
    return rows.filter(valid_until__gt=at) if state == QuotationState.OPEN else rows


def list_quotations(viewer: Actor, *, state: str, store: str, most: int, at: datetime) -> list[dict[str, Any]]:
    """The newest `most` quotes in reach, "" for any state and any store. Raises: NotPermitted. Queries: 1."""
    require(viewer, SalesPermission.VIEW_QUOTES)
    rows = visible_quotations(viewer)
    rows = in_state(rows, state, at=at) if state else rows
    rows = rows.filter(store__code__iexact=store) if store else rows
    return [
        {name: getattr(row, name) for name in _OF_ROW}
        | {"state": state_at(row.state, valid_until=row.valid_until, at=at), "store": row.store.code,
           "member": row.member_id}
        for row in rows.select_related("store").order_by("-quoted_at", "-pk")[:most]
    ]  # fmt: skip


_OF_ROW = ("number", "quoted_at", "valid_until", "due_cents", "pieces", "weight_mg")


def quotation_page(viewer: Actor, *, number: str, at: datetime) -> QuotationPage:
    """One quote within the viewer's reach. Raises: NotFound. Queries: 30 at most."""
    row = visible_quotations(viewer).select_related("clerk").filter(number=number.strip().upper()).first()
    if row is None:
        raise NotFound(key=number)
    store = organisation_selectors.store_by_id(row.store_id)
    member = members_selectors.member_for_sale(row.member_id) if row.member_id else None
    basket = row.baskets.filter(state__in=LIVING).first()
    taken = basket.number if basket else ""
    may = row.state == QuotationState.OPEN and not taken and viewer.may(SalesPermission.QUOTE, store_id=row.store_id)
    return QuotationPage(
        quotation=row, store=store, state=state_at(row.state, valid_until=row.valid_until, at=at),
        lines=_lines(viewer, row, store, holder=holder_of(basket.pk if basket else None), at=at), member=member,
        member_name=member.name_for(viewer) if member else "", clerk=row.clerk.name if row.clerk else "",
        ticket=_ticket(row.sale), basket=taken, may_withdraw=may,
        may_open_ticket=row.sale is not None and visible_sales(viewer).filter(pk=row.sale).exists(),
        may_use=may and viewer.may(SalesPermission.HOLD_BASKET, store_id=row.store_id),
    )  # fmt: skip


def _ticket(sale: UUID | None) -> str:
    return Sale.objects.filter(pk=sale).values_list("number", flat=True).first() or "" if sale else ""


def _lines(viewer: Actor, row: Quotation, store: StoreRow, *, holder: str, at: datetime) -> list[QuotedLine]:
    """Every line; beside those of an open quote stand today's price and whether the goods are there."""
    lines = list(row.lines.order_by("line_no"))
    if row.state != QuotationState.OPEN:
        return [QuotedLine(line=line, now_cents=None, gone="") for line in lines]
    gone = gone_from(viewer, lines, store_id=store.id, holder=holder, at=at)
    now = _prices_now(viewer, row, lines, store, at=at)
    return [QuotedLine(line=line, now_cents=now.get(line.code), gone=gone.get(line.code, "")) for line in lines]


def gone_from(
    viewer: Actor, lines: Sequence[QuotationLine], *, store_id: int, holder: str, at: datetime
) -> dict[str, str]:
    """Why goods of a quote cannot be sold in the store now, by code: sold, elsewhere, kept for somebody, too few.

    `holder` is the ticket that the quote stands on; what that keeps is there.

    Queries: 1 for pieces (2 with components), 2 for bulk goods.
    """
    tags = [line.code for line in lines if line.piece_id]
    wanted = {line.code: line.quantity for line in lines if line.lot_id}
    pieces = inventory_selectors.pieces_for_sale(viewer, tags) if tags else []
    lots = inventory_selectors.lots_for_sale(viewer, list(wanted), store_id=store_id) if wanted else []
    found = {lot.sku: TOO_FEW for lot in lots if lot.quantity < wanted[lot.sku]}
    for piece in pieces:
        if not piece.in_stock:
            found[piece.tag] = STATE_WORDS[PieceState(piece.state)]
        elif piece.store_id != store_id:
            found[piece.tag] = ELSEWHERE
        elif piece.held_by_other(holder=holder, at=at):
            found[piece.tag] = KEPT
    return found


def _prices_now(
    viewer: Actor, row: Quotation, lines: Sequence[QuotationLine], store: StoreRow, *, at: datetime
) -> Mapping[str, int]:
    """What each line would come to now, by code, with the promotions of today; nothing where it cannot be priced."""
    asked = tuple(
        LineRequest(tag=line.code) if line.piece_id
        else LineRequest(sku=line.code, quantity=line.quantity, weight_mg=line.weight_mg)
        for line in lines
    )  # fmt: skip
    request = SaleRequest(store=store.code, till="", lines=asked, member=row.member_id)
    try:
        quoted = quote(viewer, request, till=_counter(store), prices_at=at, at=at)
    except DomainError:
        return {}
    return {line.goods.code: line.net_cents for line in quoted.lines}


def _counter(store: StoreRow) -> TillFacts:
    """The store as a till prices in it; no till of it is meant."""
    return TillFacts(
        store_id=store.id, store_code=store.code, store_name=store.name, store_kind=store.kind,
        entity_id=store.entity_id, till_id=0, till_code="", price_group_id=store.price_group_id,
        time_zone=store.time_zone,
    )  # fmt: skip
