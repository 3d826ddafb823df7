"""Writing a ticket that has passed every check: lines first, the sale row last.

The lines' foreign key to the sale is deferred, so that the store-day counter, the one row all
tills of a store share, is locked for the shortest time (decisions.md D7).
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection

from facet.audit import services as audit_services
from facet.inventory import services as inventory_services
from facet.kernel import outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty import services as loyalty_services
from facet.members import services as members_services
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.organisation.selectors import TillFacts
from facet.sales.models import Sale, SaleLine, Shift, StaffShare, Tender
from facet.sales.rules.earning_lines import earning_lines
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.splits import parts_of_line
from facet.sales.rules.tender import Settled
from facet.sales.rules.totals import Totals
from facet.sales.selectors.people import Seller
from facet.sales.selectors.sale import SoldTicket
from facet.sales.services.shelf import Shelf

if TYPE_CHECKING:
    from facet.members.models import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket that may be booked as it stands: priced, paid, its goods and member locked."""

    id: UUID
    till: TillFacts
    lines: Sequence[PricedLine]
    totals: Totals
    tenders: Sequence[Settled]
    people: Sequence[Seller]
    standing: "Standing | None"
    shelf: Shelf
    holder: str
    prices_at: datetime
    at: datetime
    day: date
    is_first_visit: bool  # of the member on this day

    @property
    def document(self) -> str:
        """How other domains name this ticket."""
        return f"sales.sale:{self.id}"

    @property
    def pieces(self) -> int:
        return sum(line.goods.quantity for line in self.lines)

    @property
    def weight_mg(self) -> int:
        return sum(line.goods.weight_mg for line in self.lines)


@joins_unit_of_work
def book(actor: Actor, ticket: Ticket) -> SoldTicket:
    """Write the ticket and everything that moves with it. Locks: the store-day counter, last."""
    earned = _earn(actor, ticket)
    points = earned.line_points if earned else {}
    sold_lines = SaleLine.objects.bulk_create(_line(ticket, line, points.get(line.line_no, 0)) for line in ticket.lines)
    shares = StaffShare.objects.bulk_create(_shares(ticket, sold_lines))
    tenders = Tender.objects.bulk_create(
        Tender(sale_id=ticket.id, line_no=line_no, method=tender.method, amount_cents=tender.amount_cents,
               tendered_cents=tender.tendered_cents, reference=tender.reference)
        for line_no, tender in enumerate(ticket.tenders, start=1)
    )  # fmt: skip
    _issue(actor, ticket)
    if earned and ticket.standing:
        _raise_standing(ticket, ticket.standing, earned)
    outbox.publish("sales.sale_completed", at=ticket.at, sale_id=str(ticket.id), store_id=ticket.till.store_id)
    shift_id = Shift.objects.filter(till_id=ticket.till.till_id, closed_at=None).values_list("id", flat=True).first()
    number = f"{ticket.till.store_code}-{ticket.day:%Y%m%d}-{_next_number(ticket):04d}"
    sale = _sale(actor, ticket, earned, number=number, shift_id=shift_id)
    sale.save()
    _tell(actor, ticket, sale, earned)
    return SoldTicket(
        sale=sale, lines=sold_lines, tenders=tenders, shares=shares, store_code=ticket.till.store_code,
        till_code=ticket.till.till_code, staff_codes={seller.staff_id: seller.code for seller in ticket.people},
    )  # fmt: skip


def _earn(actor: Actor, ticket: Ticket) -> loyalty_services.Earned | None:
    if ticket.standing is None:
        return None
    return loyalty_services.earn_points(
        actor=actor,
        act_id=ticket.id,
        member_id=ticket.standing.pk,
        standing=ticket.standing,
        lines=earning_lines(ticket.lines),
        document=ticket.document,
        at=ticket.at,
        on=local_date(ticket.at, ticket.till.time_zone),
        store_id=ticket.till.store_id,
    )


def _line(ticket: Ticket, line: PricedLine, points: int) -> SaleLine:
    goods, priced = line.goods, line.priced
    return SaleLine(
        sale_id=ticket.id,
        line_no=line.line_no,
        kind=goods.kind,
        piece_id=goods.piece_id,
        lot_id=goods.lot_id,
        category_id=goods.category_id,
        code=goods.code,
        name=goods.name,
        name_en=goods.name_en,
        quantity=goods.quantity,
        weight_mg=goods.weight_mg,
        price_basis=goods.price_basis,
        board_price_id=line.board.id if line.board else None,
        board_cents_per_gram=line.board.cents_per_gram if line.board else 0,
        metal_cents=priced.metal_cents,
        labour_cents=priced.labour_cents,
        stones_cents=priced.stones_cents,
        list_cents=priced.list_cents,
        discount_cents=priced.discount_cents,
        net_cents=priced.net_cents,
        cost_cents=goods.cost_cents,
        points=points,
        steps=[asdict(step) for step in priced.steps],
        discount={name: value for name, value in asdict(line.discount).items() if value},
        approval_id=line.approval,
    )


