"""The plan on screen and for programs: made, read, changed, ordered; cost and rights; questions to the database."""

import pytest
from django.urls import reverse

from facet.kernel.errors import NotPermitted
from facet.kernel.permissions import Reach
from facet.purchasing import services
from facet.purchasing.models import PurchaseOrder, PurchasePlan, PurchasePlanRow
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.selectors import plan as selectors
from facet.purchasing.services import PlanIn
from facet.purchasing.tests.factories import AT, goods, key
from facet.purchasing.tests.plan.past import planner, steady, store
from facet.purchasing.web.plan_words import reason, tenths
from facet.sales.permissions import SalesPermission

pytestmark = pytest.mark.django_db
RIGHTS = (*PurchasingPermission, "inventory.view_pieces", "organisation.view_stores", SalesPermission.VIEW_RESULTS)
FORM = {"split": "chain", "grain": "month", "lead_days": 14, "review_days": 7, "service_bp": 9000, "ageing_days": 180}


@pytest.fixture
def here(monkeypatch):
    monkeypatch.setattr("facet.purchasing.web.plan.now", lambda: AT)
    monkeypatch.setattr("facet.purchasing.api.plan.now", lambda: AT)
    row = store()
    steady(row, price_basis="fixed", tag_price_cents=2_000_000)
    return row


def made(**facts):
    return services.purchase_plan(actor=planner(), operation=key(), wanted=PlanIn(**facts), at=AT)


def signed_in(client, *rights, **facts):
    client.force_login(goods.person(*(rights or RIGHTS), **{"switches": ("cost",), **facts}))
    return client


def test_a_plan_is_made_read_changed_and_ordered_on_screen(client, here):
    signed_in(client)
    assert client.get(reverse("purchasing:plan")).context["state"] == "empty"
    operation = client.get(reverse("purchasing:plan_new")).context["form"]["operation_id"].value()
    wrong = client.post(reverse("purchasing:plan_new"), FORM | {"operation_id": operation, "budget_cents": "much"})
    assert (wrong.status_code, PurchasePlan.objects.count()) == (422, 0)
    sent = client.post(reverse("purchasing:plan_new"), FORM | {"operation_id": operation, "budget_cents": "50000"})
    plan, row = PurchasePlan.objects.get(), PurchasePlanRow.objects.get()
    assert (sent.url, plan.budget_cents) == (reverse("purchasing:plan_page", args=[plan.number]), 5_000_000)
    page = client.get(sent.url)
    assert page.context["chart"]["series"][0]["values"][-2:] == [4_000_000, None]
    address = reverse("purchasing:plan_row", args=[plan.number, row.pk])
    assert address in page.text
    assert client.post(address, {"quantity": 1, "reason": "", "supplier": ""}).status_code == 422
    assert client.post(address, {"quantity": 1, "reason": "够卖", "supplier": ""}).url == address
    assert "够卖" in client.get(address).text
    form = client.get(sent.url).context["order_form"]
    data = {"operation_id": form["operation_id"].value(), "store": "S01"}
    client.post(reverse("purchasing:plan_order", args=[plan.number]), data)
    assert PurchaseOrder.objects.get().pieces == 1
    assert PurchaseOrder.objects.get().number in client.get(sent.url).text


def test_each_number_has_its_sentence(here):
    made(service_bp=9_500)
    PurchasePlanRow.objects.update(
        method="tsb", demand_e6=12_600_000, lost_e6=1_500_000, safety=4, on_hand=7, on_order=3, in_transit=1,
        reserved=2, need=10, proposed=9, cut="budget", own_quantity=8, quantity=8, own_reason="够卖",
        own_by_name="马会",
        trace={"rate_e6": 600_000, "days": 21, "held": 6, "asked": 9, "out_bp": 1_000, "service_bp": 9_500,
               "wanted_e6": 18_100_000, "most": 90, "ageing_days": 180, "safety_dropped": False, "aged": 1,
               "after_age": 10, "sold": 56},
    )  # fmt: skip
    steps = reason(PurchasePlanRow.objects.get())
    assert [(step.sign, step.number) for step in steps] == [
        ("", "12.6"), ("+", "1.5"), ("+", "4"), ("=", "18.1"), ("−", "9"), ("=", "10"), ("≤", "9"), ("=", "9"),
        ("→", "8"),
    ]  # fmt: skip
    assert [tenths(value) for value in (0, 40_000, 350_000, 1_000_000, -2_550_000)] == [
        "0",
        "0.04",
        "0.35",
        "1",
        "−2.6",
    ]


def test_cost_is_hidden_from_who_may_not_see_it_and_the_chain_from_a_store(client, here):
    number = made()
    row = PurchasePlanRow.objects.get()
    signed_in(client, switches=())
    for address in (reverse("purchasing:plan"), reverse("purchasing:plan_page", args=[number]),
                    reverse("purchasing:plan_row", args=[number, row.pk])):  # fmt: skip
        assert "16,687.00" not in client.get(address).text
        assert "50,061.00" not in client.get(address).text
    narrow = planner()
    narrow.grants["purchasing.view_plan"] = Reach(frozenset({here.pk}))
    with pytest.raises(NotPermitted):
        selectors.find_plan(narrow, number)


def test_a_plan_is_made_read_changed_and_ordered_by_programs(client, here):
    who = goods.bearer(*RIGHTS, switches=("cost",))

    def call(method, path, body=None):
        answer = getattr(client, method)(f"/api/v1{path}", body, content_type="application/json", headers=who)
        return answer.status_code, answer.json() if answer.content else None

    status, plan = call("post", "/purchase-plans", {"lead_days": 14, "review_days": 7})
    assert (status, call("post", "/purchase-plans", {"lead_days": 14, "review_days": 7})) == (201, (201, plan))
    assert call("post", "/purchase-plans", {"horizon": 7})[0] == 422
    _, [listed] = call("get", "/purchase-plans")
    _, full = call("get", f"/purchase-plans/{plan['number']}")
    [row] = full["rows"]
    assert (listed["number"], row["category"], row["need"], row["unit_cost_cents"]) == (
        plan["number"], "gold-bangle", 3, 1_668_700,
    )  # fmt: skip
    assert row["trace"]["days"] == 21
    path = f"/purchase-plans/{plan['number']}"
    assert call("put", f"{path}/rows/{row['id']}", {"quantity": 1, "reason": "够卖"})[0] == 204
    assert call("post", f"{path}/orders", {"store": "S01"})[0] == 409  # this key made the plan
    who["Idempotency-Key"] = "0b5c6a9e-7f3d-4c61-9a56-3f1d8f0e7a11"
    _, answer = call("post", f"{path}/orders", {"store": "S01"})
    assert call("get", path)[1]["orders"] == answer["orders"]
    assert call("post", f"{path}/drop")[0] == 409
    assert call("get", "/purchase-plans/PP-0")[0] == 404


def test_questions_to_the_database(here, django_assert_num_queries):
    other = store("S02", "滨江店", price_group=here.price_group, entity=here.entity)
    for number in (1, 3):
        if number == 3:
            steady(other, pieces=2)
            steady(other, pieces=1, net_weight_mg=3_000)
        plan = made()
        assert PurchasePlanRow.objects.filter(plan__number=plan).count() == number
        with django_assert_num_queries(4):
            selectors.plan_page(planner(), plan)
        row = PurchasePlanRow.objects.first()
        with django_assert_num_queries(3):
            selectors.plan_row_page(planner(), plan, row.pk)
        with django_assert_num_queries(1):
            list(selectors.plan_rows(planner(), plan))
        with django_assert_num_queries(1):
            selectors.find_plan(planner(), plan)
