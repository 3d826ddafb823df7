"""Old gold on an open ticket: what was weighed and tested is kept, and valued whenever it is read."""

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.organisation.selectors import TillFacts
from facet.sales.models import BasketLine
from facet.sales.permissions import SalesPermission
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.old_gold import checked
from facet.sales.rules.old_gold_request import OldGoldRequest
from facet.sales.selectors.old_gold import known_item, origins_of, terms_of_old_gold
from facet.sales.services.basket import own_basket
from facet.sales.services.basket_others import put_line
from facet.sales.services.old_gold import refuse_incomplete


@unit_of_work
def add_old_gold(*, actor: Actor, till: TillFacts, basket_id: UUID, wanted: OldGoldRequest, at: datetime) -> BasketLine:
    """Put one piece of old gold on an open ticket; it is valued against whatever goods stand there.

    Raises: NotPermitted, NotFound, BasketClosed, Invalid, OldGoldNotTaken. Locks: the basket.
    """
    basket = own_basket(actor, basket_id, at=at)
    require(actor, SalesPermission.TRADE_IN, store_id=till.store_id)
    checked(wanted.weighed)
    known_item(wanted.item, price_group_id=till.price_group_id, at=at)
    origins_of([wanted])
    house = terms_of_old_gold(till.store_id, on=local_date(at, till.time_zone))
    refuse_incomplete([wanted], house=house, store_id=till.store_id)
    facts = asdict(wanted) | {"receipt": str(wanted.receipt) if wanted.receipt else ""}
    del facts["approval"]
    return put_line(basket, kind=LineKind.OLD_GOLD.value, facts=facts)
