"""Coupons used up on a ticket: under their lock, before the ticket is totalled; usable again after a full return."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty import services as loyalty_services
from facet.sales.models import SaleLine
from facet.sales.rules.coupon_lines import CouponOff, as_coupon_lines, with_coupon
from facet.sales.rules.kinds import LineKind, Method
from facet.sales.rules.pricing import PricedLine
from facet.sales.rules.request import CouponRequest, TenderRequest
from facet.sales.selectors.returns import RETURNABLE
from facet.sales.services.ticket import Ticket


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketFacts:
    """Whose ticket uses coupons, where and when."""

    act_id: UUID
    member_id: int | None
    store_id: int
    at: datetime
    on: date


@joins_unit_of_work
def lock_cards(tenders: Sequence[TenderRequest]) -> None:
    """Lock the value cards that pay, by number: after standings and before coupons (decision 0007)."""
    for number in sorted({each.reference for each in tenders if each.method == Method.STORED_VALUE and each.reference}):
        loyalty_services.lock_card(number)


@joins_unit_of_work
def use_coupons(
    actor: Actor, coupons: Sequence[CouponRequest], lines: Sequence[PricedLine], facts: TicketFacts
) -> list[PricedLine]:
    """Use up every coupon on the ticket; gives the lines after them.

    Raises: Invalid and what `redeem_coupon` refuses. Locks: the coupons by code. Queries: 6 to 11 for each.
    """
    if len({each.code for each in coupons}) != len(coupons):
        raise Invalid(field="coupons", reason=gettext_noop("One coupon stands on the ticket twice."))
    after = list(lines)
    for place, coupon in enumerate(coupons):
        used = loyalty_services.redeem_coupon(
            actor=actor,
            request=loyalty_services.CouponUseIn(
                code=coupon.code, document=f"sales.sale:{facts.act_id}", member_id=facts.member_id,
                store_id=facts.store_id, lines=as_coupon_lines(after), others=place, proof_id=coupon.proof,
            ),
            act_id=facts.act_id, at=facts.at, on=facts.on,
        )  # fmt: skip
        after = with_coupon(after, CouponOff(code="", name=used.name, off=used.off, gift=used.gift))
    return after


@joins_unit_of_work
def restore_coupons(actor: Actor, ticket: Ticket, *, on: date) -> None:
    """Make the coupons of a ticket usable again once all of its goods are back. Queries: 2 a ticket, and more."""
    back = ticket.of_kind(LineKind.RETURN).values()
    for sale_id in sorted({line.facts.sold.sale_id for line in back}):
        coming = {line.returns_id for line in back}
        if all(_is_back(line, coming) for line in _sold(sale_id)):
            loyalty_services.restore_coupon(
                actor=actor, document=f"sales.sale:{sale_id}", act_id=ticket.id, at=ticket.at, on=on
            )


def _sold(sale_id: UUID) -> list[SaleLine]:
    return list(SaleLine.objects.filter(sale=sale_id, kind__in=RETURNABLE).prefetch_related("returned_by"))


def _is_back(line: SaleLine, coming: set[int | None]) -> bool:
    """Whether nothing of the line is left with the customer; today's return lines are stored already."""
    returned = line.returned_by.all()
    return sum(row.quantity for row in returned) == -line.quantity and bool(returned or line.pk in coming)
