"""Old gold on a ticket and in a trial: the terms, the board, what was paid, and what comes of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from facet.catalog import selectors as catalog_selectors
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.organisation import selectors as organisation_selectors
from facet.sales.errors import OldGoldNotTaken
from facet.sales.models import MaterialPiece
from facet.sales.rules.old_gold import Prices
from facet.sales.rules.old_gold_lines import (
    GivenBack,
    GoldItem,
    Origin,
    given_back_lines,
    old_gold_lines,
    taken_in,
)
from facet.sales.rules.old_gold_request import GoldBack, OldGoldRequest
from facet.sales.rules.old_gold_settings import NAMES, HouseTerms, house_terms
from facet.sales.rules.refining import MaterialState, moved
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.returns import ReturnRequest
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.selectors.desk import Desk
from facet.sales.selectors.returns import sold_lines_of


def terms_of_old_gold(store_id: int, *, on: date) -> HouseTerms:
    """The terms of one store on one day. Queries: 1."""
    return house_terms(organisation_selectors.policy_values(NAMES, store_id=store_id, on=on))


def gold_items(price_group_id: int, *, at: datetime) -> dict[str, GoldItem]:
    """The metals on the board of a price group at `at`, by code, in the board's order. Queries: 1."""
    return {
        price.code: GoldItem(
            id=price.price_item_id, board_id=price.id, code=price.code, name=price.name, name_en=price.name_en,
            metal=price.metal,
            prices=Prices(
                retail=price.retail_cents_per_gram, exchange=price.exchange_cents_per_gram,
                buy_back=price.buy_back_cents_per_gram, reference_e4=price.fineness_e4,
            ),
        )
        for price in catalog_selectors.board_prices_at(price_group_id, at=at).values()
    }  # fmt: skip


def known_item(code: str, *, price_group_id: int, at: datetime) -> GoldItem:
    """The metal under `code` on the board. Raises: Invalid. Queries: 1."""
    return _item(gold_items(price_group_id, at=at), code)


def _item(items: Mapping[str, GoldItem], code: str) -> GoldItem:
    if code not in items:
        raise Invalid(field="item", reason=gettext_noop("Choose a metal of the price board."))
    return items[code]


def traded_in(line_ids: Sequence[int]) -> set[int]:
    """Which of these sold lines came in as an upgrade and were not given back. Queries: 1."""
    pieces = MaterialPiece.objects.filter(origin__in=line_ids).exclude(state=MaterialState.UNDONE.value)
    return set(pieces.values_list("origin_id", flat=True))


def origins_of(requests: Iterable[OldGoldRequest]) -> Mapping[tuple[UUID | None, int], Origin]:
    """What was paid for each of our own pieces that comes in for an upgrade, by receipt and line.

    Raises: NotFound, OldGoldNotTaken where it came back already or is sold by weight. Queries: 0, or 5.
    """
    named = [(each.receipt, each.receipt_line) for each in requests if each.receipt]
    if len(set(named)) != len(named):
        raise Invalid(field="old_gold.receipt", reason=gettext_noop("One piece comes in twice on this ticket."))
    if not named:
        return {}
    found = sold_lines_of([ReturnRequest(sale=sale, line_no=line_no, reason="") for sale, line_no in named])
    gone = traded_in([line.id for line in found.values()])
    for line in found.values():
        if line.sold.returned or line.id in gone:
            raise OldGoldNotTaken(reason=gettext_noop("This piece came back already."))
        if line.sold.price_basis == "by_weight":
            raise OldGoldNotTaken(reason=gettext_noop("It was sold by weight: exchange it gram for gram or by value."))
    return {
        key: Origin(line_id=line.id, code=line.sold.code, paid_cents=line.sold.amounts.net_cents)
        for key, line in found.items()
    }


def read_old_gold(desk: Desk, request: SaleRequest, after: int) -> list[OtherLine]:
    """The lines of the old gold that a ticket takes in. Queries: 0, or 2, or 7 with an upgrade.

    Raises: Invalid, OldGoldNotTaken, NotFound.
    """
    if not request.old_gold:
        return []
    items = gold_items(desk.till.price_group_id, at=desk.prices_at)
    for wanted in request.old_gold:
        _item(items, wanted.item)
    taken = taken_in(
        request.old_gold, items=items, origins=origins_of(request.old_gold), goods=desk.goods,
        house=terms_of_old_gold(desk.till.store_id, on=desk.on),
    )  # fmt: skip
    return old_gold_lines(taken, after=after)


def read_gold_back(desk: Desk, request: SaleRequest, after: int) -> list[OtherLine]:
    """The lines of the material that goes back to the customer. Queries: 0, or 1.

    Raises: NotFound, MaterialMoved, OldGoldNotTaken after its days, Invalid.
    """
    if not request.gold_back:
        return []
    return given_back_lines(_given_back(desk, request.gold_back), after=after)


def _given_back(desk: Desk, wanted: Sequence[GoldBack]) -> list[GivenBack]:
    codes = [each.code.upper() for each in wanted]
    if len(set(codes)) != len(codes):
        raise Invalid(field="gold_back", reason=gettext_noop("One piece comes in twice on this ticket."))
    rows: dict[str, Any] = {
        row.code: row
        for row in MaterialPiece.objects.select_related("line").filter(code__in=codes, store_id=desk.till.store_id)
    }
    back = []
    for code in codes:
        row = rows.get(code)
        if row is None:
            raise NotFound(key=code)
        moved(row.state, MaterialState.UNDONE, code=code)
        if row.is_melted:
            raise OldGoldNotTaken(reason=gettext_noop("It was melted; the trade-in cannot be undone any more."))
        if desk.on > row.undo_until:
            raise OldGoldNotTaken(reason=gettext_noop("The days in which a trade-in can be undone are over."))
        back.append(
            GivenBack(
                piece_id=row.pk, code=code, name=row.line.name, name_en=row.line.name_en, net_mg=row.net_mg,
                value_cents=row.value_cents,
            )
        )  # fmt: skip
    return back
