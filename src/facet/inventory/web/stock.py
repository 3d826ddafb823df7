"""Stock in pieces, grams and yuan: by store, and category × store."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from facet.inventory import selectors
from facet.inventory.permissions import InventoryPermission
from facet.inventory.selectors import Amount, StockMatrix
from facet.inventory.web.fields import spoken
from facet.kernel.clock import now

MEASURES = {"pieces": "pieces", "grams": "net_weight_mg", "yuan": "board_cents"}


@require_GET
def stock(request: HttpRequest) -> HttpResponse:
    """The stock of every store in reach; `measure` is pieces, grams or yuan."""
    actor, at = request.actor, now()  # type: ignore[attr-defined]
    measure = request.GET.get("measure", "pieces")
    measure = measure if measure in MEASURES else "pieces"
    stores, matrix = selectors.stock_overview(actor, at=at)
    names = {each.store_id: spoken(each.name, each.name_en) for each in stores}
    context = {
        "measure": measure,
        "stores": stores,
        "total": _total([each.amount for each in stores]),
        "bulk": (sum(each.bulk_quantity for each in stores), sum(each.bulk_weight_mg for each in stores)),
        "sees_cost": actor.sees("cost"),
        "may_watch": actor.may(InventoryPermission.SET_MINIMUMS),
        **_table(matrix, measure, names),
    }
    return render(request, "inventory/stock.html", context)


def _total(amounts: list[Amount]) -> Amount:
    total = Amount(cost_cents=0)
    for each in amounts:
        total.add(each.pieces, each.net_weight_mg, each.board_cents)
        total.cost_cents = (total.cost_cents or 0) + (each.cost_cents or 0)
    return total


def _table(matrix: StockMatrix, measure: str, names: dict[int, str]) -> dict[str, object]:
    """The matrix as rows of numbers in one measure; stores without any goods are left out."""
    name = MEASURES[measure]
    shown = [store for store in matrix.stores if store[0] in matrix.totals]
    rows = [
        (
            spoken(row.name, row.name_en),
            row.code,
            row.depth,
            [getattr(row.stores[store_id], name) if store_id in row.stores else None for store_id, _, _ in shown],
            getattr(row.total, name),
        )
        for row in matrix.rows
    ]
    foot = [getattr(matrix.totals[store_id], name) for store_id, _, _ in shown]
    heads = [(store_id, code, names.get(store_id, name)) for store_id, code, name in shown]
    return {"heads": heads, "rows": rows, "foot": foot, "all": getattr(matrix.total, name)}
