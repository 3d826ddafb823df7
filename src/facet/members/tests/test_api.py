"""Members for programs: what a screen can do, and what neither may."""

from uuid import uuid4

import pytest

from facet.audit.models import Event
from facet.kernel import clock
from facet.kernel.permissions import house
from facet.members.models import Member, MemberEvent
from facet.members.tests import factories
from facet.organisation import services as organisation_services
from facet.organisation.tests import factories as organisation_factories

pytestmark = pytest.mark.django_db
URL = "/api/v1/members"
CLERK = {
    "members.view_members": "own", "members.edit_members": "own", "members.reveal_contact": "own",
    "members.create_members": "store", "members.view_limited": "chain",
}  # fmt: skip
MANAGER = dict.fromkeys(
    ("members.view_members", "members.edit_members", "members.reveal_contact", "members.archive_members"), "store"
) | {"members.view_limited": "chain"}


def bearer(username, grants, home=None, switches=("phone",)):
    """The headers of a program acting for `username`; every call is a new act."""
    person = factories.staff(username, home)
    role = organisation_factories.role(f"role-{username}", grants, switches=switches)
    organisation_factories.give(person, role)
    token = organisation_services.issue_token(
        actor=house("tests"), username=username, label="test", days=1, at=clock.now()
    )
    return {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid4())}


@pytest.fixture
def clerk():
    return bearer("clerk1", CLERK)


@pytest.fixture
def chen(clerk):
    return factories.member(birth_date=factories.BORN, email="chen@example.com", note="likes jade")


def send(client, method, url, headers, body=None, *, again=False):
    if not again:
        headers["Idempotency-Key"] = str(uuid4())
    return getattr(client, method)(url, body or {}, content_type="application/json", headers=headers)


def test_create_member_then_get_and_find(client, clerk):
    body = {"name": "陈雅琴", "phone": "138 0013 5678", "birth_date": "1988-05-14", "consents": [
        {"channel": "sms", "is_granted": True}]}  # fmt: skip
    opened = send(client, "post", URL, clerk, body)
    again = send(client, "post", URL, clerk, body, again=True)
    file = client.get(f"{URL}/{opened.json()['member_id']}", headers=clerk)
    found = client.get(f"{URL}?search=cyq", headers=clerk)

    assert (opened.status_code, again.status_code, opened.json()) == (201, 201, again.json())
    assert (file.json()["name"], file.json()["masked_phone"]) == ("陈雅琴", "138****5678")
    assert (file.json()["full"]["birthday"], file.json()["full"]["consents"]) == ("05-14", {"sms": True})
    assert [row["number"] for row in found.json()] == [opened.json()["number"]]


@pytest.mark.parametrize(
    ("refusal", "body"),
    [
        ((422, "invalid"), {"name": "", "phone": "13800135678"}),
        ((422, "invalid"), {"name": "王", "phone": "1"}),
        ((422, "invalid"), {"name": "王", "phone": "13800135670", "colour": "red"}),
        ((422, "invalid"), {"name": "王", "phone": "13800135670", "birth_date": 5}),
        ((404, "not_found"), {"name": "王", "phone": "13800135670", "store": "S99"}),
        ((404, "members.member_unknown"), {"name": "王", "phone": "13800135670", "referrer": "M9"}),
        ((409, "members.possible_duplicate"), {"name": "王", "phone": "13800135678"}),
    ],
)
def test_create_member_refused_tells_the_reason_and_writes_nothing(client, clerk, chen, refusal, body):
    answer = send(client, "post", URL, clerk, body)
    assert (answer.status_code, answer.json()["code"]) == refusal
    assert Member.objects.count() == 1


def test_every_door_is_shut_without_a_token_and_without_the_right(client, chen):
    stranger = bearer("buyer1", {"organisation.view_stores": "chain"})
    doors = [
        ("get", f"{URL}?search=cyq"), ("get", f"{URL}/{chen.pk}"), ("get", f"{URL}/{chen.pk}/timeline"),
        ("get", f"{URL}/{chen.pk}/relations"),
    ]  # fmt: skip
    for method, url in doors:
        assert getattr(client, method)(url).status_code == 401
        assert getattr(client, method)(url, headers=stranger).status_code in {403, 404}
    assert send(client, "post", URL, stranger, {"name": "王", "phone": "13900000000"}).status_code == 403


def test_another_clerk_gets_the_limited_card_and_nothing_else(client, chen):
    other = bearer("clerk2", CLERK)
    card = client.get(f"{URL}/{chen.pk}", headers=other).json()

    assert (card["name"], card["full"]) == ("陈**", None)
    assert "陈雅琴" not in str(card)
    assert "jade" not in str(card)
    assert client.get(f"{URL}/{chen.pk}/timeline", headers=other).status_code == 404
    assert send(client, "patch", f"{URL}/{chen.pk}", other, {"note": "x"}).status_code == 403
    assert send(client, "post", f"{URL}/{chen.pk}/reveal", other, {"field": "phone"}).status_code == 403


