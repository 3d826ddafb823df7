"""Every page: who may open it sees it, who may not is told so, in three languages."""

import pytest

from facet.audit.models import Event
from facet.organisation.models import Area, Department, LegalEntity, Partner, PriceGroup, Staff, Store, Till
from facet.organisation.tests import factories as make

pytestmark = pytest.mark.django_db
OPEN = ["/stores", "/stores/S01", "/staff", "/staff/ANA", "/companies", "/price-groups", "/partners", "/areas",
        "/departments", "/approvals", "/todo", "/preferences"]  # fmt: skip
GUARDED = ["/chain", "/stores/new", "/stores/S01/edit", "/stores/S01/mall-contract", "/companies/new", "/companies/E1",
           "/price-groups/new", "/price-groups/P1", "/partners/new", "/areas/new", "/areas/A1", "/departments/new",
           "/departments/D1", "/devices", "/devices/new", "/staff/new", "/staff/ANA/edit", "/staff/ANA/leave",
           "/roles", "/why", "/rules"]  # fmt: skip


@pytest.fixture
def people():
    make.roles()
    store = make.store("S01")
    make.till("T1", store)
    return {"boss": make.person("boss", "administrator"), "ana": make.person("ana", "clerk", home=store)}


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_an_administrator_opens_every_page(client, people, language):
    Staff.objects.filter(username="boss").update(language=language)
    client.force_login(people["boss"])
    found = {path: client.get(path).status_code for path in (*OPEN, *GUARDED)}
    assert found == dict.fromkeys((*OPEN, *GUARDED), 200)


def test_a_clerk_opens_what_is_open_and_is_told_about_the_rest(client, people):
    client.force_login(people["ana"])
    assert {path: client.get(path).status_code for path in OPEN} == dict.fromkeys(OPEN, 200)
    assert {path: client.get(path).status_code for path in GUARDED} == dict.fromkeys(GUARDED, 403)


def test_nobody_gets_in_without_signing_in(client, people):
    for path in (*OPEN, *GUARDED):
        assert client.get(path).status_code == 302, path
        assert client.post(path).status_code == 302, path


MISSING = ["/stores/S99", "/staff/E99", "/companies/X", "/areas/X", "/devices/999999999", "/rules/x",
           "/approvals/999999999", "/approvals/99999999999999999999", "/stores/%00"]  # fmt: skip


@pytest.mark.parametrize("path", MISSING)
def test_what_does_not_exist_is_not_found(client, people, path):
    client.force_login(people["boss"])
    assert client.get(path).status_code == 404


def send(client, path, **data):
    return client.post(path, data).status_code


def test_a_house_is_set_up_by_its_screens(client, people):
    client.force_login(people["boss"])
    assert send(client, "/chain", name="棱面珠宝", time_zone="Mars") == 422
    assert send(client, "/chain", name="棱面珠宝", time_zone="Asia/Shanghai", hotline="4008") == 302
    assert (
        send(client, "/companies/new", code="E2", name="棱面珠宝", name_en="Facet", tax_number="91310000", kind="own")
        == 302
    )
    assert send(client, "/areas/new", code="EAST", name="华东", parent="A1") == 302
    assert send(client, "/price-groups/new", code="P2", name="华东价") == 302
    assert send(client, "/departments/new", code="OPS", name="营运部", parent="") == 302
    assert send(client, "/partners/new", code="M1", name="新世界", kind="mall", is_active="on") == 302
    store = {"name": "南京东路店", "kind": "mall_counter", "entity": "E2", "area": "EAST", "price_group": "P2",
             "opens_at": "10:00", "closes_at": "22:00", "time_zone": "Asia/Shanghai", "is_open": "on"}  # fmt: skip
    assert send(client, "/stores/new", code="S02", **store) == 302
    assert send(client, "/stores/new", code="S02", **store) == 422
    assert send(client, "/stores/S02/edit", **store | {"name": "南京东路旗舰店", "admin_code": "310101"}) == 302
    contract = {"mall": "M1", "number": "7", "deduction_bp": "18.5", "settlement_day": "10", "valid_from": "2026-01-01",
                "terms-TOTAL_FORMS": "1", "terms-INITIAL_FORMS": "0",
                "terms-0-category_code": "gold", "terms-0-deduction_bp": "9"}  # fmt: skip
    assert send(client, "/stores/S02/mall-contract", **contract) == 302
    assert send(client, "/stores/S02/mall-contract", **contract | {"deduction_bp": "101"}) == 422
    assert send(client, "/devices/new", store="S02", code="T1", name="一号", kind="till", is_active="on") == 302
    assert Store.objects.get(code="S02").mall_contracts.get().terms.get().deduction_bp == 900
    page = client.get("/stores/S02").content.decode()
    assert [text in page for text in ("南京东路旗舰店", "18.5", "新世界", "T1")] == [True] * 4
    counts = (LegalEntity, Area, PriceGroup, Department, Partner, Till)
    assert [model.objects.count() for model in counts] == [2, 2, 2, 2, 1, 2]
    assert Event.objects.filter(actor_key=f"staff:{people['boss'].pk}").count() == 10


