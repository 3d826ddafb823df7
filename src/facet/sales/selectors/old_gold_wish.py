"""What a yes to a fineness above the test is bound to, for programs that ask before the ticket."""

from collections.abc import Sequence
from datetime import datetime

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.organisation.rules.approvals import Wish
from facet.sales.rules.old_gold_lines import old_gold_lines, taken_in
from facet.sales.rules.old_gold_request import OldGoldRequest
from facet.sales.rules.request import LineRequest
from facet.sales.selectors.old_gold import gold_items, known_item, origins_of, terms_of_old_gold
from facet.sales.selectors.old_gold_trial import goods_of
from facet.sales.selectors.till_others import old_gold_wish


def old_gold_wish_of(
    viewer: Actor, *, store_id: int, wanted: OldGoldRequest, lines: Sequence[LineRequest], at: datetime
) -> Wish:
    """What a second person is asked: this gold, at this fineness, in this store. Raises: Invalid, OldGoldNotTaken."""
    store = organisation_selectors.store_by_id(store_id)
    known_item(wanted.item, price_group_id=store.price_group_id, at=at)
    taken = taken_in(
        [wanted], items=gold_items(store.price_group_id, at=at), origins=origins_of([wanted]),
        goods=goods_of(viewer, lines, store_id=store_id, price_group_id=store.price_group_id, prices_at=at),
        house=terms_of_old_gold(store_id, on=local_date(at, store.time_zone)),
    )  # fmt: skip
    [line] = old_gold_lines(taken, after=0)
    return old_gold_wish(line, store_id=store_id)
