"""The doors for programs: each does what its screen does, refuses, and forbids."""

import pytest

from facet.audit.models import Event
from facet.organisation.models import ApiToken, Partner, Store
from facet.organisation.tests import factories as make

pytestmark = pytest.mark.django_db
STORE = {"code": "S02", "name": "徐家汇店", "kind": "mall_counter", "entity": "E1", "area": "A1", "price_group": "P1",
         "opens_at": "10:00", "closes_at": "22:00"}  # fmt: skip
STAFF = {"username": "lin", "code": "E0001", "name": "林嘉慧", "department": "D1", "store": "S01"}
CONTRACT = {"mall": "M1", "number": "7", "deduction_bp": 1_800, "valid_from": "2026-01-01",
            "terms": [{"category_code": "gold", "deduction_bp": 900}]}  # fmt: skip
WRITES = [
    ("post", "/stores", STORE, 201),
    ("put", "/stores/S01", {name: STORE[name] for name in STORE if name != "code"} | {"kind": "own"}, 200),
    ("post", "/stores/S01/tills", {"code": "T1", "name": "一号"}, 201),
    ("post", "/companies", {"code": "E2", "name": "x", "kind": "own"}, 201),
    ("put", "/companies/E1", {"name": "x", "kind": "own"}, 200),
    ("post", "/areas", {"code": "A2", "name": "x", "parent": "A1"}, 201),
    ("put", "/areas/A1", {"name": "x"}, 200),
    ("post", "/departments", {"code": "D2", "name": "x"}, 201),
    ("put", "/departments/D1", {"name": "x"}, 200),
    ("post", "/staff", STAFF, 201),
    ("put", "/staff/ANA", {"name": "x", "department": "D1"}, 200),
    ("post", "/staff/ANA/roles", {"role": "cashier", "store": "S01"}, 201),
    ("post", "/staff/ANA/password", {}, 200),
    ("post", "/staff/ANA/departure", {"left_on": "2026-11-21"}, 200),
]


@pytest.fixture
def doors():
    make.roles()
    store = make.store("S01")
    people = {"boss": make.person("boss", "administrator"), "ana": make.person("ana", "clerk", home=store)}
    return {name: make.bearer(row) for name, row in people.items()}


def call(client, method, path, body, headers):
    return getattr(client, method)(f"/api/v1{path}", body, content_type="application/json", headers=headers)


@pytest.mark.parametrize("write", WRITES, ids=lambda write: f"{write[0]} {write[1]}")
def test_an_administrator_writes_and_a_clerk_may_not(client, doors, write):
    method, path, body, status = write
    before = Event.objects.count()
    refused = call(client, method, path, body, doors["ana"])
    assert refused.status_code in {403, 404}, refused.content
    assert set(refused.json()) == {"code", "detail", "facts"}
    assert Event.objects.count() == before
    assert call(client, method, path, body, doors["boss"]).status_code == status
    assert Event.objects.count() > before


def test_the_same_code_twice_is_refused_and_unknown_fields_too(client, doors):
    assert call(client, "post", "/stores", STORE, doors["boss"]).status_code == 201
    twice = call(client, "post", "/stores", STORE, doors["boss"])
    assert (twice.status_code, twice.json()["code"]) == (409, "organisation.code_taken")
    for wrong in ({"castle": True}, {"opens_at": "25:00"}, {"kind": "castle"}, {"name": "\u202e"}):
        assert call(client, "post", "/stores", STORE | {"code": "S03"} | wrong, doors["boss"]).status_code == 422
    assert Store.objects.count() == 2


def test_a_counters_contract_by_api(client, doors):
    Partner.objects.create(code="M1", name="新世界", kind=Partner.Kind.MALL)
    call(client, "post", "/stores", STORE, doors["boss"])
    assert call(client, "post", "/stores/S02/mall-contracts", CONTRACT, doors["boss"]).status_code == 201
    found = client.get("/api/v1/stores/S02/mall-contracts", headers=doors["boss"]).json()
    assert (found[0]["mall"], found[0]["terms"]) == ("M1", [["gold", "", 900]])


