"""Commission with the ticket: stored per person, exact negatives on return, plans that two people make."""

from datetime import date, timedelta
from typing import Any

import pytest

from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.sales import services
from facet.sales.errors import PlanChanged, SamePerson
from facet.sales.models import CommissionEntry, CommissionPlan, CommissionRule
from facet.sales.rules.request import PersonShare
from facet.sales.rules.returns import ReturnRequest
from facet.sales.services.commission_plans import RuleIn
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, TODAY, Shop, key, paid
from facet.sales.web.home_people import PLAN_WAITS

pytestmark = pytest.mark.django_db


def begin(shop: Shop, *rules: RuleIn) -> CommissionPlan:
    plan = services.open_commission_plan(actor=shop.actor(), operation=key(), at=AT)
    for rule in rules:
        services.add_commission_rule(actor=shop.actor(), operation=key(), rule=rule, at=AT)
    plan.refresh_from_db()
    return plan


def publish(shop: Shop, plan: CommissionPlan, **facts: Any) -> CommissionPlan:
    asked = {"actor": shop.actor(shop.manager), "operation": key(), "revision": plan.revision, "effective_on": TODAY}
    return services.publish_commission_plan(**{**asked, "at": AT, **facts})


def live(shop: Shop, *rules: RuleIn) -> CommissionPlan:
    return publish(shop, begin(shop, *rules))


def earned(line_no: int | None = None) -> dict[str, int]:
    rows = CommissionEntry.objects.order_by("pk")
    rows = rows.filter(line__line_no=line_no) if line_no else rows
    return {row.staff.code: row.amount_cents for row in rows}


def test_gold_by_the_gram_is_shared_and_a_style_pays_its_fixed_sum():
    shop = factories.shop()
    live(shop, RuleIn(pays="per_gram", rate=300, category="gold-bangle"), RuleIn(pays="percent", rate=150))
    third = factories.organisation.staff("third", home=shop.store, code="C3")
    crew = tuple(PersonShare(staff=code, share_bp=bp) for code, bp in (("CS01", 5_000), ("MS01", 3_000), ("C3", 2_000)))

    shop.sell("G1", "D1", salespeople=crew)

    gold = CommissionEntry.objects.filter(line__code="G1").order_by("pk")
    assert [row.amount_cents for row in gold] == [4_254, 2_552, 1_702]  # 28.36 g × ¥3 = ¥85.08
    assert gold[0].trace == {"pays": "per_gram", "rate": 300, "base": 28_360, "whole": 8_508, "share_bp": 5_000}
    assert sum(row.amount_cents for row in CommissionEntry.objects.filter(line__code="D1")) == 19_200
    assert CommissionEntry.objects.filter(staff=third).count() == 2


def test_sell_change_the_plan_return_and_nothing_is_left():
    shop = factories.shop()
    live(shop, RuleIn(pays="percent", rate=150))
    crew = (PersonShare(staff="CS01", share_bp=6_667), PersonShare(staff="MS01", share_bp=3_333))
    sold = shop.sell("D1", salespeople=crew, tenders=(paid("cash", 1_280_000),)).sale
    publish(shop, begin(shop, RuleIn(pays="percent", rate=900, place=1)))

    shop.sell(
        returns=(ReturnRequest(sale=sold.pk, line_no=1, reason="quality"),), tenders=(paid("cash", 1_280_000),),
        actor=shop.actor(limits={"refund_cents": 10**9}),
    )  # fmt: skip

    amounts = CommissionEntry.objects.order_by("pk").values_list("staff__code", "amount_cents")
    assert list(amounts) == [("CS01", 12_801), ("MS01", 6_399), ("CS01", -12_801), ("MS01", -6_399)]


def test_without_a_plan_nobody_earns_and_a_future_plan_does_not_count_yet():
    shop = factories.shop()
    plan = begin(shop, RuleIn(pays="percent", rate=150))
    publish(shop, plan, effective_on=TODAY + timedelta(days=1))

    shop.sell("D1")

    assert not CommissionEntry.objects.exists()


def test_who_changed_the_plan_does_not_publish_it_and_what_was_read_goes_live():
    shop = factories.shop()
    plan = begin(shop, RuleIn(pays="percent", rate=150))
    with pytest.raises(SamePerson):
        publish(shop, plan, actor=shop.actor())
    with pytest.raises(PlanChanged):
        publish(shop, plan, revision=plan.revision - 1)
    with pytest.raises(Invalid):
        publish(shop, plan, effective_on=date(2026, 1, 1))
    with pytest.raises(NotPermitted):
        publish(shop, plan, actor=shop.actor(shop.manager, grants={}))
    assert CommissionPlan.objects.get().state == "draft"

    publish(shop, plan)

    with pytest.raises(NotFound):
        services.add_commission_rule(
            actor=shop.actor(), operation=key(), rule=RuleIn(pays="percent", rate=1), at=AT
        )  # fmt: skip


def test_rules_keep_their_places_and_the_next_draft_starts_from_the_last_plan():
    shop = factories.shop()
    rates = RuleIn(pays="percent", rate=1), RuleIn(pays="percent", rate=2), RuleIn(pays="labour", rate=3, place=1)
    plan = begin(shop, *rates)
    second = CommissionRule.objects.get(plan=plan, rate=1)
    services.remove_commission_rule(actor=shop.actor(), rule_id=second.pk, at=AT)
    services.remove_commission_rule(actor=shop.actor(), rule_id=second.pk, at=AT)
    assert list(plan.rules.order_by("place").values_list("place", "rate")) == [(1, 3), (2, 2)]
    plan.refresh_from_db()
    publish(shop, plan)

    again = begin(shop)

    assert (again.number, again.rules.count()) == (2, 2)


@pytest.mark.parametrize("rule", [
    RuleIn(pays="percent", rate=20_000), RuleIn(pays="x", rate=1), RuleIn(pays="percent", rate=1, role="pirate"),
])  # fmt: skip
def test_a_rule_nobody_means_is_refused(rule: RuleIn):
    shop = factories.shop()
    begin(shop)
    with pytest.raises(Invalid):
        services.add_commission_rule(actor=shop.actor(), operation=key(), rule=rule, at=AT)
    assert not CommissionRule.objects.exists()


def test_a_colleagues_draft_waits_on_the_publishers_home_page(django_assert_num_queries):
    shop = factories.shop()
    manager = shop.actor(shop.manager)
    assert PLAN_WAITS.context(manager, None, AT) == {}
    begin(shop)
    assert PLAN_WAITS.context(manager, None, AT) == {}  # no rule yet: nothing to read
    services.add_commission_rule(actor=shop.actor(), operation=key(), rule=RuleIn(pays="percent", rate=150), at=AT)

    with django_assert_num_queries(PLAN_WAITS.queries):
        rows = PLAN_WAITS.context(manager, None, AT)["rows"]

    assert [row["url"] for row in rows] == ["/sales/commission/plans?plan=1"]
    assert PLAN_WAITS.context(shop.actor(), None, AT) == {}
    publish(shop, CommissionPlan.objects.get())
    assert PLAN_WAITS.context(manager, None, AT) == {}
