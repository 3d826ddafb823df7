"""What a ticket does to promotions: it takes of their limits, and returns give back."""

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.promotions import services as promotions_services
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.return_lines import returned_of
from facet.sales.services.ticket import Ticket


@joins_unit_of_work
def book_promotions(actor: Actor, ticket: Ticket) -> None:
    """Take what the goods were given, give back what returned goods had been given.

    After coupons, before the store-day counter (decision 0007). Raises: PromotionUsedUp.
    Locks: quota slices, coupons that go back by id.
    """
    sold_on = promotions_services.SoldOn(
        document=ticket.document, store_id=ticket.till.store_id,
        member_id=ticket.standing.pk if ticket.standing else None, at=ticket.at,
        on=local_date(ticket.at, ticket.till.time_zone), act_id=ticket.id,
    )  # fmt: skip
    uses = ticket.promoted.uses(list(ticket.of_kind(LineKind.GIFT).values()))
    promotions_services.take_promotions(actor, uses, ticket=sold_on, skipped=ticket.promoted.result.skipped)
    back = ticket.of_kind(LineKind.RETURN)
    if back:
        promotions_services.give_back_promotions(actor, returned_of(list(back.values())), ticket=sold_on)
