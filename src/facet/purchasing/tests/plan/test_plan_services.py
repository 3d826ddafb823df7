"""A plan is made, made again without adding, changed with a reason, ordered from once."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps

from facet.kernel.errors import Invalid, NotFound, NotPermitted, OperationConflict
from facet.purchasing import services
from facet.purchasing.errors import PlanClosed, PlanLacksSuppliers
from facet.purchasing.models import PurchaseOrder, PurchaseOrderLine, PurchasePlan, PurchasePlanRow
from facet.purchasing.services import PlanChange, PlanIn
from facet.purchasing.services.orders import BOARD_NOTE
from facet.purchasing.tests.factories import AT, actor, goods, key, sent
from facet.purchasing.tests.plan.past import bangle, planner, sell, steady, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    row = store()
    steady(row)
    return row


def plan(who=None, operation=None, **facts):
    return services.purchase_plan(actor=who or planner(), operation=operation or key(), wanted=PlanIn(**facts), at=AT)


def trade_price():
    apps.get_model("catalog", "MarketPrice").objects.create(on=AT.date(), series="gold", value_cents=80_200)


def audited(action):
    return apps.get_model("audit", "Event").objects.filter(action=action)


def test_a_row_holds_each_number_of_its_reason(here):
    bangle("G1", here)
    plan()
    [row] = PurchasePlanRow.objects.all()

    # 4 a month: 4 × 21 days ÷ 30.4375 = 2.76; nothing uncertain; 1 there: 1.76, so 2.
    assert (row.method, row.demand_e6, row.safety, row.on_hand, row.need, row.quantity) == (
        "naive", 2_759_754, 0, 1, 2, 2,
    )  # fmt: skip
    assert (row.weight_band, row.price_band, row.supplier.code) == ("20_to_50", "", "SP01")
    assert (row.unit_cost_cents, row.amount_cents, row.weight_mg) == (1_668_700, 3_337_400, 41_000)
    assert row.history[-14:] == [4] * 14
    assert [test[0] for test in row.tests] == ["naive", "mean", "sba", "tsb", "shaped"]


def test_making_it_again_replaces_and_keeps_what_a_person_said(here):
    number = plan()
    [row] = PurchasePlanRow.objects.all()
    change = PlanChange(number=number, row_id=row.pk, quantity=9, reason="婚庆旺季")
    services.set_plan_quantity(actor=planner(), change=change, at=AT)

    assert plan(lead_days=30) == number
    [again] = PurchasePlanRow.objects.all()
    assert (again.quantity, again.own_reason, again.own_by_name) == (9, "婚庆旺季", "马会")
    assert again.proposed > row.proposed
    [made] = PurchasePlan.objects.all()
    assert (made.run, made.rows_count, made.pieces, made.amount_cents) == (2, 1, 9, 9 * 1_668_700)
    assert audited("purchasing.plan_made").count() == 2


def test_the_same_key_makes_one_plan(here):
    operation = key()
    assert plan(operation=operation) == plan(operation=operation)
    assert PurchasePlan.objects.get().run == 1
    with pytest.raises(OperationConflict):
        plan(who=planner(**{"key": "staff:8"}), operation=operation)


def test_what_was_ordered_from_a_plan_is_not_proposed_again(here):
    trade_price()
    number = plan()
    orders = services.order_from_plan(actor=planner(), operation=key(), number=number, store="S01", at=AT)

    [order] = PurchaseOrder.objects.all()
    [line] = PurchaseOrderLine.objects.all()
    assert (orders, order.origin, order.supplier.code, order.state) == ([order.number], number, "SP01", "draft")
    assert (line.quantity, line.weight_mg, line.plan_row.quantity) == (3, 61_500, 3)
    assert plan() != number
    row = PurchasePlanRow.objects.get(plan__state="open")
    assert (row.on_order, row.need, row.quantity) == (3, 0, 0)
    with pytest.raises(PlanClosed):
        services.order_from_plan(actor=planner(), operation=key(), number=number, store="S01", at=AT)


def test_an_order_that_no_plan_wrote_counts_by_category_and_weight(here):
    services.create_purchase_order(
        actor=planner(), operation=key(), at=AT,
        request=services.OrderIn(supplier="SP01", store="S01", due_on=AT.date(), lines=(
            services.OrderLineIn(category="gold-bangle", quantity=2, weight_mg=41_000, metal_cents_per_gram=80_200),
            services.OrderLineIn(category="gold-bangle", quantity=5, weight_mg=5_000, metal_cents_per_gram=80_200),
        )),
    )  # fmt: skip
    plan()
    assert PurchasePlanRow.objects.get().on_order == 2


def test_rows_may_be_of_each_store_and_what_came_back_is_taken_off(here):
    other = store("S02", "滨江店", price_group=here.price_group, entity=here.entity)
    steady(other, months=14, pieces=1)
    sell(["R1"], AT.date().replace(month=10, day=20), here, kind="return")
    plan(split="store")
    rows = {row.group_code: row for row in PurchasePlanRow.objects.all()}

    assert set(rows) == {"S01", "S02"}
    assert (rows["S01"].history[-1], rows["S02"].history[-1]) == (3, 1)
    plan(split="area")
    assert [row.history[-1] for row in PurchasePlanRow.objects.all()] == [4]


def test_what_was_asked_for_in_vain_and_sold_out_is_added(here):
    staff = goods.person()
    for quantity in (2, 1):
        apps.get_model("sales", "AskedFor").objects.create(
            id=uuid4(), store=here, business_date=AT.date(), asked_at=AT, staff=staff, category=goods.category(),
            quantity=quantity, weight_band="20-50",
        )  # fmt: skip
    plan()
    row = PurchasePlanRow.objects.get()
    assert (row.trace["asked"], row.lost_e6) == (3, 700_000)  # 3 in 90 days are 0.7 in 21

    limit = apps.get_model("inventory", "StockLimit").objects.create(
        store=here, category=goods.category(), least=1, changed_at=AT, changed_by_name="马会"
    )
    apps.get_model("inventory", "StockShortage").objects.create(
        limit=limit, kind="out", began_at=AT - timedelta(days=30), pieces_at_start=0
    )
    plan()
    row = PurchasePlanRow.objects.get()
    assert (row.trace["out_bp"], row.lost_e6) == (3_333, 1_379_670)  # a third of the days: half as much again


def test_a_budget_and_weeks(here):
    plan(budget_cents=1_700_000, grain="week")
    [row] = PurchasePlanRow.objects.all()
    assert (row.cut, row.quantity) == ("budget", 1)


def test_goods_with_a_tag_price_are_ordered_by_the_piece():
    here = store()
    steady(here, price_basis="fixed", tag_price_cents=2_000_000)
    services.order_from_plan(actor=planner(), operation=key(), number=plan(), store="S01", at=AT)
    [line] = PurchaseOrderLine.objects.all()
    assert (line.plan_row.price_band, line.quantity, line.other_cents, line.amount_cents) == (
        "10000_to_30000", 3, 1_668_700, 5_006_100,
    )  # fmt: skip


REFUSED = [{"split": "moon"}, {"grain": "day"}, {"service_bp": 9_123}, {"lead_days": 366}, {"ageing_days": 7},
           {"lead_days": 0, "review_days": 0}]  # fmt: skip


@pytest.mark.parametrize("wrong", REFUSED)
def test_terms_that_make_no_sense_are_refused(wrong):
    with pytest.raises(Invalid):
        plan(**wrong)
    assert not PurchasePlan.objects.exists()


def test_a_change_needs_its_reason_an_open_plan_and_the_right(here):
    number = plan()
    row = PurchasePlanRow.objects.get()
    refusals = [
        (planner(), {"quantity": 5}, Invalid), (planner(), {"quantity": 10**6, "reason": "x"}, Invalid),
        (planner(), {"quantity": 5, "reason": "x", "row_id": 0}, NotFound),
        (planner(), {"quantity": 5, "reason": "x", "number": "PP-0"}, NotFound),
        (planner(), {"quantity": 5, "reason": "x", "supplier": "SP99"}, NotFound),
        (planner(permissions=["purchasing.view_plan"]), {"quantity": 5, "reason": "x"}, NotPermitted),
    ]  # fmt: skip
    for who, facts, refusal in refusals:
        with pytest.raises(refusal):
            services.set_plan_quantity(
                actor=who, change=PlanChange(**{"number": number, "row_id": row.pk, **facts}), at=AT
            )
    row.refresh_from_db()
    assert (row.own_quantity, row.quantity) == (None, row.proposed)
    services.drop_purchase_plan(actor=planner(), number=number, at=AT)
    with pytest.raises(PlanClosed):
        services.set_plan_quantity(
            actor=planner(), change=PlanChange(number=number, row_id=row.pk, quantity=5, reason="x"), at=AT
        )
    assert not audited("purchasing.plan_changed").exists()


def test_ordering_needs_suppliers_something_to_buy_and_both_rights(here):
    apps.get_model("inventory", "Piece").objects.update(supplier=None)
    number = plan()
    order = {"operation": key(), "number": number, "store": "S01", "at": AT}
    with pytest.raises(PlanLacksSuppliers):
        services.order_from_plan(actor=planner(), **order)
    with pytest.raises(NotPermitted):
        services.order_from_plan(actor=planner(permissions=["purchasing.make_plan"]), **order)
    row = PurchasePlanRow.objects.get()
    change = PlanChange(number=number, row_id=row.pk, quantity=0, reason="清库存", supplier="SP01")
    services.set_plan_quantity(actor=planner(), change=change, at=AT)
    with pytest.raises(Invalid):
        services.order_from_plan(actor=planner(), **order)
    assert (PurchaseOrder.objects.count(), PurchasePlan.objects.get().state) == (0, "open")


def test_without_the_right_nothing_is_planned(here):
    with pytest.raises(NotPermitted):
        plan(who=actor(permissions=["purchasing.view_plan"]))
    assert not PurchasePlan.objects.exists()


def test_a_supplier_who_was_measured_is_planned_for_by_his_own_days(here):
    for number in range(3):
        came = sent(days_ago=40 + number)
        PurchaseOrder.objects.filter(number=came).update(
            state="closed", first_received_at=AT - timedelta(days=10 + number), closed_at=AT
        )
    trade_price()
    number = plan()
    [row] = PurchasePlanRow.objects.all()
    assert (row.trace["lead_days"], row.trace["days"], row.trace["measured"]) == (30, 37, True)
    assert row.demand_e6 == 4_862_423  # 4 a month: 4 × 37 ÷ 30.4375
    services.order_from_plan(actor=planner(), operation=key(), number=number, store="S01", at=AT)
    written = PurchaseOrder.objects.get(origin=number)
    assert written.due_on == AT.date() + timedelta(days=30)


def test_without_a_trade_price_the_own_board_counts_and_the_order_says_so(here):
    goods.board(here, 90_000)
    services.order_from_plan(actor=planner(), operation=key(), number=plan(), store="S01", at=AT)
    [line] = PurchaseOrderLine.objects.select_related("order")
    assert (line.fineness_e4, line.metal_cents_per_gram) == (9_990, 90_090)  # 900.00 a gram of 999 ‰
    assert line.order.note == BOARD_NOTE
