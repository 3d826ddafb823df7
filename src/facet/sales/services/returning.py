"""Goods that come back on a ticket: their stored amounts with the sign turned, their stock, people and points."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.models import Sum

from facet.inventory import services as inventory_services
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.money import BASIS
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty import services as loyalty_services
from facet.sales.models import ReturnedGoods, SaleLine, StaffShare
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.return_lines import Back, SoldLine
from facet.sales.rules.returns import ReturnRequest
from facet.sales.rules.splits import Part, parts_back
from facet.sales.selectors.returns import lines_of_requests, sold_lines
from facet.sales.services.ticket import Ticket


@joins_unit_of_work
def lock_returns(requests: Sequence[ReturnRequest]) -> dict[tuple[UUID, int], SoldLine]:
    """The sold lines that come back, locked by id, so that none comes back twice.

    Raises: NotFound, Invalid. Locks: sale lines by id. Queries: 4.
    """
    if not requests:
        return {}
    named = [(request.sale, request.line_no) for request in requests]
    if len(set(named)) != len(named):
        raise Invalid(field="returns", reason=gettext_noop("One line comes back twice on this ticket."))
    found = sold_lines(list(lines_of_requests(requests).select_for_update()))
    for sale, line_no in named:
        if (sale, line_no) not in found:
            raise NotFound(key=f"{sale} {line_no}")
    return found


@joins_unit_of_work
def take_back_goods(actor: Actor, ticket: Ticket) -> None:
    """Put what comes back into this store's stock, each piece with its own history and cost.

    Raises: TransitionNotAllowed, PieceChanged. Locks: bulk balances. Queries: 3 for pieces, 6 for bulk goods.
    """
    store_id = ticket.till.store_id
    inventory_services.return_pieces(
        list(ticket.shelf.back.values()), actor=actor, store_id=store_id, document=ticket.document, at=ticket.at
    )
    bulk = [
        inventory_services.BulkIssue(line.lot_id, -line.amounts.quantity, -line.amounts.weight_mg, line_no)
        for line_no, line in ticket.of_kind(LineKind.RETURN).items()
        if line.lot_id is not None
    ]
    if bulk:
        inventory_services.return_bulk(
            bulk, store_id=store_id, actor=actor, operation_id=ticket.id, document=ticket.document, at=ticket.at
        )


@joins_unit_of_work
def take_back_points(actor: Actor, ticket: Ticket) -> loyalty_services.TakenBack | None:
    """Take back what the returned goods had earned; None when nobody earned anything. Queries: 9."""
    if ticket.standing is None:
        return None
    lines = [
        loyalty_services.ReturnedLine(
            document=back.sold.document,
            line_no=back.sold.line_no,
            returned=back.coming.returned,
            whole=back.coming.whole,
        )
        for back in _backs(ticket).values()
        if back.sold.member_id and back.sold.kind not in {LineKind.GIFT, LineKind.SERVICE}
    ]
    if not lines:
        return None
    return loyalty_services.reverse_points(
        actor=actor, standing=ticket.standing, lines=lines, act_id=ticket.id, member_id=ticket.standing.pk,
        document=ticket.document, at=ticket.at, on=local_date(ticket.at, ticket.till.time_zone),
        store_id=ticket.till.store_id,
    )  # fmt: skip


@joins_unit_of_work
def points_back(ticket: Ticket, taken: loyalty_services.TakenBack) -> dict[int, int]:
    """What each return line took back, zero or below, by line number."""
    return {
        line_no: -taken.line_points.get((back.sold.document, back.sold.line_no), 0)
        for line_no, back in _backs(ticket).items()
    }


@joins_unit_of_work
def book_reasons(ticket: Ticket, lines: Sequence[SaleLine]) -> None:
    """Why each line came back. Queries: 1."""
    backs = _backs(ticket)
    ReturnedGoods.objects.bulk_create(
        ReturnedGoods(
            line=line, reason=back.request.reason, condition=back.request.condition,
            within_terms=back.verdict.within, note=back.request.note,
        )
        for line in lines if (back := backs.get(line.line_no))
    )  # fmt: skip


@joins_unit_of_work
def shares_back(ticket: Ticket, lines: Sequence[SaleLine]) -> list[StaffShare]:
    """The negative of what each person was given for what comes back; today's plans do not matter (P26).

    Queries: 2.
    """
    backs = {line: back for line in lines if (back := _backs(ticket).get(line.line_no))}
    given: dict[int, list[StaffShare]] = defaultdict(list)
    for row in (
        StaffShare.objects.filter(line__in=[back.sold.id for back in backs.values()])
        .select_related("staff")
        .order_by("pk")
    ):
        given[row.line_id].append(row)
    taken = _taken([back.sold.id for back in backs.values()])
    rows = []
    for line, back in backs.items():
        people = given[back.sold.id]
        if not people:  # a gift was nobody's sale
            continue
        earlier = [taken.get((back.sold.id, person.staff_id), Part(0, 0, 0)) for person in people]
        so_far = back.sold.sold.back.plus(back.coming.amounts)
        pieces = 0 if back.sold.kind == LineKind.SERVICE else so_far.quantity  # work was no piece of goods
        parts = parts_back(
            [Part(person.net_cents, person.weight_mg, person.pieces_bp) for person in people],
            earlier,
            so_far=Part(so_far.net_cents, so_far.weight_mg, pieces * BASIS),
            shares_bp=[person.share_bp for person in people],
        )
        rows += [
            StaffShare(
                line=line, staff=person.staff, store_id=ticket.till.store_id, business_date=ticket.day,
                is_main=person.is_main, share_bp=person.share_bp, net_cents=-part.net_cents,
                weight_mg=-part.weight_mg, pieces_bp=-part.pieces_bp,
            )
            for person, part in zip(people, parts, strict=True)
        ]  # fmt: skip
    return rows


def _backs(ticket: Ticket) -> dict[int, Back]:
    return {line_no: line.facts for line_no, line in ticket.of_kind(LineKind.RETURN).items()}


def _taken(line_ids: Sequence[int]) -> dict[tuple[int, int], Part]:
    """What earlier returns took back from each person, by sold line."""
    rows = (
        StaffShare.objects.filter(line__returns__in=line_ids)
        .order_by()
        .values("line__returns", "staff")
        .annotate(net=-Sum("net_cents"), weight=-Sum("weight_mg"), pieces=-Sum("pieces_bp"))
    )
    return {(row["line__returns"], row["staff"]): Part(row["net"], row["weight"], row["pieces"]) for row in rows}
