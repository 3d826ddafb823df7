"""The till's screen: one open ticket priced, its member, and the tickets that wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from facet.catalog.rules.pricing import LineDiscount
from facet.inventory.selectors.for_sale import PieceForSale
from facet.kernel.errors import DomainError
from facet.kernel.permissions import Actor
from facet.members import selectors as members_selectors
from facet.members.selectors import MemberForSale
from facet.organisation.selectors import TillFacts
from facet.sales.models import Basket, BasketLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.basis import basis_wish_bar
from facet.sales.rules.basis_request import BasisRequest
from facet.sales.rules.discounts import Wish, wishes
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.request import LineRequest, SaleRequest
from facet.sales.rules.splits import default_shares
from facet.sales.selectors.basket_kinds import asked_of
from facet.sales.selectors.quote import Quoted, quote
from facet.sales.selectors.till_others import TillOther, till_others


@dataclass(frozen=True, slots=True, kw_only=True)
class TillLine:
    """One line as the till shows it; `priced` is None while the ticket cannot be priced."""

    line_no: int
    code: str
    name: str
    is_bulk: bool
    quantity: int
    weight_mg: int
    piece: PieceForSale | None
    priced: PricedLine | None
    points: int
    discount: LineDiscount
    wish: Wish | None  # what is asked off, for the limit bar
    limit: int
    beyond: bool
    approval_id: int | None

    @property
    def share_of_limit(self) -> int:
        """How much of the own limit is used, in percent, for the bar."""
        return min(100, self.wish.wanted * 100 // self.limit) if self.wish and self.limit else 100 * self.beyond


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldTicket:
    """An unfinished ticket of this store."""

    id: UUID
    number: str
    touched_at: datetime
    opened_by: str
    till: str
    pieces: int
    is_held: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TillView:
    """Everything the till shows. `refusal` says why the ticket has no price."""

    basket: Basket | None
    lines: Sequence[TillLine]
    others: Sequence[TillOther]
    quoted: Quoted | None
    member: MemberForSale | None
    held: Sequence[HeldTicket]
    salespeople: Sequence[str]
    refusal: DomainError | None
    prices_expired: bool

    @property
    def pieces(self) -> int:
        return sum(line.priced.goods.quantity for line in self.lines if line.priced)

    @property
    def weight_mg(self) -> int:
        return sum(line.priced.goods.weight_mg for line in self.lines if line.priced)

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.others

    @property
    def quotation_over(self) -> bool:
        """Whether the quote on the ticket promises nothing any more."""
        return not any(line.priced and line.priced.promised for line in self.lines)

    @property
    def due_shown_cents(self) -> int:
        """What changes hands, without its direction."""
        return abs(self.quoted.totals.due_cents) if self.quoted else 0

    @property
    def list_cents(self) -> int:
        """What the goods that go out cost before any discount; what comes back stands in a row of its own."""
        if self.quoted is None:
            return 0
        coming = sum(line.list_cents for line in self.quoted.others if line.kind == LineKind.RETURN)
        return self.quoted.totals.gross_cents - coming

    @property
    def discount_shown_cents(self) -> int:
        """What discounts take off the goods that go out; zero or below."""
        if self.quoted is None:
            return 0
        return self.quoted.totals.net_cents - self.quoted.totals.returned_cents - self.list_cents

    @property
    def rest_cents(self) -> int:
        """Deposits, services and other lines that are no goods; old gold has a row of its own."""
        return self.quoted.totals.other_cents - self.quoted.totals.old_gold_cents if self.quoted else 0

    @property
    def refunds(self) -> bool:
        """Whether the customer gets money."""
        return bool(self.quoted and self.quoted.totals.due_cents < 0)


def current_basket(viewer: Actor, *, till: TillFacts) -> Basket | None:
    """The ticket that is open at this till, or None. Queries: 1."""
    if not viewer.may(SalesPermission.HOLD_BASKET, store_id=till.store_id):
        return None
    rows = Basket.objects.filter(till_id=till.till_id, state=Basket.State.OPEN).select_related("quotation")
    return rows.order_by("-touched_at").first()


def held_tickets(viewer: Actor, *, till: TillFacts, but: UUID | None = None) -> list[HeldTicket]:
    """The unfinished tickets of the store, the newest first, at most 20. Queries: 2."""
    if not viewer.may(SalesPermission.HOLD_BASKET, store_id=till.store_id):
        return []
    waiting = Basket.objects.filter(store_id=till.store_id, state__in=(Basket.State.OPEN, Basket.State.HELD))
    if but:
        waiting = waiting.exclude(pk=but)
    baskets = waiting.select_related("opened_by", "till").order_by("-touched_at", "pk")[:20]
    counts: dict[UUID, int] = {}
    for basket_id in BasketLine.objects.filter(basket__in=[basket.pk for basket in baskets]).values_list(
        "basket_id", flat=True
    ):
        counts[basket_id] = counts.get(basket_id, 0) + 1
    return [
        HeldTicket(
            id=basket.pk, number=basket.number, touched_at=basket.touched_at, opened_by=basket.opened_by.name,
            till=basket.till.name if basket.till else "", pieces=counts[basket.pk],
            is_held=basket.state == Basket.State.HELD, note=basket.note,
        )
        for basket in baskets if counts.get(basket.pk)
    ]  # fmt: skip


def request_of(basket: Basket, lines: Sequence[BasketLine], *, till: TillFacts, **more: Any) -> SaleRequest:
    """The ticket a basket asks for; `more` adds tenders, rounding and the expected total."""
    return SaleRequest(
        store=till.store_code,
        till=till.till_code,
        member=basket.member_id,
        quotation=basket.quotation.number if basket.quotation else "",
        salespeople=default_shares(basket.salespeople),
        lines=tuple(
            LineRequest(
                tag=line.tag, sku=line.sku, quantity=line.quantity, weight_mg=line.weight_mg,
                discount=LineDiscount(**line.discount), approval=line.approval_id,
                basis=BasisRequest.of(line.facts.get("basis")),
            )
            for line in lines
            if not line.kind
        ),
        basket=basket.pk,
        **asked_of(lines),
        **more,
    )  # fmt: skip


def till_view(viewer: Actor, *, till: TillFacts, at: datetime) -> TillView:
    """The till as it stands now. Queries: 12 at most with a priced ticket and a member."""
    basket = current_basket(viewer, till=till)
    held = held_tickets(viewer, till=till, but=basket.pk if basket else None)
    if basket is None:
        return TillView(
            basket=None, lines=(), others=(), quoted=None, member=None, held=held, salespeople=(viewer.code,),
            refusal=None, prices_expired=False,
        )  # fmt: skip
    rows = list(basket.lines.order_by("line_no"))
    expired = at >= basket.prices_until
    quoted, refusal = _priced(viewer, basket, rows, till=till, prices_at=at if expired else basket.prices_at, at=at)
    return TillView(
        basket=basket,
        lines=[_line(viewer, row, place, quoted) for place, row in enumerate(row for row in rows if not row.kind)],
        others=till_others(
            viewer, [row for row in rows if row.kind], quoted.others if quoted else (), store_id=till.store_id
        ),
        quoted=quoted,
        member=members_selectors.member_for_sale(basket.member_id).shown_to(viewer) if basket.member_id else None,
        held=held,
        salespeople=basket.salespeople,
        refusal=refusal,
        prices_expired=expired,
    )


def _priced(
    viewer: Actor, basket: Basket, rows: Sequence[BasketLine], *, till: TillFacts, prices_at: datetime, at: datetime
) -> tuple[Quoted | None, DomainError | None]:
    if not rows:
        return None, None
    try:
        return quote(viewer, request_of(basket, rows, till=till), till=till, prices_at=prices_at, at=at), None
    except DomainError as refusal:
        return None, refusal


def _line(viewer: Actor, row: BasketLine, place: int, quoted: Quoted | None) -> TillLine:
    priced = quoted.lines[place] if quoted else None
    pieces = {piece.tag: piece for piece in quoted.pieces} if quoted else {}
    discount = LineDiscount(**row.discount)
    wish = next(wishes(discount), None) or basis_wish_bar(priced)
    limit = viewer.limit(wish.limit) if wish else 0
    return TillLine(
        line_no=row.line_no,
        code=row.tag or row.sku,
        name=priced.goods.name if priced else "",
        is_bulk=bool(row.sku),
        quantity=row.quantity,
        weight_mg=row.weight_mg,
        piece=pieces.get(row.tag),
        priced=priced,
        points=quoted.line_points.get(place + 1, 0) if quoted else 0,
        discount=discount,
        wish=wish,
        limit=limit,
        beyond=bool(wish and wish.wanted > limit),
        approval_id=row.approval_id,
    )