def test_the_first_password_is_given_once_and_works(client, doors):
    made = call(client, "post", "/staff", STAFF, doors["boss"]).json()
    assert made["staff"]["roles"] == []
    answer = client.post("/sign-in", {"username": "lin", "password": made["first_password"]})
    assert answer.status_code == 302
    assert client.get("/stores").url == "/first-password"
    assert "first_password" not in client.get("/api/v1/staff/E0001", headers=doors["boss"]).json()


READS = ["/stores", "/stores/S01", "/stores/S01/tills", "/stores/S01/mall-contracts", "/companies", "/partners",
         "/areas", "/departments", "/staff", "/staff/ANA", "/roles", "/approvals",
         "/staff/ANA/rights/sales.quote?store=S01", "/tasks", "/policies"]  # fmt: skip


def test_reading_by_api(client, doors):
    assert {path: client.get(f"/api/v1{path}", headers=doors["boss"]).status_code for path in READS} == dict.fromkeys(
        READS, 200
    )
    why = client.get("/api/v1/staff/ANA/rights/sales.quote?store=S01", headers=doors["boss"]).json()
    assert (why["may"], why["reason"], why["grounds"][0]["scope"]) == (True, "yes", "store")
    assert client.get("/api/v1/roles", headers=doors["ana"]).status_code == 403
    assert client.get("/api/v1/stores", headers=doors["boss"]).json()[0]["opens_at"] == "10:00"


def test_work_by_api(client, doors, monkeypatch):
    from facet.kernel import registry
    from facet.organisation.rules.policies import Setting

    slot = registry._slots.setdefault("setting", {})
    monkeypatch.setitem(slot, "test.share", Setting("test.share", "Share", "x", "percent", 300, high=10_000))
    day = {"valid_from": "2199-01-01"}
    assert call(client, "post", "/policies/test.share", {"value": 350, **day}, doors["boss"]).status_code == 201
    assert call(client, "post", "/policies/test.share", {"value": 1.5, **day}, doors["boss"]).status_code == 422
    assert call(client, "post", "/policies/test.none", {"value": 350, **day}, doors["boss"]).status_code == 404
    assert call(client, "post", "/policies/test.share", {"value": 350, **day}, doors["ana"]).status_code == 403
    assert {"name": "test.share", "title": "Share", "value": 300, "is_default": True} in client.get(
        "/api/v1/policies", headers=doors["boss"]
    ).json()
    assert call(client, "post", "/tasks/7/done", {}, doors["ana"]).status_code == 404
    assert call(client, "post", "/approvals/7/decision", {"approve": True}, doors["boss"]).status_code == 404
    assert call(client, "post", "/approvals", {"kind": "x"}, doors["ana"]).json()["code"] == "invalid"
    assert client.get("/api/v1/approvals?waiting=true", headers=doors["ana"]).json() == []


def test_removing_by_api(client, doors):
    make.area("A7")
    assert call(client, "delete", "/areas/A7", {}, doors["ana"]).status_code == 403
    assert call(client, "delete", "/areas/A7", {}, doors["boss"]).status_code == 200
    assert call(client, "delete", "/areas/A1", {}, doors["boss"]).status_code == 409
    held = client.get("/api/v1/staff/ANA", headers=doors["boss"]).json()["roles"][0]["id"]
    assert call(client, "delete", f"/staff/ANA/roles/{held}", {}, doors["boss"]).json()["roles"] == []
    assert call(client, "put", "/stores/S01/tills/T9", {"name": "x"}, doors["boss"]).status_code == 404
    assert client.get("/api/v1/stores/%00", headers=doors["boss"]).status_code in {404, 422}
    token = ApiToken.objects.order_by("pk").first().pk
    assert call(client, "delete", f"/tokens/{token}", {}, doors["boss"]).status_code == 200
