"""Goods that come back, as promotions look at them: what they were given, what has gone back, what belongs together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from facet.loyalty.selectors.given_coupons import given_coupons
from facet.promotions.errors import CouponsUsed, SetBroken
from facet.promotions.models import PromotionTicket, PromotionUse
from facet.promotions.rules.using import HeldLine, ReturnedLine, codes_in_words, coupons_back, needed_back

Coming = Mapping[tuple[str, int], ReturnedLine]


def refuse_broken_sets(lines: Sequence[ReturnedLine]) -> None:
    """Refuse to take back part of a set, or goods without the gift they brought (P23).

    Raises: SetBroken, naming what must come back as well, CouponsUsed. Queries: 3, or 1 without promotions;
    1 more for each that gave coupons.
    """
    coming = by_line(lines)
    tickets = tickets_of(coming)
    back = back_of(tickets)
    for ticket in tickets:
        held = held_of(ticket, coming, back)
        _refuse_used_coupons(ticket, held)
        if codes := needed_back(ticket.version.promise, held, gifts=ticket.gifts):
            raise SetBroken(promotion=ticket.version.promotion.name, codes=codes_in_words(codes))


def held_of(ticket: PromotionTicket, coming: Coming, back: Mapping[tuple[int, int], int]) -> list[HeldLine]:
    """The lines of one promotion on a ticket, as this return leaves them. Queries: 0."""
    return [
        HeldLine(
            code=line.code, cents=line.cents, base_cents=line.base_cents, part=line.part, set_no=line.set_no,
            is_coming=(key := (ticket.document, line.line_no)) in coming,
            is_back=coming[key].is_whole if key in coming else (ticket.pk, line.line_no) in back,
        )
        for line in ticket.lines.all()
    ]  # fmt: skip


def _refuse_used_coupons(ticket: PromotionTicket, held: Sequence[HeldLine]) -> None:
    """Queries: 0, or 1 where the ticket gave coupons. Raises: CouponsUsed."""
    if ticket.coupon_batch_id is None:
        return
    already = -sum(row.coupons for row in ticket.reversed_by.all())
    back = coupons_back(ticket.version.promise, held, given=ticket.coupons, already=already)
    given = given_coupons([ticket.coupon_batch_id]).get(ticket.coupon_batch_id)
    if back and (given is None or given.unused < back):
        raise CouponsUsed(promotion=ticket.version.promotion.name, used=back - (given.unused if given else 0))


def by_line(lines: Sequence[ReturnedLine]) -> dict[tuple[str, int], ReturnedLine]:
    """What comes back, by ticket and line number. Queries: 0."""
    return {(line.document, line.line_no): line for line in lines}


def tickets_of(coming: Coming) -> list[PromotionTicket]:
    """What the returned tickets were given, with its lines, where one of them comes back. Queries: 0 to 2."""
    if not coming:
        return []
    found = (
        PromotionTicket.objects.filter(document__in={document for document, _ in coming}, reverses=None)
        .select_related("version__promotion")
        .prefetch_related("lines", "reversed_by")
        .order_by("pk")
    )
    return [ticket for ticket in found if any((ticket.document, line.line_no) in coming for line in ticket.lines.all())]


def back_of(tickets: Sequence[PromotionTicket]) -> dict[tuple[int, int], int]:
    """Fen that have gone back, by ticket row and line; wholly returned lines stand there, too. Queries: 0 or 1."""
    if not tickets:
        return {}
    found: dict[tuple[int, int], int] = defaultdict(int)
    rows = PromotionUse.objects.filter(ticket__reverses__in=[ticket.pk for ticket in tickets])
    for ticket_id, line_no, cents in rows.values_list("ticket__reverses", "line_no", "cents"):
        found[ticket_id, line_no] -= cents
    return dict(found)
