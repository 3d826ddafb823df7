"""R310: a franchisee sees only his stores, by page and by API."""

import pytest

from facet.organisation.models import LegalEntity
from facet.organisation.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def country():
    make.roles()
    theirs = make.entity("FR", kind=LegalEntity.Kind.FRANCHISEE)
    stores = {code: make.store(code) for code in ("S01", "S02")}
    stores |= {code: make.store(code, entity=theirs, kind="franchise") for code in ("F01", "F02")}
    make.till("T1", stores["S01"])
    make.staff("ours", home=stores["S01"])
    make.staff("hq")
    return stores


ROLES = ["store_manager", "area_manager", "accountant", "auditor", "administrator"]


@pytest.mark.parametrize("role", ROLES)
def test_whatever_role_a_franchisees_person_holds_the_api_shows_his_stores_only(client, country, role):
    headers = make.bearer(make.person("wu", role, home=country["F01"]))
    stores = client.get("/api/v1/stores", headers=headers).json()
    allowed = {"F01"} if role in {"store_manager"} else {"F01", "F02"}
    assert {store["code"] for store in stores} <= {"F01", "F02"}
    assert allowed == {store["code"] for store in stores} or role == "area_manager"
    for path in ("/stores/S01", "/stores/S01/tills", "/stores/S01/mall-contracts", "/staff/OURS", "/staff/HQ"):
        assert client.get(f"/api/v1{path}", headers=headers).status_code == 404, path
    assert {person["code"] for person in client.get("/api/v1/staff", headers=headers).json()} == {"WU"}
    assert {row["code"] for row in client.get("/api/v1/companies", headers=headers).json()} == {"FR"}
    assert client.get("/api/v1/partners", headers=headers).json() == []


@pytest.mark.parametrize("role", ROLES)
def test_whatever_role_a_franchisees_person_holds_the_pages_show_his_stores_only(client, country, role):
    client.force_login(make.person("wu", role, home=country["F01"]))
    page = client.get("/stores").content.decode()
    assert ("/stores/F01" in page, "/stores/S01" in page) == (True, False)
    for path in ("/stores/S01", "/staff/OURS", "/staff/HQ"):
        assert client.get(path).status_code == 404, path
    people = client.get("/staff").content.decode()
    assert ("/staff/WU" in people, "/staff/OURS" in people) == (True, False)


def test_our_own_people_see_the_franchisees_stores_too(client, country):
    headers = make.bearer(make.person("he", "administrator"))
    assert len(client.get("/api/v1/stores", headers=headers).json()) == 4
