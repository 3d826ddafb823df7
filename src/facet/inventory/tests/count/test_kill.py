"""Killed before and after every statement of an approval, then retried: each difference is booked once. Source: T05."""

import pytest
from django.db import connection

from facet.audit.models import Event
from facet.inventory import services
from facet.inventory.models import CountLine, Piece, PieceMovement, Stocktake
from facet.inventory.services import ApproveIn
from facet.inventory.tests.count.acts import boss, close, minute, opened, scan, tray
from facet.inventory.tests.factories import key, piece, store
from facet.kernel.models import Operation, OutboxEvent
from facet.kernel.testing.counts import tries
from facet.kernel.testing.killing import StatementCounter, killed

pytestmark = pytest.mark.django_db(transaction=True)


def state():
    """Everything that an approval moves, as numbers."""
    return {
        "lost": Piece.objects.filter(state="lost").count(),
        "missed": PieceMovement.objects.filter(kind="missed").count(),
        "moved": PieceMovement.objects.filter(kind="moved").count(),
        "lines": CountLine.objects.count(),
        "approved": Stocktake.objects.filter(state="approved").count(),
        "audit": Event.objects.filter(action="inventory.stocktake_approved").count(),
        "events": OutboxEvent.objects.filter(name="inventory.stocktake_approved").count(),
        "operations": Operation.objects.filter(kind="inventory.approve_stocktake").count(),
    }


def closed_count(number, here):
    """A count of one tray: one piece found, one missing, one found on the wrong tray."""
    mine, beside = tray(here, f"T{number}"), tray(here, f"U{number}")
    for name, where in (("A", mine), ("B", mine), ("C", beside)):
        piece(f"{name}{number}", here, place=where)
    count = opened(f"T{number}", name=f"盘{number}")
    scan(count, f"A{number}", f"C{number}", tray=f"T{number}")
    close(count)
    return count


def approval(count):
    operation = key(count=count)

    def act():
        return services.approve_stocktake(
            actor=boss(), operation=operation, stocktake_id=count, request=ApproveIn(reason="监控已看"), at=minute(40)
        )

    return act


def test_an_approval_killed_at_any_statement_and_retried_books_exactly_once():
    here = store()
    counter = StatementCounter()
    before_first = state()
    first = approval(closed_count(0, here))
    with connection.execute_wrapper(counter):
        first()
    step = {name: value - before_first[name] for name, value in state().items()}
    assert (step["lost"], step["missed"], step["moved"], step["approved"], step["audit"]) == (1, 1, 1, 1, 1)

    cases = [(k, when) for k in range(1, counter.count + 1) for when in ("before", "after")] + [(0, "after commit")]
    for number, (k, when) in enumerate(cases[:: tries(3, proof=1)], start=1):
        act = approval(closed_count(number, here))
        before = state()
        assert killed(act, at=k, when=when), f"{when} {k}"
        died = state()
        if when != "after commit":
            assert died == before, f"{when} statement {k} left something behind"
        act()
        moved = {name: value - before[name] for name, value in state().items()}
        assert moved == step, f"{when} statement {k}, then retried"
    assert counter.count > 15
