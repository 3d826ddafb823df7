"""Killed before and after every statement of a sale, then retried: nothing lost, nothing doubled. Source: T05."""

import pytest
from django.db import connection

from facet.audit.models import Event
from facet.inventory.models import Piece, PieceMovement
from facet.kernel.models import Operation, OutboxEvent
from facet.kernel.testing.killing import StatementCounter
from facet.loyalty.models import EarnedLine, PointsEntry, PointsLot
from facet.members.models import MemberEvent, Standing
from facet.sales import services
from facet.sales.models import Sale, SaleLine, StaffShare, StoreDay, Tender
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, key, paid

pytestmark = pytest.mark.django_db(transaction=True)

GOLD = 2_887_048
ONE_EACH = (Sale, SaleLine, StaffShare, Tender, PointsEntry, PointsLot, EarnedLine, OutboxEvent, Operation)


def state():
    """Everything a sale moves, as numbers."""
    standing = Standing.objects.get()
    return {
        **{model.__name__: model.objects.count() for model in ONE_EACH},
        "sold": Piece.objects.filter(state="sold").count(),
        "movements": PieceMovement.objects.filter(kind="sold").count(),
        "numbers": sum(StoreDay.objects.values_list("last_number", flat=True)),
        "sales on the timeline": MemberEvent.objects.filter(kind="sale").count(),
        "audit": Event.objects.filter(action="sales.sale_completed").count(),
        "spend": standing.spend_cents,
        "points": standing.points_available,
        "ledger": sum(PointsEntry.objects.values_list("points", flat=True)),
    }


def test_a_sale_killed_at_any_statement_and_retried_happens_exactly_once(killed):
    shop = factories.shop()
    shop.sell("D1")  # the account, the grade and the day's counter exist: every later sale is alike
    counter = StatementCounter()
    first = factories.inventory.piece("K0", shop.store)
    with connection.execute_wrapper(counter):
        services.complete_sale(
            actor=shop.actor(), operation=key(), request=shop.request(first.tag, tenders=(paid("wechat", GOLD),)), at=AT
        )
    cases = [(k, when) for k in range(1, counter.count + 1) for when in ("before", "after")] + [(0, "after commit")]
    tags = [factories.inventory.piece(f"K{number}", shop.store).tag for number in range(1, len(cases) + 1)]
    step = None

    for tag, (k, when) in zip(tags, cases, strict=True):
        before = state()
        operation = key(tag=tag)
        request = shop.request(tag, tenders=(paid("wechat", GOLD),))

        def sale(operation=operation, request=request):
            return services.complete_sale(actor=shop.actor(), operation=operation, request=request, at=AT)

        assert killed(sale, at=k, when=when), f"{when} {k}"
        after_kill = state()
        if when == "after commit":
            assert after_kill["Sale"] == before["Sale"] + 1
        else:
            assert after_kill == before, f"{when} statement {k} left something behind"
        sale()
        after = state()
        moved = {name: after[name] - before[name] for name in after}
        step = step or moved
        assert moved == step, f"{when} statement {k}, then retried"
        assert after["points"] == after["ledger"]

    assert step["Sale"] == step["sold"] == step["audit"] == step["numbers"] == 1
    assert step["spend"] == GOLD
    assert counter.count > 20
