"""Stock in figures for programs."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from facet.inventory import selectors
from facet.inventory.api import answers
from facet.kernel.clock import now
from facet.kernel.problems import PROBLEMS
from facet.kernel.transactions import viewing

router = Router(tags=["inventory"])


@router.get(
    "/stock/stores",
    response={200: list[answers.StoreStockOut]} | PROBLEMS,
    operation_id="stock_by_store",
    summary="Pieces, grams and yuan in stock by store",
)
def stock_by_store(request: HttpRequest) -> Any:
    """Cost only with the right to see it."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        return selectors.stock_by_store(actor, at=now())


@router.get(
    "/stock/matrix",
    response={200: list[answers.MatrixRowOut]} | PROBLEMS,
    operation_id="stock_matrix",
    summary="Stock by category and store",
)
def stock_matrix(request: HttpRequest) -> Any:
    """Branches add up what hangs under them; cells without goods are left out."""
    actor = request.auth  # type: ignore[attr-defined]
    with viewing(actor):
        matrix = selectors.stock_matrix(actor, at=now())
    codes = {store_id: code for store_id, code, _ in matrix.stores}
    return [
        {
            "category_code": row.code,
            "category_name": row.name,
            "depth": row.depth,
            "cells": [
                {
                    "store_code": codes[store_id],
                    "pieces": amount.pieces,
                    "net_weight_mg": amount.net_weight_mg,
                    "board_cents": amount.board_cents,
                }
                for store_id, amount in row.stores.items()
            ],
        }
        for row in matrix.rows
    ]
