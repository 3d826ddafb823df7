"""Killed before and after every statement of a work, then retried: it is done exactly once. Source: T05."""

import pytest
from django.db import connection

from facet.audit.models import Event
from facet.inventory.models import Piece, PieceMovement, WorkLine
from facet.inventory.tests.factories import key, store
from facet.inventory.tests.works.acts import books, priced, split
from facet.kernel.models import Operation, OutboxEvent
from facet.kernel.testing.counts import tries
from facet.kernel.testing.killing import StatementCounter, killed

pytestmark = pytest.mark.django_db(transaction=True)


def state():
    """Everything that a work moves, as numbers."""
    return {
        "used": Piece.objects.filter(state="worked").count(),
        "pieces": Piece.objects.count(),
        "movements": PieceMovement.objects.count(),
        "lines": WorkLine.objects.count(),
        "audit": Event.objects.filter(action="inventory.work_done").count(),
        "events": OutboxEvent.objects.filter(name="inventory.work_done").count(),
        "operations": Operation.objects.filter(kind="inventory.work_pieces").count(),
    }


def splitting(number, here):
    priced(f"G{number}", here)
    operation = key(number=number)
    return lambda: split(f"G{number}", 10_000, 18_360, operation=operation)


def test_a_work_killed_at_any_statement_and_retried_is_done_once():
    here = store()
    splitting(99, here)()  # the store's place "in works" is made once
    counter = StatementCounter()
    first = splitting(0, here)
    before_first = state()
    with connection.execute_wrapper(counter):
        first()
    step = {name: value - before_first[name] for name, value in state().items()}
    assert (step["used"], step["pieces"], step["lines"], step["audit"]) == (1, 2, 3, 1)

    cases = [(k, when) for k in range(1, counter.count + 1) for when in ("before", "after")] + [(0, "after commit")]
    for number, (k, when) in enumerate(cases[:: tries(5, proof=1)], start=1):
        act = splitting(number, here)
        before = state()
        assert killed(act, at=k, when=when), f"{when} {k}"
        if when != "after commit":
            assert state() == before, f"{when} statement {k} left something behind"
        act()
        moved = {name: value - before[name] for name, value in state().items()}
        assert moved == step, f"{when} statement {k}, then retried"
    assert counter.count > 20
    assert books() == []