def test_somebody_is_taken_on_and_let_go_by_the_screens(client, people):
    client.force_login(people["boss"])
    made = client.post(
        "/staff/new", {"name": "林嘉慧", "username": "lin", "code": "E0001", "department": "D1", "store": "S01"}
    )
    assert (made.status_code, "og-password" in made.content.decode()) == (200, True)
    assert "og-password" not in client.get("/staff/E0001").content.decode()
    assert send(client, "/staff/E0001/roles", role="clerk", place="store:S01") == 302
    assert send(client, "/staff/E0001/roles", role="nonsense") == 422
    lin = Staff.objects.get(code="E0001")
    assert send(client, f"/staff/E0001/roles/{lin.assignments.get().pk}/take") == 302
    assert send(client, "/staff/BOSS/roles", role="accountant") == 422
    assert "og-password" in client.post("/staff/E0001/password").content.decode()
    assert send(client, "/staff/E0001/edit", name="林嘉惠", department="D1", store="") == 302
    assert send(client, "/staff/E0001/leave", left_on="2026-11-21") == 302
    lin.refresh_from_db()
    assert (lin.name, lin.store, lin.is_active) == ("林嘉惠", None, False)


def test_a_browser_becomes_a_till_by_a_managers_hand(client, people):
    manager = make.person("mo", "store_manager", home=Store.objects.get())
    till = Till.objects.get()
    client.force_login(people["ana"])
    assert client.post(f"/devices/{till.pk}/register").status_code == 403
    client.force_login(manager)
    assert client.post(f"/devices/{till.pk}/register").status_code == 302
    assert client.get("/preferences").wsgi_request.actor.till_id == till.pk
    client.post("/sign-out")
    assert "T1" in client.get("/sign-in").content.decode()
    client.cookies["facet_till"] = "forged" + client.cookies["facet_till"].value
    assert client.get("/sign-in").status_code == 200
    client.force_login(manager)
    assert client.get("/preferences").wsgi_request.actor.till_id is None


def test_a_programs_token_is_ended_by_a_button(client, people):
    header = make.bearer(people["ana"])
    token = people["ana"].tokens.get()
    client.force_login(people["boss"])
    assert f"/tokens/{token.pk}/end" in client.get("/staff/ANA").content.decode()
    assert send(client, f"/staff/ANA/tokens/{token.pk}/end") == 302
    assert client.get("/api/v1/tasks", headers=header).status_code == 401


def test_lists_are_narrowed_and_exported(client, people):
    client.force_login(people["boss"])
    make.store("S09", area=make.area("A9", make.area("A1")), name="和平路店")
    narrowed = {
        "/stores?search=和平": 1,
        "/stores?area=A9": 1,
        "/stores?area=A1": 2,
        "/stores?open=no": 0,
        "/stores?kind=own": 2,
    }
    for path, count in narrowed.items():
        assert client.get(path).content.decode().count('class="ls-link"') == count, path
    assert "/staff/ANA" in client.get("/staff?role=clerk").content.decode()
    assert "/staff/ANA" not in client.get("/staff?role=auditor&store=S01&active=yes&search=an").content.decode()
    assert "和平路店" in client.get("/stores?export=csv").content.decode("utf-8-sig")
    client.force_login(people["ana"])
    assert "export=csv" not in client.get("/staff").content.decode()


def test_an_area_is_removed_by_its_screen(client, people):
    make.area("A7")
    client.force_login(people["ana"])
    assert send(client, "/areas/A7/remove") == 403
    client.force_login(people["boss"])
    assert "/areas/A7/remove" in client.get("/areas/A7").content.decode()
    assert send(client, "/areas/A7/remove") == 302
    assert send(client, "/areas/A1/remove") == 409


def test_a_refusal_inside_a_page_is_a_fragment_that_names_the_roles(client, people):
    Staff.objects.filter(username="ana").update(language="en")
    client.force_login(people["ana"])
    fragment = client.get("/roles", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment
    assert "Read roles and who holds them" in fragment
    assert "Administrator" in fragment
