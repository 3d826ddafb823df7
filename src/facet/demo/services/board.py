"""Eighteen months of board prices, who confirmed them, and what the trade paid."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from facet.catalog.models import BoardConfirmation, BoardPrice, BoardPublication, MarketPrice, PriceItem
from facet.catalog.rules.board import largest_change_of
from facet.demo.rules import chain
from facet.demo.rules.dice import dice
from facet.demo.rules.trend import Published, Trend
from facet.demo.services.acts import portion
from facet.demo.services.rows import insert, next_ids
from facet.kernel.transactions import unit_of_work
from facet.organisation.models import PriceGroup, Staff, Store

LATE = "S04"  # the store that has not confirmed the newest prices


@unit_of_work
def write_boards(published: Sequence[Published], *, at: datetime) -> None:
    """Write every publication with its prices, and the stores' confirmations; the newest lacks one store's."""
    act = portion("boards", at=at)
    if act.done:
        return
    groups, items = (dict(model.objects.values_list("code", "pk")) for model in (PriceGroup, PriceItem))
    buyer = Staff.objects.get(username="buyer")
    ids = list(next_ids(BoardPublication, len(published)))
    current: dict[str, dict[str, Any]] = {}
    headers: list[dict[str, Any]] = []
    prices: list[dict[str, Any]] = []
    for key, each in zip(ids, published, strict=True):
        headers.append(
            {
                "id": key, "price_group_id": groups[each.group], "valid_from": each.at, "published_at": each.at,
                "published_by_key": f"staff:{buyer.pk}", "published_by_name": buyer.name, "note": each.note,
                "largest_change_bp": largest_change_of(each.request, current.get(each.group, {})),
            }
        )  # fmt: skip
        current[each.group] = dict(each.quotes)
        prices.extend(
            {
                "publication_id": key, "price_item_id": items[code], "price_group_id": groups[each.group],
                "valid_from": each.at, "retail_cents_per_gram": quote.retail,
                "exchange_cents_per_gram": quote.exchange, "buy_back_cents_per_gram": quote.buy_back,
            }
            for code, quote in each.quotes.items()
        )  # fmt: skip
    insert(BoardPublication, headers)
    insert(BoardPrice, prices)
    insert(BoardConfirmation, _confirmations(list(zip(ids, published, strict=True)), at))
    act.finish(publications=len(ids))


def _confirmations(published: list[tuple[int, Published]], at: datetime) -> list[dict[str, Any]]:
    stores = dict(Store.objects.values_list("code", "pk"))
    managers = {row.store_id: row for row in Staff.objects.filter(username__startswith="manager")}
    rng = dice("confirmations")
    newest = {each.group: key for key, each in published}
    rows = []
    for key, each in published:
        for plan in chain.STORES:
            late = key == newest[each.group] and plan.code == LATE
            if plan.price_group != each.group or late:
                continue
            manager = managers[stores[plan.code]]
            rows.append(
                {
                    "store_id": manager.store_id, "publication_id": key, "confirmed_by_key": f"staff:{manager.pk}",
                    "confirmed_at": min(each.at + timedelta(seconds=rng.randint(200, 1_500)), at),
                    "confirmed_by_name": manager.name,
                }
            )  # fmt: skip
    return rows


@unit_of_work
def write_market(trend: Trend, *, first: date, last: date, at: datetime) -> None:
    """What the trade paid on every weekday."""
    act = portion("market", at=at)
    if act.done:
        return
    days = (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
    act.finish(
        rows=insert(
            MarketPrice,
            (
                {"on": day, "series": series, "value_cents": value, "source": "演示行情"}
                for day in days
                if day.weekday() < 5
                for series, value in trend.market_on(day).items()
            ),
        )
    )
