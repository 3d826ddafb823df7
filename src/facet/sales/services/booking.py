"""Writing a ticket that has passed every check: lines first, the sale row last.

The lines' foreign key to the sale is deferred, so that the store-day counter, the one row all
tills of a store share, is locked for the shortest time (decisions.md D7).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection

from facet.audit import services as audit_services
from facet.inventory import services as inventory_services
from facet.kernel import outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.kernel.wording import both
from facet.loyalty import services as loyalty_services
from facet.members import services as members_services
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.sales.models import Sale, SaleLine, Shift, StaffShare, Tender
from facet.sales.rules.basis import agreed_facts
from facet.sales.rules.earning_lines import earning_lines
from facet.sales.rules.held_points import plan_of
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.paying import masked_reference
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.splits import parts_of_line
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.selectors.sale import SoldTicket
from facet.sales.services.cash_report import book_cash_report
from facet.sales.services.claims import Claimed, claim_tenders
from facet.sales.services.commission import book_commission, take_back_commission
from facet.sales.services.coupons import restore_coupons
from facet.sales.services.kinds import book_others
from facet.sales.services.payables import reopen_payables
from facet.sales.services.promising import note_sold
from facet.sales.services.promoting import book_promotions
from facet.sales.services.returning import book_reasons, points_back, shares_back, take_back_goods, take_back_points
from facet.sales.services.ticket import Ticket

if TYPE_CHECKING:
    from facet.members.models import Standing


@joins_unit_of_work
def book(actor: Actor, ticket: Ticket) -> SoldTicket:
    """Write the ticket and everything that moves with it. Locks: the store-day counter, last."""
    book_cash_report(actor, ticket, ticket.identity)
    claimed = claim_tenders(actor, ticket)
    moved = _points(actor, ticket, claimed)
    lines = SaleLine.objects.bulk_create(
        [_line(ticket, line, moved.of_line(line.line_no), by=actor.code) for line in ticket.lines]
        + [_other_line(ticket, line, moved.of_line(line.line_no)) for line in ticket.others]
    )
    codes = {seller.staff_id: seller.code for seller in ticket.people}
    served = [line for line in lines if line.kind == LineKind.SERVICE]
    shares = StaffShare.objects.bulk_create(_shares(ticket, [*lines[: len(ticket.lines)], *served]))
    tenders = Tender.objects.bulk_create(
        Tender(sale_id=ticket.id, line_no=line_no, method=tender.method, amount_cents=tender.amount_cents,
               tendered_cents=tender.tendered_cents, reference=masked_reference(tender.method, tender.reference),
               refunds_id=tender.refunds)
        for line_no, tender in enumerate(ticket.tenders, start=1)
    )  # fmt: skip
    _issue(actor, ticket)
    book_commission(ticket, lines[: len(ticket.lines)])
    if ticket.of_kind(LineKind.RETURN):
        back = StaffShare.objects.bulk_create(shares_back(ticket, lines))
        shares, codes = shares + back, {share.staff_id: share.staff.code for share in back} | codes
        take_back_commission(ticket, lines)
        book_reasons(ticket, lines)
        take_back_goods(actor, ticket)
    book_others(actor, ticket, lines)
    if ticket.of_kind(LineKind.RETURN):
        reopen_payables(actor, ticket)
        restore_coupons(actor, ticket, on=local_date(ticket.at, ticket.till.time_zone))
    book_promotions(actor, ticket)
    note_sold(actor, ticket.quotation, sale_id=ticket.id, sold=[line.goods.code for line in ticket.lines], at=ticket.at)
    if ticket.standing:
        _raise_standing(ticket, ticket.standing, moved)
    outbox.publish("sales.sale_completed", at=ticket.at, sale_id=str(ticket.id), store_id=ticket.till.store_id)
    shift_id = Shift.objects.filter(till_id=ticket.till.till_id, closed_at=None).values_list("id", flat=True).first()
    number = f"{ticket.till.store_code}-{ticket.day:%Y%m%d}-{_next_number(ticket):04d}"
    sale = _sale(actor, ticket, moved, number=number, shift_id=shift_id)
    sale.save()
    _tell(actor, ticket, sale)
    return SoldTicket(
        sale=sale, lines=lines, tenders=tenders, shares=shares, store_code=ticket.till.store_code,
        till_code=ticket.till.till_code, staff_codes=codes,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedPoints:
    """What the ticket did to the member's points, by line, and to her grade."""

    by_line: Mapping[int, int] = field(default_factory=dict)
    total: int = 0
    grade_before: str = ""
    grade_after: str = ""
    standing_changes: Mapping[str, Any] = field(default_factory=dict)

    def of_line(self, line_no: int) -> int:
        return self.by_line.get(line_no, 0)


