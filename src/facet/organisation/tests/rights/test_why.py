"""The tool answers exactly what a request would be answered. Source: ux.md 2.23."""

import random

import pytest

from facet.kernel.errors import NotFound, NotPermitted
from facet.organisation import selectors
from facet.organisation.models import LegalEntity, Role
from facet.organisation.permissions import OrganisationPermission as P
from facet.organisation.tests import factories as make

STARTING_ROLES = tuple(selectors.starting_roles())

pytestmark = pytest.mark.django_db
RIGHTS = sorted({right for role in STARTING_ROLES for right in role.grants})


@pytest.fixture
def house_full():
    """Three areas, five stores (one a franchisee's), and people who hold one or two roles at odd places."""
    make.roles()
    root = make.area("CN")
    areas = [make.area(code, root) for code in ("EAST", "NORTH")]
    theirs = make.entity("FR", kind=LegalEntity.Kind.FRANCHISEE)
    stores = [make.store(f"S{n}", area=areas[n % 2]) for n in range(4)]
    stores.append(make.store("F1", area=areas[0], entity=theirs, kind="franchise"))
    chance, roles = random.Random(253), list(Role.objects.order_by("pk"))
    for number in range(14):
        person = make.staff(f"p{number}", home=chance.choice([None, *stores]), is_active=number != 13)
        for role in chance.sample(roles, k=chance.choice([0, 1, 1, 2])):
            places = [{}, {"store": chance.choice(stores)}, {"area": chance.choice(areas)}, {"entity": theirs}]
            make.give(person, role, **chance.choice(places))
    return stores


def test_the_answer_equals_what_the_person_meets(house_full):
    viewer = make.actor(P.VIEW_ROLES, P.VIEW_STORES)
    cells = 0
    for person in selectors.list_staff(viewer):
        grants = selectors.actor_of(person.id, via="web") if person.is_active else None
        for right in random.Random(person.id).sample(RIGHTS, 8):
            for store_id in (None, *(store.pk for store in house_full)):
                answer = selectors.why(
                    viewer, staff_code=person.code, permission=right, store_id=store_id, at=make.moment()
                )
                may = grants is not None and grants.may(right, store_id=store_id)
                assert answer.verdict.may == may, (person.code, right, store_id)
                cells += 1
    assert cells == 14 * 8 * 6


@pytest.mark.parametrize(
    ("person", "asked", "reason"),
    [
        (("clerk", "S0"), ("sales.complete_sale", "S0"), "yes"),
        (("clerk", "S0"), ("members.view_members", "S0"), "yes_own"),
        (("clerk", "S0"), ("organisation.manage_staff", "S0"), "not_in_roles"),
        (("clerk", "S0"), ("sales.complete_sale", "S1"), "elsewhere"),
        (("accountant", "F1"), ("sales.view_sales", "S0"), "franchisee"),
        ((None, "S0"), ("sales.complete_sale", "S0"), "no_role"),
    ],
)
def test_the_reason_is_named(house_full, person, asked, reason):
    (role, home), (right, store) = person, asked
    stores = {row.code: row for row in house_full}
    person = make.person("ana", role, home=stores[home]) if role else make.staff("ana", home=stores[home])
    viewer = make.actor(P.VIEW_ROLES, P.VIEW_STORES)
    answer = selectors.why(
        viewer, staff_code=person.code, permission=right, store_id=stores[store].pk, at=make.moment()
    )
    assert answer.verdict.reason == reason


def test_the_tool_needs_its_right_and_stays_within_reach(house_full):
    make.staff("ana", home=house_full[0])
    with pytest.raises(NotPermitted):
        selectors.why(
            make.actor(P.VIEW_STORES), staff_code="ANA", permission="sales.quote", store_id=None, at=make.moment()
        )
    local = make.actor(P.VIEW_ROLES, P.VIEW_STORES, stores={house_full[1].pk})
    with pytest.raises(NotFound):
        selectors.why(local, staff_code="ANA", permission="sales.quote", store_id=None, at=make.moment())


def test_the_page_says_it_in_a_sentence(client, house_full):
    client.force_login(make.person("boss", "administrator", language="en"))
    make.person("ana", "clerk", home=house_full[0])
    page = client.get(f"/why?staff=ANA&permission=sales.view_sales&store={house_full[1].pk}").content.decode()
    assert "holds this right, but not for" in page
    assert "Roles are given by 员工 boss" in page
    assert client.get("/why?staff=ANA&permission=nonsense").status_code == 422
    client.force_login(make.person("eve", "clerk", home=house_full[0]))
    assert client.get("/why").status_code == 403


def test_the_matrix_shows_every_right_of_the_house(client):
    from facet.kernel import registry

    make.roles()
    matrix = selectors.role_matrix(make.actor(P.VIEW_ROLES))
    shown = {row.code: row.cells for part in matrix.parts if part.kind == "rights" for row in part.rows}
    assert set(shown) == {offer.code for offer in registry.offers("permission")}
    for number, role in enumerate(STARTING_ROLES):
        assert {code: cells[number] for code, cells in shown.items() if cells[number]} == {
            code: str(scope) for code, scope in role.grants.items() if code in shown
        }
    client.force_login(make.person("boss", "administrator", language="en"))
    page = client.get("/roles").content.decode()
    assert "Whole chain" in page
    assert "Administrator" in page


@pytest.mark.parametrize("people", [1, 3])
def test_roles_cost_five_queries(django_assert_num_queries, people):
    make.roles()
    for number in range(people):
        make.person(f"p{number}", "clerk", home=make.store("S01"))
    with django_assert_num_queries(5):
        selectors.role_matrix(make.actor(P.VIEW_ROLES))
