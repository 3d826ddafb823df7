"""Quantities of the plan changed where they stand: totals follow at once, refusals stay in the row."""

import pytest
from django.urls import reverse

from facet.purchasing import services
from facet.purchasing.models import PurchasePlan, PurchasePlanRow
from facet.purchasing.permissions import PurchasingPermission
from facet.purchasing.selectors import plan as selectors
from facet.purchasing.services import PlanIn
from facet.purchasing.tests.factories import AT, goods, key
from facet.purchasing.tests.plan.past import planner, steady, store
from facet.sales.permissions import SalesPermission

pytestmark = pytest.mark.django_db
RIGHTS = (*PurchasingPermission, "inventory.view_pieces", "organisation.view_stores", SalesPermission.VIEW_RESULTS)


@pytest.fixture
def here(monkeypatch):
    for module in ("plan", "plan_in_place"):
        monkeypatch.setattr(f"facet.purchasing.web.{module}.now", lambda: AT)
    row = store()
    steady(row, price_basis="fixed", tag_price_cents=2_000_000)
    wanted = PlanIn(budget_cents=10**9, budget_mg=10**8)
    services.purchase_plan(actor=planner(), operation=key(), wanted=wanted, at=AT)
    return row


def change(client, plan, row, **facts):
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver/purchasing/plan/{plan.number}?do=buy"}
    return client.post(reverse("purchasing:plan_row", args=[plan.number, row.pk]), facts, headers=headers)


def test_a_quantity_is_changed_in_place_and_the_totals_follow(client, here):
    client.force_login(goods.person(*RIGHTS, switches=("cost",)))
    plan, row = PurchasePlan.objects.get(), PurchasePlanRow.objects.get()
    page = client.get(reverse("purchasing:plan_page", args=[plan.number])).text
    assert f'id="edit-{row.pk}"' in page
    assert 'id="plan-reason"' in page
    answer = change(client, plan, row, quantity=9, reason="展会补货")
    row.refresh_from_db()
    plan.refresh_from_db()
    assert (row.own_quantity, row.own_reason, row.quantity) == (9, "展会补货", 9)
    assert (plan.pieces, plan.amount_cents) == (9, 9 * row.unit_cost_cents)
    assert plan.weight_mg == 9 * row.unit_weight_mg
    text = answer.text
    assert text.index("<tr") < text.index('id="plan-live" hx-swap-oob="true"')
    assert 'value="9"' in text
    assert "展会补货" in text
    assert f"{plan.amount_cents // 100:,}" in text
    assert "?do=buy&amp;part=totals" in text


def test_an_empty_quantity_goes_back_to_the_proposal(client, here):
    client.force_login(goods.person(*RIGHTS, switches=("cost",)))
    plan, row = PurchasePlan.objects.get(), PurchasePlanRow.objects.get()
    change(client, plan, row, quantity=9, reason="展会补货")
    assert change(client, plan, row, quantity="", reason="").status_code == 200
    row.refresh_from_db()
    assert (row.own_quantity, row.own_reason, row.quantity) == (None, "", row.proposed)


@pytest.mark.parametrize(
    "facts", [{"quantity": 9, "reason": " "}, {"quantity": -1, "reason": "x"}, {"quantity": "many", "reason": "x"},
              {"quantity": 100_001, "reason": "x"}],
)  # fmt: skip
def test_a_refused_change_is_told_in_its_row_and_nothing_is_written(client, here, facts):
    client.force_login(goods.person(*RIGHTS, switches=("cost",)))
    plan, row = PurchasePlan.objects.get(), PurchasePlanRow.objects.get()
    answer = change(client, plan, row, **facts)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert f'id="edit-why-{row.pk}" role="alert"' in answer.text
    row.refresh_from_db()
    assert (row.own_quantity, PurchasePlan.objects.get().pieces) == (None, plan.pieces)


def test_a_plan_that_is_closed_or_only_read_has_no_fields(client, here):
    plan, row = PurchasePlan.objects.get(), PurchasePlanRow.objects.get()
    client.force_login(goods.person("purchasing.view_plan", "organisation.view_stores"))
    assert 'id="edit-' not in client.get(reverse("purchasing:plan_page", args=[plan.number])).text
    assert change(client, plan, row, quantity=9, reason="x").status_code == 403
    services.drop_purchase_plan(actor=planner(), number=plan.number, at=AT)
    client.force_login(goods.person(*RIGHTS, switches=("cost",)))
    assert 'id="edit-' not in client.get(reverse("purchasing:plan_page", args=[plan.number])).text
    assert change(client, plan, row, quantity=9, reason="x").status_code == 422
    assert PurchasePlanRow.objects.get().own_quantity is None


def test_what_a_plan_comes_to_takes_three_questions(here, django_assert_num_queries):
    number = PurchasePlan.objects.get().number
    with django_assert_num_queries(3):
        found = selectors.plan_sum(planner(), number)
    assert (found.changed, found.without_supplier, found.orders) == (0, found.without_supplier, [])
