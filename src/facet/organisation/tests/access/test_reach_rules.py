import pytest
from hypothesis import given
from hypothesis import strategies as st

from facet.kernel.permissions import EVERYWHERE, NOWHERE, Reach, Scope
from facet.organisation.rules.reach import Holding, StoreFacts, reach, together

# Entity 1 is ours, 2 a franchisee's. Areas: 0001 with 00010001 and 00010002 below, 0002.
STORES = (
    StoreFacts(1, 1, "00010001"),
    StoreFacts(2, 1, "00010001"),
    StoreFacts(3, 1, "00010002"),
    StoreFacts(4, 1, "0002"),
    StoreFacts(5, 2, "00010001"),
    StoreFacts(6, 2, "0002"),
)
AT_STORE_1 = Holding(1, "x", store_id=1, area_path="00010001", entity_id=1)
OVER_AREA = Holding(1, "x", area_path="0001", entity_id=1, held_at="area")
OVER_ENTITY = Holding(1, "x", entity_id=1, held_at="entity")
FRANCHISEE = Holding(1, "x", store_id=5, area_path="00010001", entity_id=2, franchisee_id=2)
HOMELESS = Holding(1, "x")

TABLE = [
    (AT_STORE_1, Scope.OWN, {1}),
    (AT_STORE_1, Scope.STORE, {1}),
    (AT_STORE_1, Scope.AREA, {1, 2, 5}),
    (AT_STORE_1, Scope.ENTITY, {1, 2, 3, 4}),
    (OVER_AREA, Scope.STORE, {1, 2, 3, 5}),
    (OVER_AREA, Scope.AREA, {1, 2, 3, 5}),
    (OVER_ENTITY, Scope.STORE, {1, 2, 3, 4}),
    (FRANCHISEE, Scope.STORE, {5}),
    (FRANCHISEE, Scope.AREA, {5}),
    (FRANCHISEE, Scope.ENTITY, {5, 6}),
    (FRANCHISEE, Scope.CHAIN, {5, 6}),
    (HOMELESS, Scope.STORE, set()),
    (HOMELESS, Scope.AREA, set()),
    (HOMELESS, Scope.ENTITY, set()),
]


@pytest.mark.parametrize(("holding", "scope", "stores"), TABLE)
def test_reach_of_each_scope_from_each_place(holding, scope, stores):
    assert reach(holding, scope, stores=STORES) == Reach(frozenset(stores), own=scope is Scope.OWN)


def test_chain_reaches_everywhere_unless_the_house_is_a_franchisees():
    assert reach(AT_STORE_1, Scope.CHAIN, stores=STORES) == EVERYWHERE
    assert reach(HOMELESS, Scope.CHAIN, stores=STORES) == EVERYWHERE


def test_own_records_in_one_store_do_not_widen_when_another_store_is_managed():
    assert together([Reach(frozenset({1}), own=True), Reach(frozenset({2}))]) == Reach(frozenset({2}))


def test_nothing_together_is_nowhere():
    assert together([]) == NOWHERE
    assert together([Reach(frozenset(), own=True)]) == NOWHERE


_reaches = st.builds(Reach, st.none() | st.frozensets(st.integers(1, 6)), st.booleans())


@given(st.lists(_reaches, max_size=5))
def test_together_never_covers_a_store_that_no_role_covers(reaches):
    joined = together(reaches)
    for store in range(1, 7):
        if joined.covers(store) and not joined.own:
            assert any(each.covers(store) and not each.own for each in reaches)
        if joined.covers(store):
            assert any(each.covers(store) for each in reaches)


@given(st.sampled_from(STORES), st.sampled_from(list(Scope)))
def test_a_franchisees_reach_never_leaves_his_stores(store, scope):
    held = Holding(1, "x", store_id=store.id, area_path=store.area_path, entity_id=store.entity_id, franchisee_id=2)
    assert (reach(held, scope, stores=STORES).store_ids or frozenset()) <= {5, 6}
    assert reach(held, scope, stores=STORES).store_ids is not None
