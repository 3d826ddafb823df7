"""Targets: a month over its days, what is reached, who sets them."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.errors import Invalid, NotFound, NotPermitted
from facet.kernel.permissions import Reach
from facet.sales import services
from facet.sales.models import SalesTarget
from facet.sales.rules.targets import Goal, Progress, daily, reached_bp
from facet.sales.selectors.results import own_results
from facet.sales.selectors.targets import month_targets, store_month
from facet.sales.services.targets import TargetIn
from facet.sales.tests import factories
from facet.sales.tests.factories import AT, TODAY, Shop, key
from facet.sales.web.home_people import TARGET

NOVEMBER = date(2026, 11, 1)


@pytest.mark.parametrize(("month", "days", "own", "first", "last"), [
    (Goal(1_000_00), 3, {}, 333_34, 333_33),  # 1,000.00 over three days: 333.34, 333.33, 333.33
    (Goal(1_000_00), 3, {1: Goal(700_00)}, 700_00, 150_00),
    (Goal(1_000_00), 3, {1: Goal(1_200_00)}, 1_200_00, 0),  # a day above the month leaves the others nothing
    (Goal(), 31, {}, 0, 0),
])  # fmt: skip
def test_a_month_over_its_days(month, days, own, first, last):
    goals = daily(month, days=days, own=own)

    assert (goals[0].net_cents, goals[-1].net_cents) == (first, last)


@given(
    month=st.builds(Goal, st.integers(0, 10**9), st.integers(0, 500), st.integers(0, 10**7)),
    days=st.integers(28, 31),
    own=st.dictionaries(st.integers(1, 27), st.builds(Goal, st.integers(0, 10**6)), max_size=5),
)  # fmt: skip
def test_days_add_up_to_the_month_unless_their_own_targets_are_more(month, days, own):
    goals = daily(month, days=days, own=own)

    kept = sum(each.net_cents for each in own.values())
    assert sum(each.net_cents for each in goals) == max(month.net_cents, kept)
    assert sum(each.pieces for each in goals) == month.pieces
    assert sum(each.weight_mg for each in goals) == month.weight_mg


def test_all_is_reached_only_when_it_is():
    assert (reached_bp(99_999, 100_000), reached_bp(-5, 100), reached_bp(5, 0)) == (9_999, 0, None)
    assert Progress(Goal(100), Goal(130)).left_cents == 0


def put(shop: Shop, *targets: TargetIn, **facts) -> int:
    return services.set_targets(
        **{"actor": shop.actor(shop.manager), "operation": key(), "store": "S01", "month": TODAY, "targets": targets,
           "at": AT, **facts}
    )  # fmt: skip


@pytest.mark.django_db
def test_the_store_its_people_and_its_days_see_how_far_they_are(django_assert_num_queries):
    shop = factories.shop()
    put(shop, TargetIn(goal=Goal(3_000_000, 10, 50_000)), TargetIn(staff="CS01", goal=Goal(2_560_000, 2)),
        TargetIn(day=TODAY, goal=Goal(1_280_000)))  # fmt: skip
    shop.sell("D1")

    with django_assert_num_queries(4):
        page = month_targets(shop.actor(shop.manager), store_id=shop.store.pk, month=TODAY)

    assert (page.store.net_bp, page.store.pieces_bp) == (4_266, 1_000)
    assert {each.code: each.progress.net_bp for each in page.people} == {"CS01": 5_000, "MS01": None}
    today = page.days[TODAY.day - 1]
    assert (today.is_own, today.progress.net_bp) == (True, 10_000)
    assert store_month(shop.actor(), store_id=shop.store.pk, day=TODAY).goal.pieces == 10
    mine = own_results(shop.actor(), at=AT)
    assert (mine.progress_month.net_bp, mine.goal_today.net_cents) == (5_000, 85_333)


@pytest.mark.django_db
def test_the_home_page_tells_the_manager_of_the_store_and_the_clerk_of_herself(django_assert_num_queries):
    shop = factories.shop()
    manager, clerk = shop.actor(shop.manager), replace(shop.actor(), grants={
        **shop.actor().grants, "sales.view_results": Reach(frozenset({shop.store.pk}), own=True)})  # fmt: skip
    assert TARGET.context(manager, None, AT) == TARGET.context(clerk, None, AT) == {}
    put(shop, TargetIn(goal=Goal(3_000_000, 10)), TargetIn(staff="CS01", goal=Goal(2_560_000)))
    shop.sell("D1")

    with django_assert_num_queries(TARGET.queries):
        store = TARGET.context(manager, None, AT)
    with django_assert_num_queries(TARGET.queries):
        own = TARGET.context(clerk, None, AT)

    assert (store["value"], store["goods"][0][0], store["goods"][1][0]) == ("42.6%", "12,800 / 30,000", "1 / 10")
    assert (own["value"], len(own["goods"])) == ("50.0%", 1)


@pytest.mark.django_db
def test_an_empty_target_goes_away_and_last_month_is_taken_over_where_nothing_stands():
    shop = factories.shop()
    put(shop, TargetIn(goal=Goal(100)), TargetIn(staff="CS01", goal=Goal(70)), month=date(2026, 10, 9))
    put(shop, TargetIn(goal=Goal(500)))
    services.copy_targets(actor=shop.actor(shop.manager), operation=key(), store="S01", month=TODAY, at=AT)

    held = SalesTarget.objects.filter(first_on=NOVEMBER).order_by("net_cents")
    assert list(held.values_list("staff__code", "net_cents")) == [("CS01", 70), (None, 500)]
    assert put(shop, TargetIn(staff="CS01", goal=Goal())) == 1


@pytest.mark.django_db
def test_what_is_refused_writes_nothing():
    shop, other = factories.shop(), factories.shop(code="S02", with_member=False)
    with pytest.raises(NotFound):
        put(shop, TargetIn(goal=Goal(5)), store="S02")
    with pytest.raises(NotPermitted):
        put(shop, TargetIn(goal=Goal(5)), actor=other.actor(grants={}))
    october = TargetIn(goal=Goal(1), day=NOVEMBER.replace(month=10))
    for wrong in (TargetIn(goal=Goal(-1)), TargetIn(goal=Goal(1), staff="X"), october):
        with pytest.raises(Invalid):
            put(shop, wrong)
    assert not SalesTarget.objects.exists()