def test_a_clerk_of_another_store_without_the_limited_card_knows_of_nobody(client, chen):
    alone = bearer("clerk3", {"members.view_members": "own", "members.edit_members": "own"}, factories.store("S02"))

    assert client.get(f"{URL}/{chen.pk}", headers=alone).status_code == 404
    assert client.get(f"{URL}?search=13800135678", headers=alone).json() == []
    assert send(client, "patch", f"{URL}/{chen.pk}", alone, {"note": "x"}).json()["code"] == "members.member_unknown"


def test_edit_member_changes_only_what_was_sent(client, clerk, chen):
    answer = send(client, "patch", f"{URL}/{chen.pk}", clerk, {"wechat": "cyq88", "version": 1})

    row = Member.objects.get(pk=chen.pk)
    assert (answer.json(), row.wechat, row.note, row.email) == (
        {"version": 2},
        "cyq88",
        "likes jade",
        "chen@example.com",
    )
    assert send(client, "patch", f"{URL}/{chen.pk}", clerk, {"note": "y", "version": 1}).status_code == 409


def test_archive_and_restore_by_the_store_manager(client, clerk, chen):
    manager = bearer("manager1", MANAGER)
    url = f"{URL}/{chen.pk}/archive"

    assert send(client, "post", url, clerk, {"reason": "x"}).status_code == 403
    assert send(client, "post", url, manager, {"reason": "moved"}).status_code == 200
    assert client.get(f"{URL}/{chen.pk}", headers=manager).json()["is_active"] is False
    assert send(client, "post", f"{URL}/{chen.pk}/restore", manager, {"reason": "back"}).status_code == 200


def test_reveal_contact_answers_once_and_is_recorded(client, clerk, chen):
    answer = send(client, "post", f"{URL}/{chen.pk}/reveal", clerk, {"field": "phone"})

    assert answer.json() == {"value": "138 0013 5678"}
    assert Event.objects.filter(action="members.contact_revealed").count() == 1
    assert send(client, "post", f"{URL}/{chen.pk}/reveal", clerk, {"field": "id_number"}).status_code == 403


def test_consents_clerk_referrer_and_family_have_their_doors(client, clerk, chen):
    friend = factories.member("李明", "13900001111")
    url = f"{URL}/{chen.pk}"

    assert send(client, "post", f"{url}/consents", clerk, {"channel": "wechat", "is_granted": True}).status_code == 200
    assert send(client, "put", f"{url}/referrer", clerk, {"referrer": friend.number}).status_code == 200
    made = send(client, "post", f"{url}/relations", clerk, {"kind": "friend", "number": friend.number})
    assert made.status_code == 201
    assert client.get(f"{url}/relations", headers=clerk).json()[0]["name"] == "李明"
    assert send(client, "delete", f"{url}/relations/{made.json()['relation_id']}", clerk).status_code == 200
    file = client.get(url, headers=clerk).json()["full"]
    assert (file["consents"], file["referrer_number"]) == ({"wechat": True}, friend.number)
    colleague = factories.staff("clerk7")
    assert send(client, "put", f"{url}/clerk", clerk, {"clerk": colleague.code}).status_code == 200
    assert client.get(url, headers=clerk).json()["full"] is None  # handed over


def test_timeline_tells_lines_in_words(client, clerk, chen):
    lines = client.get(f"{URL}/{chen.pk}/timeline", headers={**clerk, "Accept-Language": "en"}).json()["lines"]
    assert [line["text"] for line in lines] == ["Joined at 门店 S01"]
    assert MemberEvent.objects.count() == 1


def test_possible_duplicates_and_areas_are_answered(client, clerk, chen):
    same = send(client, "post", f"{URL}/duplicates", clerk, {"phone": "13800135678"}).json()
    assert [(each["member"]["number"], each["reason"]) for each in same] == [(chen.number, "Same phone")]
    assert client.get("/api/v1/administrative-areas?search=杭州 西湖", headers=clerk).json() == [
        {"code": "330106", "name": "浙江省杭州市西湖区"}
    ]


def test_an_act_without_its_key_is_refused(client, clerk, chen):
    headers = {"Authorization": clerk["Authorization"]}
    answer = client.patch(f"{URL}/{chen.pk}", {"note": "x"}, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["facts"]["field"]) == (422, "Idempotency-Key")


def test_the_grade_report_counts_ones_own_reach_and_costs_only_where_seen(client):
    home = factories.store("S01")
    factories.member("陈雅琴", home=home)
    factories.member("林知夏", "13800135679", home=factories.store("S02"))
    asked = "/api/v1/grade-report?first=2026-01-01&last=2026-12-31"

    [line] = client.get(asked, headers=bearer("boss1", MANAGER, home)).json()

    assert (line["members"], line["net_cents"], line["margin_cents"]) == (1, 0, None)
    turned = client.get(asked.replace("2026-12-31", "2025-12-31"), headers=bearer("boss2", MANAGER, home))
    assert turned.status_code == 422
    assert client.get(asked, headers=bearer("nobody", {}, home)).status_code == 403
