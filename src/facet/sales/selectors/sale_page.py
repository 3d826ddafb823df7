"""The page of one sale: the ticket with its member, its people and every "why"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from facet.kernel.permissions import Actor
from facet.loyalty.selectors.documents import earned_lines
from facet.members import selectors as members_selectors
from facet.members.selectors import MemberForSale
from facet.organisation import selectors as organisation_selectors
from facet.organisation.selectors import StoreRow
from facet.promotions import selectors as promotions_selectors
from facet.promotions.selectors import TicketStory
from facet.sales.models import Delivery, ReturnedGoods, SaleLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import METHOD_LABELS, LineKind
from facet.sales.selectors.deliveries import GOODS, deliveries_of_sale
from facet.sales.selectors.returns import RETURNABLE
from facet.sales.selectors.sale import SoldTicket, get_sale, visible_sales


@dataclass(frozen=True, slots=True)
class SaleLink:
    """Another ticket by its number; `may_open` when the viewer may open it, too."""

    sale_id: UUID
    number: str
    quantity: int
    may_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LinePage:
    """One line with its explanation of points, if it earned any."""

    line: SaleLine
    why_points: Any | None
    other: SaleLink | None = None  # the ticket whose goods come back on this line
    back: Sequence[SaleLink] = ()  # the tickets on which goods of this line came back
    why_back: ReturnedGoods | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SalePage:
    """Everything a person may want to know of one ticket."""

    sold: SoldTicket
    store: StoreRow
    lines: Sequence[LinePage]
    member: MemberForSale | None
    people: Sequence[tuple[str, str, int, int]]  # code, name, share in basis points, net cents
    tenders: Sequence[tuple[str, int, int]]  # label, amount, tendered
    cashier: str
    prints: int
    may_reprint: bool
    story: TicketStory  # the promotions of the ticket
    deliveries: Sequence[Delivery] = ()
    may_deliver: bool = False

    @property
    def is_return_slip(self) -> bool:
        """Whether nothing was sold on it: goods came back only."""
        return all(each.line.kind == LineKind.RETURN for each in self.lines)

    @property
    def points_lost(self) -> int:
        """Points that the ticket took back, zero or above."""
        return max(0, -self.sold.sale.points_earned)

    @property
    def may_return(self) -> bool:
        """Whether anything on it could come back."""
        return any(each.line.kind in RETURNABLE for each in self.lines)

    @property
    def reprint(self) -> int:
        """Which reprint the newest print is; 0 for the original."""
        return max(0, self.prints - 1)


def sale_page(viewer: Actor, *, sale_id: UUID) -> SalePage:
    """One ticket in the viewer's reach. Queries: 18 at most. Raises: NotFound, for foreign ones too."""
    sold = get_sale(viewer, sale_id=sale_id)
    sale = sold.sale
    names = {share.staff_id: share.staff.name for share in sold.shares}
    ids = {code: staff_id for staff_id, code in sold.staff_codes.items()}
    why = earned_lines(f"sales.sale:{sale.pk}") if sale.member_id else {}
    return SalePage(
        sold=sold,
        store=organisation_selectors.store_by_id(sale.store_id),
        lines=_lines(viewer, sold.lines, why),
        member=members_selectors.member_for_sale(sale.member_id) if sale.member_id else None,
        people=[(code, names[ids[code]], share_bp, net) for code, share_bp, net in sold.people()],
        tenders=[(METHOD_LABELS[each.method], each.amount_cents, each.tendered_cents) for each in sold.tenders],
        cashier=sale.cashier.name if sale.cashier else "",
        prints=sale.prints.count(),
        story=promotions_selectors.ticket_story(f"sales.sale:{sale.pk}"),
        deliveries=deliveries_of_sale(viewer, sale=sale),
        may_deliver=viewer.may(SalesPermission.WORK_DELIVERIES, store_id=sale.store_id)
        and any(line.kind in GOODS and line.quantity > 0 for line in sold.lines),
        may_reprint=viewer.may(SalesPermission.REPRINT, store_id=sale.store_id),
    )


def _lines(viewer: Actor, lines: Sequence[SaleLine], why: Mapping[int, Any]) -> list[LinePage]:
    """The lines with the tickets they came from or went back on. Queries: 1, or 4 with returns."""
    ids = [line.pk for line in lines]
    back = list(SaleLine.objects.filter(returns__in=ids).select_related("sale").order_by("pk"))
    origins = {line.returns_id for line in lines if line.returns_id}
    sold = {row.pk: row for row in SaleLine.objects.filter(pk__in=origins).select_related("sale")} if origins else {}
    reasons = {row.line_id: row for row in ReturnedGoods.objects.filter(line__in=ids)} if origins else {}
    tickets = {row.sale_id for row in (*back, *sold.values())}
    seen = set(visible_sales(viewer).filter(pk__in=tickets).values_list("pk", flat=True)) if tickets else set()
    links: dict[int, list[SaleLink]] = {}
    for row in back:
        links.setdefault(row.returns_id, []).append(_link(row, seen))
    return [
        LinePage(
            line=line,
            why_points=why.get(line.line_no),
            other=_link(sold[line.returns_id], seen) if line.returns_id in sold else None,
            back=links.get(line.pk, ()),
            why_back=reasons.get(line.pk),
        )
        for line in lines
    ]


def _link(line: SaleLine, seen: set[UUID]) -> SaleLink:
    return SaleLink(line.sale_id, line.sale.number, abs(line.quantity), line.sale_id in seen)
