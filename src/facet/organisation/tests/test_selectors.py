"""Each selector costs the queries that it states, whatever there is to find."""

from dataclasses import replace

import pytest

from facet.organisation import selectors
from facet.organisation.models import Till
from facet.organisation.permissions import OrganisationPermission as P
from facet.organisation.tests import factories as make

pytestmark = pytest.mark.django_db
COSTS = {"list_stores": 1, "stores_of": 1, "list_staff": 2, "areas": 1, "departments": 1}


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("name", COSTS)
def test_lists_cost_what_they_state(name, count, django_assert_num_queries):
    for number in range(count):
        make.area(f"A{number}"), make.department(f"D{number}")
        store = make.store(f"S0{number}", area=make.area(f"A{number}"))
        make.give(make.staff(f"p{number}", home=store), make.role(f"r{number}", {}))
    viewer = make.actor(P.VIEW_STORES)
    with django_assert_num_queries(COSTS[name]):
        getattr(selectors, name)(viewer)


@pytest.mark.parametrize("count", [1, 3])
def test_look_ups_by_code_cost_one_query(count, django_assert_num_queries):
    for number in range(count):
        make.till(f"T{number}", make.store("S01"))
        make.staff(f"p{number}")
    with django_assert_num_queries(1):
        assert selectors.till_facts(store_code="S01", till_code="T0").store_code == "S01"
    with django_assert_num_queries(1):
        assert set(selectors.staff_refs([f"P{number}" for number in range(count)] + ["X"])) == {
            f"P{number}" for number in range(count)
        }
    store_id = make.store("S01").pk
    with django_assert_num_queries(1):
        assert len(selectors.tills_of(store_id)) == count


def test_what_one_may_not_see_is_not_listed():
    near, far = make.store("S01"), make.store("S02")
    make.staff("a", home=near), make.staff("b", home=far), make.staff("hq")
    local = make.actor(P.VIEW_STORES, stores={near.pk})
    assert [row.code for row in selectors.list_stores(local)] == ["S01"]
    assert [row.code for row in selectors.list_staff(local)] == ["A"]
    assert selectors.list_stores(make.actor()) == []


@pytest.mark.parametrize("count", [1, 3])
def test_tills_and_colleagues_cost_what_they_state(count, django_assert_num_queries):
    store = make.store("S01")
    for number in range(count):
        make.till(f"T{number}", store)
        make.staff(f"p{number}", home=store)
    make.till("T1", make.store("S02"))
    at_till = replace(make.actor("x.sell", stores={store.pk}), store_id=store.pk)
    with django_assert_num_queries(1):
        found = selectors.tills_in_reach(at_till, permission="x.sell")
    assert [(row.store_code, row.till_code) for row in found] == [("S01", f"T{number}") for number in range(count)]
    with django_assert_num_queries(1):
        assert len(selectors.colleagues(at_till, store_id=store.pk)) == count
    with django_assert_num_queries(2):
        assert selectors.usual_till(at_till, permission="x.sell").till_code == "T0"
    assert selectors.usual_till(make.actor(), permission="x.sell") is None
    elsewhere = replace(at_till, till_id=Till.objects.get(store__code="S02").pk)
    assert selectors.usual_till(elsewhere, permission="x.sell") is None
    with django_assert_num_queries(1):
        assert selectors.find_store(make.actor(P.VIEW_STORES), code="S02").code == "S02"
    assert selectors.find_store(at_till, code="S01") is None
