"""What the catalogue shows on other domains' pages: the gold card, to-dos, alerts, the foot of the page."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from facet.catalog import selectors
from facet.catalog.permissions import CatalogPermission
from facet.catalog.web import words
from facet.kernel import clock
from facet.kernel.formats import shown
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors

GRACE = timedelta(minutes=30)  # before an unconfirmed store becomes an alert
FINE = 9_900
WEEK = timedelta(days=7)
OTHERS = 2  # further items whose retail price stands on the card


def gold_card(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Today's prices with the change since yesterday, and whether the store knows them.

    Queries: 5, for headquarters 6.
    """
    store = organisation_selectors.store_by_id(actor.store_id) if actor.store_id else None
    group_id = store.price_group_id if store else _first_group(actor)
    if group_id is None:
        return {}
    zone = store.time_zone if store else "Asia/Shanghai"
    today = clock.local_date(at, zone)
    board = selectors.board_lines(group_id, at=at, since=clock.start_of_day(today, zone))
    lines = [line for line in board if line.price]
    if not lines:
        return {}
    return {
        "first": lines[0],
        "others": [line for line in lines[1:] if _is_another_metal(line, lines[0])][:OTHERS],
        "publication": selectors.publication_in_force(group_id, at=at, store_id=actor.store_id),
        "fee_cents": organisation_selectors.policy_value(
            "catalog.exchange_fee_cents", store_id=actor.store_id, on=today
        ),
        "is_store": store is not None,
    }


def _is_another_metal(line: selectors.BoardLine, first: selectors.BoardLine) -> bool:
    """Whether a line says more than the first: bars of the same gold do not."""
    return line.metal != first.metal or line.fineness_e4 < FINE


def _first_group(actor: Actor) -> int | None:
    groups = selectors.price_groups(actor)
    return groups[0].id if groups else None


def to_confirm(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """The own store's prices that wait for confirmation. Queries: 1, or 0 without a store."""
    right = CatalogPermission.CONFIRM_BOARD_PRICE
    if actor.store_id is None or not actor.may(right, store_id=actor.store_id):
        return {}
    line = selectors.gold_line(actor.store_id, at=at)
    if line is None or line.confirmed_at is not None:
        return {}
    title = gettext("Confirm the gold prices of {time}").format(time=_time(line.valid_from, at))
    text = gettext("{name} ¥{price} a gram; put them on the counter first").format(
        name=words.named(line), price=shown(line.retail_cents, "yuan")
    )
    row = {"tone": "danger", "icon": "coins", "title": title, "line": text, "url": reverse("catalog:board")}
    return {"rows": [row | {"verb": gettext("Confirm")}]}


def unconfirmed(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Stores that have not confirmed half an hour after the prices came into force. Queries: 1, or 0."""
    permission = selectors.may_hear_of_stores(actor)
    if not permission:
        return {}
    late = selectors.unconfirmed_stores(actor, permission=permission, before=at - GRACE)
    if not late:
        return {}
    title = ngettext(
        "{count} store has not confirmed its gold prices",
        "{count} stores have not confirmed their gold prices",
        len(late),
    ).format(count=len(late))
    names = gettext(", ").join(words.named(store) for store in late[:3])
    since = gettext("{names}; in force since {time}").format(
        names=names + ("…" if len(late) > 3 else ""), time=_time(min(store.valid_from for store in late), at)
    )
    row = {"tone": "warn", "icon": "coins", "kind": gettext("Gold price"), "title": title, "line": since}
    return {"rows": [row | {"url": reverse("catalog:board")}]}


def moves(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """The first gold price and how it moved in seven days, for those who publish it. Queries: 3."""
    line, before = selectors.gold_line(None, at=at), selectors.gold_line(None, at=at - WEEK)
    if line is None:
        return {}
    count = selectors.publications_since(actor, at - WEEK, at=at)
    compare = ngettext("{count} publication in 7 days", "{count} publications in 7 days", count)
    return {
        "label": gettext("Gold price in 7 days"), "icon": "trending-up", "url": reverse("catalog:publications"),
        "value": f"¥{shown(line.retail_cents, 'yuan')}", "goods": [(words.named(line), gettext("a gram"))],
        "change": line.retail_cents - before.retail_cents if before else None, "change_kind": "yuan",
        "compare": compare.format(count=count),
    }  # fmt: skip


def to_be_confirmed(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """Slot "ribbon.state": stores in reach whose gold prices are not confirmed. Queries: 1, or 0."""
    if not actor.may(CatalogPermission.CONFIRM_BOARD_PRICE):
        return {}
    late = selectors.unconfirmed_stores(actor, permission=str(CatalogPermission.CONFIRM_BOARD_PRICE), before=at)
    return {"home.gold_price": {"count": len(late)}}


def foot(actor: Actor, store_id: object, at: datetime) -> dict[str, Any]:
    """The gold price in one line for the foot of every page. Queries: 1."""
    line = selectors.gold_line(actor.store_id, at=at)
    if line is None:
        return {}
    if actor.store_id is None:
        text = gettext("{name} ¥{price}/g since {time}")
    elif line.confirmed_at is None:
        text = gettext("{name} ¥{price}/g since {time}, not yet confirmed here")
    else:
        text = gettext("{name} ¥{price}/g since {time}, confirmed here {confirmed}")
    return {
        "line": text.format(
            name=words.named(line),
            price=shown(line.retail_cents, "yuan"),
            time=_time(line.valid_from, at),
            confirmed=_time(line.confirmed_at, at) if line.confirmed_at else "",
        )
    }


def _time(moment: datetime, at: datetime) -> str:
    """The hour and minute today, with the day before it otherwise."""
    local = timezone.localtime(moment)
    return local.strftime("%H:%M") if local.date() == timezone.localtime(at).date() else local.strftime("%m-%d %H:%M")
