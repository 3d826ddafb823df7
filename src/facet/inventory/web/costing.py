"""The screens of costing: what stock costs by part, its measures, what lies too long, what was lost."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from facet.catalog import selectors as catalog_selectors
from facet.inventory import selectors, services
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.costing import STEP_WORDS, AgeStep
from facet.inventory.rules.words import COST_WORDS
from facet.inventory.selectors import StockQuery
from facet.inventory.selectors.losses import CAUSE_WORDS, added_up
from facet.inventory.web import choices
from facet.inventory.web.bands import key_words
from facet.inventory.web.fields import labelled, spoken
from facet.kernel import formats
from facet.kernel.clock import local_date, now
from facet.kernel.errors import DomainError, NotFound, gettext_noop
from facet.kernel.pages import sentence
from facet.kernel.transactions import viewing

AGES = (180, 365, 540, 600)
SPANS = (30, 92, 365)


def _store(request: HttpRequest) -> str:
    return request.GET.get("store", "")[:16].upper()


def _names() -> dict[int, str]:
    return {each.id: spoken(each.name, each.name_en) for each in catalog_selectors.category_facts().values()}


def _choice(request: HttpRequest, name: str, offered: tuple[int, ...], usual: int) -> int:
    asked = request.GET.get(name, "")[:6]
    return int(asked) if asked.isdecimal() and int(asked) in offered else usual


@require_GET
def costing(request: HttpRequest) -> HttpResponse:
    """What the stock cost, by category and part."""
    actor, store = request.actor, _store(request)  # type: ignore[attr-defined]
    with viewing(actor):
        found = selectors.cost_by_part(actor, store=store)
        names = _names()
        stores = choices.stores(actor, InventoryPermission.VIEW_COSTING)
    kinds = [kind.value for kind in COST_WORDS] + [""]
    rows = [
        (names[category], [parts.get(kind) for kind in kinds], sum(parts.values()))
        for category, parts in sorted(found.items(), key=lambda item: -sum(item[1].values()))
    ]
    heads = [*COST_WORDS.values(), gettext_noop("Not split")]
    feet = [sum(parts[place] or 0 for _, parts, _ in rows) for place in range(len(kinds))]
    context = {"rows": rows, "heads": heads, "feet": feet, "all": sum(row[2] for row in rows), "store": store,
               "stores": stores}  # fmt: skip
    return render(request, "inventory/costing.html", context)


@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """GMROI, turns, days of stock and holding cost of the last twelve months; best and slow sellers."""
    actor, store, at = request.actor, _store(request), now()  # type: ignore[attr-defined]
    with viewing(actor):
        year = selectors.stock_measures(actor, at=at, store=store)
        best, slow = selectors.styles_by_sale(actor, at=at)
        names = _names()
        stores = choices.stores(actor, InventoryPermission.VIEW_COSTING)
    title = gettext("Stock at cost")
    series = {"name": title, "values": [cents for _, cents in year.months], "colour": "--fc-c1", "line": "solid"}
    context = {
        "rows": [(names[row.category_id], row) for row in sorted(year.rows, key=_largest)], "total": year.total,
        "months": year.months, "store": store, "stores": stores,
        "chart": {"days": [f"{day:%Y-%m-%d}" for day, _ in year.months], "series": [{**series, "symbol": "circle"}]},
        "best": best, "slow": slow,
    }  # fmt: skip
    return render(request, "inventory/measures.html", context)


def _largest(row: Any) -> int:
    return -int(row.measures.average_cents)


@require_GET
def ageing(request: HttpRequest) -> HttpResponse:
    """How long stock lies, by bands, and what is proposed for the oldest pieces."""
    actor, store, at = request.actor, _store(request), now()  # type: ignore[attr-defined]
    least = _choice(request, "days", AGES, AGES[1])
    with viewing(actor):
        cells = selectors.find_stock(actor, StockQuery(by=("age",), store=store), at=at)
        pieces = selectors.aged_pieces(actor, at=at, least_days=least, store=store)
        words = key_words(actor)
        stores = choices.stores(actor, InventoryPermission.VIEW_COSTING)
    bands = sorted(cells, key=lambda cell: words.place(cell.keys[0]))
    context = {
        "bands": [(words.word("age", cell.keys[0]), cell) for cell in bands], "sees_cost": actor.sees("cost"),
        "rows": [_aged(row) for row in pieces], "ages": AGES, "least": least, "store": store, "stores": stores,
        "may_reprice": actor.may(InventoryPermission.MANAGE_PIECES), "markdowns": _marked_down(pieces),
        "may_batch": actor.may(InventoryPermission.REPRICE), "batch_reason": gettext("Mark-down by stock age"),
    }  # fmt: skip
    return render(request, "inventory/ageing.html", context)


def _marked_down(pieces: Any) -> list[str]:
    """A line for each piece that is to be marked down, with its new price, as a repricing takes them."""
    found = [(row.tag, row.proposal) for row in pieces if row.proposal.step == AgeStep.MARKDOWN]
    return [f"{tag} {formats.plain(step.cents, 'yuan')}" for tag, step in found if step.cents is not None]


def _aged(row: Any) -> tuple[Any, str, str, str]:
    return row, spoken(row.name, row.name_en), spoken(row.store_name, row.store_name_en), STEP_WORDS[row.proposal.step]


@require_POST
def markdown(request: HttpRequest) -> HttpResponse:
    """Write the proposed lower price on a piece's tag; the proposal is made anew."""
    actor, tag = request.actor, request.POST.get("tag", "")[:40]  # type: ignore[attr-defined]
    try:
        reason = gettext("Mark-down by stock age")
        cents = services.mark_down(actor=actor, tag=tag, reason=reason, at=now())
    except NotFound:
        raise
    except DomainError as refusal:
        request.session["notice"] = sentence(refusal)
    else:
        request.session["notice"] = gettext("%(tag)s now costs ¥%(price)s.") % {
            "tag": tag,
            "price": f"{cents / 100:,.2f}",
        }
    return redirect(reverse("inventory:ageing") + "?days=600")


@require_GET
def losses(request: HttpRequest) -> HttpResponse:
    """What was lost and found, by store, cause and person."""
    actor, store = request.actor, _store(request)  # type: ignore[attr-defined]
    days, today = _choice(request, "days", SPANS, SPANS[2]), local_date(now(), settings.TIME_ZONE)
    with viewing(actor):
        rows = selectors.list_losses(actor, first=today - timedelta(days=days - 1), last=today, store=store)
        stores = choices.stores(actor, InventoryPermission.VIEW_COSTING)
    names = {row.store_code: spoken(row.store_name, row.store_name_en) for row in rows}
    causes = dict(labelled(CAUSE_WORDS))
    context = {
        "rows": [(row, names[row.store_code], causes[row.cause]) for row in rows],
        "sums": _sums(rows, names, causes), "sees_cost": actor.sees("cost"), "days": days, "spans": SPANS,
        "store": store, "stores": stores,
    }  # fmt: skip
    return render(request, "inventory/losses.html", context)


def _sums(rows: Any, names: Mapping[str, str], causes: Mapping[str, str]) -> list[tuple[str, list[Any]]]:
    parts: tuple[tuple[str, str, Mapping[str, str]], ...] = (
        (gettext("By store"), "store_code", names),
        (gettext("By cause"), "cause", causes),
        (gettext("By person"), "actor_name", {}),
    )
    return [
        (title, [(words.get(key, key), *numbers) for key, *numbers in added_up(rows, column)])
        for title, column, words in parts
    ]
