"""Killed before and after every statement of a return, then retried: goods, money and points go back once. T05."""

from typing import Any

import pytest
from django.db import connection

from facet.audit.models import Event
from facet.inventory.models import Piece, PieceMovement
from facet.kernel.models import Operation, OutboxEvent
from facet.kernel.testing.counts import tries
from facet.kernel.testing.killing import StatementCounter
from facet.loyalty.models import PointsAccount, PointsEntry
from facet.members.models import MemberEvent, Standing
from facet.sales import services
from facet.sales.models import CommissionEntry, ReturnedGoods, Sale, SaleLine, StaffShare, StoreDay, Tender
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.returns import ReturnRequest
from facet.sales.selectors.books import CHECKS
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, LIMITS, Shop, key, paid

pytestmark = pytest.mark.django_db(transaction=True)
GOLD = 2_887_048
ROWS = (
    Sale, SaleLine, StaffShare, Tender, ReturnedGoods, CommissionEntry, PointsEntry, PieceMovement, MemberEvent,
    OutboxEvent, Operation, Event,
)  # fmt: skip


def state() -> dict[str, int]:
    """Everything a return moves, as numbers."""
    standing, account = Standing.objects.get(), PointsAccount.objects.get()
    return {
        **{model.__name__: model.objects.count() for model in ROWS},
        "in stock": Piece.objects.filter(state="in_stock").count(),
        "numbers": sum(StoreDay.objects.values_list("last_number", flat=True)),
        "due": sum(Sale.objects.values_list("due_cents", flat=True)),
        "paid": sum(Tender.objects.values_list("amount_cents", flat=True)),
        "spend": standing.spend_cents,
        "points": account.available - account.owed,
        "ledger": sum(PointsEntry.objects.values_list("points", flat=True)),
    }


def goes_back(shop: Shop, tag: str) -> Any:
    """The act that takes a piece back that has just been sold."""
    sold = shop.sell(tag).sale
    line = ReturnRequest(sale=sold.pk, line_no=1, reason="quality")
    request = SaleRequest(
        store=shop.store.code, till=shop.till.code, returns=(line,), tenders=(paid("wechat", sold.due_cents),)
    )
    boss, operation = shop.actor(shop.manager, limits=LIMITS | {"refund_cents": 10**9}), key(tag=tag)
    return lambda: services.complete_sale(actor=boss, operation=operation, request=request, at=AT)


def test_a_return_killed_at_any_statement_and_retried_happens_exactly_once(killed: Any) -> None:
    shop = factories.shop()
    for number in range(2):  # everything that is made once exists: every later return is alike
        act = goes_back(shop, factories.inventory.piece(f"W{number}", shop.store).tag)
        counter = StatementCounter()
        with connection.execute_wrapper(counter):
            act()
    every = [(k, when) for k in range(1, counter.count + 1) for when in ("before", "after")]
    cases = [*every[:: tries(5, proof=1)], (0, "after commit")]
    step = None

    for number, (k, when) in enumerate(cases):
        act = goes_back(shop, factories.inventory.piece(f"K{number}", shop.store).tag)
        before = state()
        assert killed(act, at=k, when=when), f"{when} {k}"
        after_kill = state()
        if when == "after commit":
            assert after_kill["Sale"] == before["Sale"] + 1
        else:
            assert after_kill == before, f"{when} statement {k} left something behind"
        act()
        after = state()
        moved = {name: after[name] - before[name] for name in after}
        step = step or moved
        assert moved == step, f"{when} statement {k}, then retried"

    assert step
    assert step["Sale"] == step["in stock"] == step["ReturnedGoods"] == step["numbers"] == 1
    assert step["due"] == step["paid"] == step["spend"] == -GOLD
    assert step["points"] == step["ledger"] < 0
    assert counter.count > 20
    assert (state()["due"], state()["points"]) == (0, 0)
    assert [row for check in CHECKS for row in check.run()] == []
