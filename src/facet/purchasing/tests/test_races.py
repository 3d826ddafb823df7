"""Buying under contention: goods are counted once, grams priced once, a plan numbered once. Real threads.

Source: T01; docs/decisions/0007-lock-order.md.
"""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.db import connection

from facet.inventory.models import Piece
from facet.kernel.errors import DomainError
from facet.purchasing import selectors, services
from facet.purchasing.models import MetalDebt, PriceFixing, PurchaseOrderLine, PurchasePlan
from facet.purchasing.services import FixingIn, PlanIn
from facet.purchasing.tests import factories as make
from facet.purchasing.tests.factories import AT, actor, key, receive, sent
from facet.purchasing.tests.plan.past import planner, sell


@pytest.fixture
def shop(transactional_db):
    here = make.store()
    make.goods.catalogue()
    make.supplier()
    return here


def raced(*acts):
    """Every act at the same moment; what each answered, a refusal being an answer."""
    start = threading.Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_two_deliveries_of_one_order_are_both_counted_and_no_tag_twice(shop):
    number = sent(make.bangles(quantity=6, weight_mg=61_500))
    answers = raced(*(lambda tag=tag: receive(number, (tag, 10_250)) for tag in ("G1", "G2", "G2", "G3")))
    assert sum(isinstance(answer, DomainError) for answer in answers) == 1
    assert set(Piece.objects.values_list("tag", flat=True)) == {"G1", "G2", "G3"}
    line = PurchaseOrderLine.objects.get()
    assert (line.received_quantity, line.received_weight_mg) == (3, 30_750)
    assert len({answer.receipt for answer in answers if not isinstance(answer, DomainError)}) == 3


def test_grams_are_priced_once_however_many_agree_on_a_price(shop):
    receive(sent(priced_later=True), ("G1", 10_250), ("G2", 10_250))
    owed = selectors.owed_metal(actor())[0].open_mg

    def fix():
        wanted = FixingIn(supplier="SP01", metal="gold", fine_mg=owed * 2 // 3, cents_per_gram=82_000)
        return services.fix_purchase_price(actor=actor(), operation=key(), wanted=wanted, at=AT)

    answers = raced(fix, fix)
    assert sum(isinstance(answer, DomainError) for answer in answers) == 1
    assert PriceFixing.objects.count() == 1
    debt = MetalDebt.objects.get()
    assert debt.fine_mg - selectors.owed_metal(actor())[0].open_mg == owed * 2 // 3


def test_two_who_plan_at_once_leave_one_open_plan(shop):
    sell(["P1", "P2"], make.TODAY.replace(month=10), shop)
    raced(*(lambda: services.purchase_plan(actor=planner(), operation=key(), wanted=PlanIn(), at=AT),) * 2)
    assert PurchasePlan.objects.filter(state="open").count() == 1
    [plan] = PurchasePlan.objects.all()
    rows = plan.rows.values_list("group_code", "category", "weight_band", "price_band")
    assert (plan.run in {1, 2}, len(rows)) == (True, len(set(rows)))
    assert apps.get_model("audit", "Event").objects.filter(action="purchasing.plan_made").count() == plan.run
