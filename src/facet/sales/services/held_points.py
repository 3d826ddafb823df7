"""The steps by which an open ticket keeps the points that it will pay with, and gives them back. Source: P7."""

from datetime import datetime

from facet.kernel.transactions import joins_unit_of_work
from facet.loyalty import services as loyalty_services
from facet.members import services as members_services
from facet.sales.models import Basket
from facet.sales.rules.held_points import plan_of


@joins_unit_of_work
def free_points(basket: Basket) -> None:
    """Give back what a locked ticket holds, if it holds any. Locks: the standing, the account. Queries: 0, 1 or 6."""
    if basket.member_id and loyalty_services.is_reserved(document=plan_of(basket.pk)):
        members_services.lock_standing(basket.member_id)
        loyalty_services.release_points(
            account=loyalty_services.open_account(basket.member_id), document=plan_of(basket.pk)
        )


@joins_unit_of_work
def keep_points(basket: Basket, *, until: datetime) -> None:
    """A ticket that is put aside keeps its points as long as its pieces. Queries: 0 or 1."""
    if basket.member_id:
        loyalty_services.extend_reservation(document=plan_of(basket.pk), until=until)