def _points(actor: Actor, ticket: Ticket, claimed: Claimed) -> MovedPoints:
    """Earn for what is bought, at the grade she had; then take back what the returned goods had earned.

    In this order, so that what she earns today pays for what she loses before anything is owed.
    """
    standing = ticket.standing
    if standing is None:
        return MovedPoints()
    before = standing.grade_code
    earned = _earn(actor, ticket, standing, claimed) if ticket.lines else None
    if earned:
        standing.grade_code = earned.grade_after
    taken = take_back_points(actor, ticket)
    standing.grade_code, last = before, taken or earned
    if last is None:
        return MovedPoints(grade_before=before, grade_after=before, standing_changes=claimed.standing_changes)
    back = points_back(ticket, taken) if taken else {}
    return MovedPoints(
        by_line=dict(earned.line_points if earned else {}) | back,
        total=(earned.points if earned else 0) - (taken.points if taken else 0),
        grade_before=before,
        grade_after=last.grade_after,
        standing_changes={**claimed.standing_changes, **last.standing_changes},
    )


def _earn(actor: Actor, ticket: Ticket, standing: "Standing", claimed: Claimed) -> loyalty_services.Earned:
    lines = earning_lines(
        ticket.lines, old_gold_cents=-ticket.totals.old_gold_cents, unearning_cents=claimed.unearning_cents
    )
    earning = sum(line.base_cents for line in lines) + ticket.totals.rounding_cents
    return loyalty_services.earn_points(
        actor=actor,
        act_id=ticket.id,
        member_id=standing.pk,
        standing=standing,
        lines=lines,
        holder=plan_of(ticket.basket) if ticket.basket else "",
        owed=loyalty_services.Owed(claimed.owed_cents, max(earning, claimed.owed_cents)),
        document=ticket.document,
        at=ticket.at,
        on=local_date(ticket.at, ticket.till.time_zone),
        store_id=ticket.till.store_id,
    )


def _line(ticket: Ticket, line: PricedLine, points: int, *, by: str) -> SaleLine:
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
        discount=_discount(line),
        approval_id=line.approval,
        agreed=agreed_facts(line, by=by),
    )


def _discount(line: PricedLine) -> dict[str, int]:
    """What the discount was made of: what was given, what the member's card and coupons brought."""
    parts = asdict(line.asked) | line.card_parts | {"coupon_cents": line.coupon_cents}
    return {name: value for name, value in parts.items() if value}


def _other_line(ticket: Ticket, line: OtherLine, points: int) -> SaleLine:
    return SaleLine(
        sale_id=ticket.id,
        line_no=line.line_no,
        kind=line.kind,
        returns_id=line.returns_id,
        piece_id=line.piece_id,
        lot_id=line.lot_id,
        category_id=line.category_id,
        code=line.code,
        name=line.name,
        name_en=line.name_en,
        price_basis=line.price_basis,
        board_price_id=line.board_price_id,
        board_cents_per_gram=line.board_cents_per_gram,
        rounding_cents=line.rounding_cents,
        points=points,
        steps=list(line.steps),
        approval_id=line.approval,
        **asdict(line.amounts),
    )


