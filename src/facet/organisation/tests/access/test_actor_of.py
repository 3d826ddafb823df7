import pytest

from facet.kernel.errors import NotFound, NotPermitted
from facet.kernel.permissions import EVERYWHERE, NOWHERE, Reach, Scope, house, require
from facet.organisation import selectors, services
from facet.organisation.models import LegalEntity, RoleAssignment, RoleGrant
from facet.organisation.tests import factories as make

STARTING_ROLES = tuple(selectors.starting_roles())

pytestmark = pytest.mark.django_db


@pytest.fixture
def country():
    """A country with two areas, four stores of ours and two of a franchisee's."""
    root = make.area("CN")
    east, north = make.area("EAST", root), make.area("NORTH", root)
    theirs = make.entity("FR", kind=LegalEntity.Kind.FRANCHISEE)
    return {
        "east": east, "root": root, "theirs": theirs,
        "S1": make.store("S1", area=east), "S2": make.store("S2", area=east), "S3": make.store("S3", area=north),
        "F1": make.store("F1", area=east, entity=theirs), "F2": make.store("F2", area=north, entity=theirs),
    }  # fmt: skip


def ids(country, *codes):
    return frozenset(country[code].pk for code in codes)


ALL = {f"x.{scope}": scope for scope in Scope}


def test_every_scope_from_the_home_store(country):
    person = make.staff(home=country["S1"])
    make.give(person, make.role("r", ALL))
    actor = selectors.actor_of(person.pk, via="web")
    assert actor.scope("x.own") == Reach(ids(country, "S1"), own=True)
    assert actor.scope("x.store") == Reach(ids(country, "S1"))
    assert actor.scope("x.area") == Reach(ids(country, "S1", "S2", "F1"))
    assert actor.scope("x.entity") == Reach(ids(country, "S1", "S2", "S3"))
    assert actor.scope("x.chain") == EVERYWHERE
    assert actor.scope("x.unknown") == NOWHERE


def test_an_area_reaches_the_stores_of_all_areas_below(country):
    person = make.staff()
    make.give(person, make.role("r", {"x.area": Scope.AREA}), area=country["root"])
    assert selectors.actor_of(person.pk, via="web").scope("x.area").store_ids == ids(
        country, "S1", "S2", "S3", "F1", "F2"
    )


def test_a_franchisees_staff_never_reach_beyond_his_stores(country):
    person = make.staff(home=country["F1"])
    make.give(person, make.role("r", ALL))
    actor = selectors.actor_of(person.pk, via="web")
    assert {code: actor.scope(code).store_ids for code in ALL} == {
        "x.own": ids(country, "F1"), "x.store": ids(country, "F1"), "x.area": ids(country, "F1"),
        "x.entity": ids(country, "F1", "F2"), "x.chain": ids(country, "F1", "F2"),
    }  # fmt: skip


def test_a_franchisee_himself_holds_a_role_for_his_entity(country):
    person = make.staff()
    make.give(person, make.role("r", ALL), entity=country["theirs"])
    actor = selectors.actor_of(person.pk, via="web")
    assert actor.scope("x.store").store_ids == ids(country, "F1", "F2")
    assert actor.scope("x.chain").store_ids == ids(country, "F1", "F2")


def test_several_roles_add_up(country):
    person = make.staff(home=country["S1"])
    make.give(person, make.role("a", {"x.y": Scope.STORE}, limits={"discount_bp": 500}, switches=("cost",)))
    make.give(person, make.role("b", {"x.y": Scope.STORE}, limits={"discount_bp": 900}), store=country["S3"])
    actor = selectors.actor_of(person.pk, via="web")
    assert actor.roles == ("a", "b")
    assert actor.scope("x.y").store_ids == ids(country, "S1", "S3")
    assert (actor.limit("discount_bp"), actor.limit("refund_cents")) == (900, 0)
    assert (actor.sees("cost"), actor.sees("phone")) == (True, False)


def test_a_role_taken_away_is_gone_at_the_next_request(country):
    person = make.staff(home=country["S1"])
    held = make.give(person, make.role("r", {"x.y": Scope.STORE, "x.z": Scope.STORE}))
    require(selectors.actor_of(person.pk, via="web"), "x.y", store_id=country["S1"].pk)
    RoleGrant.objects.filter(permission="x.y").delete()
    with pytest.raises(NotPermitted):
        require(selectors.actor_of(person.pk, via="web"), "x.y", store_id=country["S1"].pk)
    RoleAssignment.objects.filter(pk=held.pk).delete()
    assert selectors.actor_of(person.pk, via="web").grants == {}


def test_actor_of_refuses_the_unknown_and_those_who_left():
    gone = make.staff(is_active=False)
    for staff_id in (gone.pk, gone.pk + 1):
        with pytest.raises(NotFound):
            selectors.actor_of(staff_id, via="web")


@pytest.mark.parametrize("roles", [1, 3])
def test_actor_of_costs_four_queries_at_most(django_assert_num_queries, country, roles):
    person = make.staff(home=country["S1"])
    for number in range(roles):
        make.give(person, make.role(f"r{number}", ALL, limits={"discount_bp": number}, switches=("cost",)))
    with django_assert_num_queries(4):
        selectors.actor_of(person.pk, via="web")


def test_a_store_role_costs_three_queries(django_assert_num_queries, country):
    person = make.staff(home=country["S1"])
    make.give(person, make.role("r", {"x.y": Scope.STORE, "x.c": Scope.CHAIN}))
    with django_assert_num_queries(3):
        selectors.actor_of(person.pk, via="web")


def test_starting_roles_are_installed_once(country):
    at = make.moment()
    assert services.install_roles(actor=house("test"), roles=STARTING_ROLES, at=at) == [
        role.code for role in STARTING_ROLES
    ]
    assert services.install_roles(actor=house("test"), roles=STARTING_ROLES, at=at) == []