def _shares(ticket: Ticket, sold_lines: Sequence[SaleLine]) -> list[StaffShare]:
    shares_bp = [seller.share_bp for seller in ticket.people]
    rows = []
    for line in sold_lines:
        parts = parts_of_line(
            net_cents=line.net_cents, weight_mg=line.weight_mg, quantity=line.quantity, shares_bp=shares_bp
        )
        for place, (seller, part) in enumerate(zip(ticket.people, parts, strict=True)):
            rows.append(
                StaffShare(
                    line=line,
                    staff_id=seller.staff_id,
                    store_id=ticket.till.store_id,
                    business_date=ticket.day,
                    is_main=place == 0,
                    share_bp=seller.share_bp,
                    net_cents=part.net_cents,
                    weight_mg=part.weight_mg,
                    pieces_bp=part.pieces_bp,
                )
            )
    return rows


def _issue(actor: Actor, ticket: Ticket) -> None:
    if ticket.shelf.pieces:
        inventory_services.issue_pieces(
            list(ticket.shelf.pieces.values()),
            actor=actor,
            store_id=ticket.till.store_id,
            document=ticket.document,
            at=ticket.at,
            holder=ticket.holder,
        )
    bulk = [
        (line.goods.lot_id, line.goods.quantity, line.goods.weight_mg, line.line_no)
        for line in ticket.lines
        if line.goods.lot_id is not None
    ]
    if bulk:
        inventory_services.issue_bulk(
            bulk,
            lots=list(ticket.shelf.lots.values()),
            actor=actor,
            operation_id=ticket.id,
            document=ticket.document,
            at=ticket.at,
        )


def _next_number(ticket: Ticket) -> int:
    """The store's next receipt number of the day; its row stays locked until the commit."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO sales_storeday (store_id, business_date, last_number) VALUES (%s, %s, 1)"
            " ON CONFLICT (store_id, business_date) DO UPDATE SET last_number = sales_storeday.last_number + 1"
            " RETURNING last_number",
            [ticket.till.store_id, ticket.day.isoformat()],
        )
        return int(cursor.fetchone()[0])


def _sale(
    actor: Actor, ticket: Ticket, earned: loyalty_services.Earned | None, *, number: str, shift_id: int | None
) -> Sale:
    totals = ticket.totals
    return Sale(
        id=ticket.id,
        number=number,
        store_id=ticket.till.store_id,
        till_id=ticket.till.till_id,
        shift_id=shift_id,
        business_date=ticket.day,
        member_id=ticket.standing.pk if ticket.standing else None,
        cashier_id=actor.staff_id,
        completed_at=ticket.at,
        gross_cents=totals.gross_cents,
        net_cents=totals.net_cents,
        rounding_cents=totals.rounding_cents,
        due_cents=totals.due_cents,
        tendered_cents=sum(tender.tendered_cents for tender in ticket.tenders),
        change_cents=sum(tender.change_cents for tender in ticket.tenders),
        points_earned=earned.points if earned else 0,
        grade_before=earned.grade_before if earned else "",
        grade_after=earned.grade_after if earned else "",
        pieces=ticket.pieces,
        weight_mg=ticket.weight_mg,
        prices_at=ticket.prices_at,
    )


def _tell(actor: Actor, ticket: Ticket, sale: Sale, earned: loyalty_services.Earned | None) -> None:
    """The member's timeline and the audit trail: both name the ticket's number."""
    if earned and ticket.standing:
        _remember(ticket, sale, earned, member_id=ticket.standing.pk)
    audit_services.record(
        actor,
        "sales.sale_completed",
        at=ticket.at,
        subject=("sales.sale", sale.pk, sale.number),
        store=(ticket.till.store_id, ticket.till.store_name),
        due_cents=sale.due_cents,
        pieces=sale.pieces,
        weight_mg=sale.weight_mg,
        points=sale.points_earned,
        tags=[line.goods.code for line in ticket.lines],
        tenders=[{"method": tender.method, "amount_cents": tender.amount_cents} for tender in ticket.tenders],
    )


def _raise_standing(ticket: Ticket, standing: "Standing", earned: loyalty_services.Earned) -> None:
    """Spend, visits, points and grade of the member, in one update."""
    members_services.apply_standing(
        standing,
        spend_cents=standing.spend_cents + ticket.totals.due_cents,
        visits=standing.visits + ticket.is_first_visit,
        last_visit_on=ticket.day,
        last_store_id=ticket.till.store_id,
        **earned.standing_changes,
    )


def _remember(ticket: Ticket, sale: Sale, earned: loyalty_services.Earned, *, member_id: int) -> None:
    first, *others = ticket.lines
    title = gettext_noop("Bought {goods} and {more} more") if others else gettext_noop("Bought {goods}")
    members_services.record_event(
        member_id,
        Happening(
            kind=Happened.SALE,
            at=ticket.at,
            on=ticket.day,
            title=title,
            facts={"goods": first.goods.name, "more": len(others), "number": sale.number},
            store_id=ticket.till.store_id,
            amount_cents=sale.due_cents,
            points=earned.points,
            pieces=sale.pieces,
            weight_mg=sale.weight_mg,
            visits=int(ticket.is_first_visit),
            url=f"/sales/{sale.pk}",
        ),
    )