def _shares(ticket: Ticket, sold_lines: Sequence[SaleLine]) -> list[StaffShare]:
    shares_bp = [seller.share_bp for seller in ticket.people]
    rows = []
    for line in sold_lines:
        parts = parts_of_line(
            net_cents=line.net_cents, weight_mg=line.weight_mg, shares_bp=shares_bp,
            quantity=0 if line.kind == LineKind.SERVICE else line.quantity,  # work is no piece of goods
        )  # fmt: skip
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
    ] + [
        (line.lot_id, line.amounts.quantity, line.amounts.weight_mg, line_no)
        for line_no, line in ticket.of_kind(LineKind.GIFT).items()
        if line.lot_id is not None
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


def _sale(actor: Actor, ticket: Ticket, moved: MovedPoints, *, number: str, shift_id: int | None) -> Sale:
    totals, goods = ticket.totals, ticket.goods
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
        returned_cents=totals.returned_cents,
        other_cents=totals.other_cents,
        rounding_cents=totals.rounding_cents,
        due_cents=totals.due_cents,
        tendered_cents=sum(tender.tendered_cents for tender in ticket.tenders),
        change_cents=sum(tender.change_cents for tender in ticket.tenders),
        points_earned=moved.total,
        grade_before=moved.grade_before,
        grade_after=moved.grade_after,
        pieces=goods.quantity,
        weight_mg=goods.weight_mg,
        prices_at=ticket.prices_at,
    )


def _tell(actor: Actor, ticket: Ticket, sale: Sale) -> None:
    """The member's timeline and the audit trail: both name the ticket's number."""
    if ticket.standing:
        _remember(ticket, sale, member_id=ticket.standing.pk)
    facts: dict[str, Any] = {"returned": [line.code for line in ticket.others]} if ticket.others else {}
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
        **facts,
    )


def _spent_cents(ticket: Ticket) -> int:
    """What the ticket adds to the member's spend: revenue, not what she paid in or had on account."""
    return ticket.totals.net_cents + ticket.totals.rounding_cents


def _raise_standing(ticket: Ticket, standing: "Standing", moved: MovedPoints) -> None:
    """Spend, visits, points and grade of the member, in one update."""
    visit = {"last_visit_on": ticket.day, "last_store_id": ticket.till.store_id} if ticket.lines else {}
    members_services.apply_standing(
        standing,
        spend_cents=standing.spend_cents + _spent_cents(ticket),
        visits=standing.visits + ticket.is_first_visit,
        **visit,
        **moved.standing_changes,
    )


def _remember(ticket: Ticket, sale: Sale, *, member_id: int) -> None:
    names = [(line.goods.name, line.goods.name_en) for line in ticket.lines]
    names = names or [(line.name, line.name_en) for line in ticket.others]
    kind, title = _happened(ticket, more=len(names) > 1)
    members_services.record_event(
        member_id,
        Happening(
            kind=kind,
            at=ticket.at,
            on=ticket.day,
            title=title,
            facts=both("goods", *names[0]) | {"more": len(names) - 1, "number": sale.number},
            store_id=ticket.till.store_id,
            amount_cents=_spent_cents(ticket),
            points=sale.points_earned,
            pieces=sale.pieces,
            weight_mg=sale.weight_mg,
            visits=int(ticket.is_first_visit),
            url=f"/sales/{sale.pk}",
        ),
    )


def _happened(ticket: Ticket, *, more: bool) -> tuple[Happened, str]:
    """What the timeline calls this ticket: a purchase, an exchange, or goods brought back."""
    if not ticket.lines and not ticket.of_kind(LineKind.RETURN) and ticket.of_kind(LineKind.DEPOSIT_TAKEN):
        paid_in = ticket.totals.due_cents > 0
        return Happened.SERVICE, gettext_noop("Left a deposit") if paid_in else gettext_noop("Settled a deposit")
    if not ticket.lines and not ticket.of_kind(LineKind.RETURN) and ticket.of_kind(LineKind.SERVICE):
        return Happened.SERVICE, gettext_noop("Paid for {goods}")
    if not ticket.lines:
        title = gettext_noop("Brought back {goods} and {more} more") if more else gettext_noop("Brought back {goods}")
        return Happened.RETURN, title
    if ticket.of_kind(LineKind.RETURN):
        return Happened.SALE, gettext_noop("Exchanged for {goods}")
    return Happened.SALE, gettext_noop("Bought {goods} and {more} more") if more else gettext_noop("Bought {goods}")
