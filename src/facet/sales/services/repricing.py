"""An open ticket is priced anew: an explicit act, after both prices of every line were read."""

from datetime import datetime
from uuid import UUID

from facet.audit import services as audit_services
from facet.kernel.formats import shown
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.sales.rules.agreed_errors import RepriceChanged
from facet.sales.selectors.quote import HOLDS_FOR
from facet.sales.selectors.reprice import Repriced, repriced
from facet.sales.services.basket import own_basket


@unit_of_work
def reprice_basket(*, actor: Actor, basket_id: UUID, expected_cents: int | None = None, at: datetime) -> Repriced:
    """Take today's prices for every line from now on; a quote on the ticket promises nothing any more.

    `expected_cents` is the new total that was read; another one refuses, so that nobody accepts what she did not see.
    Raises: NotFound, BasketClosed, RepriceChanged, and whatever pricing refuses. Locks: the basket.
    """
    basket = own_basket(actor, basket_id, at=at)
    till = organisation_selectors.till_facts(
        store_code=basket.store.code, till_code=basket.till.code if basket.till else ""
    )
    found = repriced(actor, basket, till=till, at=at)
    if expected_cents is not None and expected_cents != found.now_cents:
        raise RepriceChanged(expected=shown(expected_cents, "yuan"), actual=shown(found.now_cents, "yuan"))
    quoted = basket.quotation.number if basket.quotation else ""
    prices_before = basket.prices_at
    basket.prices_at, basket.prices_until, basket.quotation = at, at + HOLDS_FOR, None
    basket.save()
    audit_services.record(
        actor, "sales.basket_repriced", at=at, subject=("sales.basket", basket.pk, basket.number),
        store=(basket.store_id, basket.store.name), before=prices_before.isoformat(), after=at.isoformat(),
        before_cents=found.before_cents, due_cents=found.now_cents, quotation=quoted,
        moved={each.code: each.by_cents for each in found.lines if each.by_cents},
    )  # fmt: skip
    return found
