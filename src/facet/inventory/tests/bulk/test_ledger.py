"""The bulk ledger's laws, after any run of deliveries, sales and counts. Source: decisions.md D6, P18, P20."""

import threading
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facet.inventory import services
from facet.inventory.errors import LotShort
from facet.inventory.models import BulkBalance, BulkEntry, BulkLot, Place
from facet.inventory.selectors import books
from facet.inventory.services import BulkIn, BulkIssue
from facet.inventory.tests.factories import AT, actor, in_work, key, lot, store
from facet.kernel import operations
from facet.kernel.append_only import AppendOnlyError
from facet.kernel.errors import StillWorking

STEPS = st.lists(
    st.tuples(st.sampled_from(["in", "in-vault", "out", "count"]), st.integers(0, 30), st.integers(1, 40_000)),
    max_size=12,
)


def step(here, kind, quantity, weight_mg):
    place_code = "V01" if kind == "in-vault" else ""
    facts = {"store": "S01", "sku": "BEAD-01", "quantity": quantity, "weight_mg": weight_mg, "place": place_code}
    if kind == "out":
        return in_work(lambda: sell(here, quantity, weight_mg))
    if kind == "count":
        return services.adjust_bulk(actor=actor(), operation=key(), request=BulkIn(**facts, reason="盘点"), at=AT)
    return services.receive_bulk(actor=actor(), operation=key(), request=BulkIn(**facts), at=AT)


def sell(here, quantity, weight_mg):
    act = operations.begin(key(salt=uuid4()), kind="test.sale", actor=actor(), at=AT)
    lots = services.lock_lots(["BEAD-01"], store_id=here.pk)
    line = BulkIssue(lots[0].id, quantity, weight_mg, 1)
    services.issue_bulk([line], lots=lots, actor=actor(), operation_id=act.id, document="S01-1", at=AT)


@pytest.mark.django_db
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_any_run_of_moves_leaves_balances_true_and_sides_even(db, steps):
    here = getattr(Place.objects.select_related("store").first(), "store", None) or store()
    BulkLot.objects.exists() or lot()
    for one in steps:
        try:
            step(here, *one)
        except LotShort:
            continue
    assert [found for check in books.CHECKS for found in check.run()] == []
    assert not BulkBalance.objects.filter(is_virtual=False, quantity__lt=0).exists()
    for entry in BulkEntry.objects.order_by("-pk")[:1]:
        with pytest.raises(AppendOnlyError):
            entry.save()


@pytest.mark.django_db(transaction=True)
def test_many_tills_never_sell_more_of_a_lot_than_there_is():
    here = store()
    lot()
    step(here, "in", 10, 13_200)
    start = threading.Barrier(8)

    def till(_):
        start.wait()
        sold = 0
        try:
            for _ in range(2):
                in_work(lambda: sell(here, 1, 1_320))
                sold += 1
        except (LotShort, StillWorking):
            pass
        finally:
            connection.close()
        return sold

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(till, range(8))) <= 10
    assert books.balances_unlike_their_entries() == []
    assert BulkBalance.objects.filter(is_virtual=False, quantity__gte=0).count() == 1
