"""The log of contacts on screen and by API."""

from uuid import uuid4

import pytest
from django.urls import reverse

from facet.catalog.services.install import install_catalog
from facet.kernel.permissions import house
from facet.members import services
from facet.members.models import Contact, Need
from facet.members.rules.contact_log import ContactChannel, ContactIn
from facet.members.tests import factories
from facet.members.tests.test_api import CLERK, bearer, send
from facet.members.tests.test_web import OWN, STORE, sign_in, text
from facet.organisation.models import Task

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogue(db):
    install_catalog(actor=house("test"), at=factories.AT)


@pytest.fixture
def chen():
    return factories.member()


@pytest.fixture
def clerk(client):
    return sign_in(client, "clerk1", OWN)


def form(**facts):
    return {"operation_id": str(uuid4()), "channel": "call", "direction": "out", "topic": "greeting",
            "outcome": "reached", **facts}  # fmt: skip


def log(member, actor=None, at=factories.AT):
    return services.record_contact(
        actor=actor or factories.clerk(), operation=factories.key(), member_id=member.pk,
        contact=ContactIn(channel=ContactChannel.CALL, topic="greeting", text="想看古法手镯"), at=at,
    )  # fmt: skip


def test_one_press_saves_a_call_that_reached_her_and_the_next_contact_shows_the_need(clerk, chen):
    url = reverse("members:contact", args=[chen.pk])
    assert 'value="call" id="id_channel_0"' in text(clerk.get(url)) or "checked" in text(clerk.get(url))
    sent = clerk.post(url, form(need_text="要一只给妈妈的手镯", budget_to="30000"))

    assert (sent.status_code, Contact.objects.count(), Need.objects.get().budget_to_cents) == (302, 1, 3_000_000)
    assert "要一只给妈妈的手镯" in text(clerk.get(url))
    page = text(clerk.get(reverse("members:member", args=[chen.pk]) + "?tab=contacts"))
    assert "要一只给妈妈的手镯" in page
    assert "¥30,000" in page


def test_a_refused_contact_keeps_what_was_typed_and_writes_nothing(clerk, chen):
    url = reverse("members:contact", args=[chen.pk])
    answer = clerk.post(url, form(follow_up_on="2001-01-01", text="别丢了这句话"))

    assert (answer.status_code, Contact.objects.count(), Task.objects.count()) == (422, 0, 0)
    assert "别丢了这句话" in text(answer)


def test_an_entry_is_corrected_on_its_page_and_shows_what_stood_there(clerk, chen):
    clerk.post(reverse("members:contact", args=[chen.pk]), form(text="写错了"))
    entry = reverse("members:contact_entry", args=[Contact.objects.get().pk])
    answer = clerk.post(entry, {"operation_id": str(uuid4()), "topic": "repair", "outcome": "bought", "text": "写对了"})

    assert answer.status_code == 302
    assert "写错了" in text(clerk.get(entry))
    assert "写对了" in text(clerk.get(entry))


def test_list_analysis_and_silent_pages_open_and_stay_in_reach(client, clerk, chen):
    log(chen)
    for name in ("contact_log", "contact_analysis", "silent"):
        assert clerk.get(reverse(f"members:{name}")).status_code == 200
    for by in ("need", "channel", "clerk", "period", "nonsense"):
        assert clerk.get(reverse("members:contact_analysis") + f"?by={by}&first=2026-11-01").status_code == 200
    assert chen.number in text(clerk.get(reverse("members:contact_log")))
    other = sign_in(client, "manager9", STORE, factories.store("S09"))
    assert chen.number not in text(other.get(reverse("members:contact_log")))


def test_a_need_is_closed_and_a_reminder_added_from_the_page(clerk, chen):
    clerk.post(reverse("members:need", args=[chen.pk]), {"operation_id": str(uuid4()), "need_text": "对戒"})
    need = Need.objects.get()
    closed = clerk.post(
        reverse("members:close_need", args=[need.pk]), {"operation_id": str(uuid4()), "state": "served"}
    )
    assert (closed.status_code, Need.objects.get().state) == (302, "served")

    task = {"operation_id": str(uuid4()), "text": "寄证书", "due_on": "2099-01-01"}
    assert clerk.post(reverse("members:task", args=[chen.pk]), task).status_code == 302
    assert Task.objects.get().facts == {"number": chen.number, "text": "寄证书"}


URL = "/api/v1/members"


def test_api_records_lists_needs_and_closes(client, chen):
    clerk = bearer("clerk1", CLERK)
    body = {"channel": "wechat", "topic": "need", "text": "问戒圈", "need": {"text": "戒指", "category": "gold-plain"}}
    made = send(client, "post", f"{URL}/{chen.pk}/contacts", clerk, body)
    again = send(client, "post", f"{URL}/{chen.pk}/contacts", clerk, body, again=True)
    listed = client.get(f"{URL}/{chen.pk}/contacts", headers=clerk).json()
    needs = client.get(f"{URL}/{chen.pk}/needs", headers=clerk).json()

    assert (made.status_code, made.json()) == (201, again.json())
    assert [(each["text"], each["channel"]) for each in listed] == [("问戒圈", "wechat")]
    assert send(client, "post", f"/api/v1/needs/{needs[0]['id']}/close", clerk, {"state": "dropped"}).status_code == 200
    counted = client.get("/api/v1/contact-analysis?first=2020-01-01&last=2099-01-01&by=topic", headers=clerk).json()
    assert (counted["contacts"], counted["people"], counted["lines"][0]["key"]) == (1, 1, None)


@pytest.mark.parametrize(("body", "status"), [
    ({"channel": "pigeon", "topic": "need"}, 422), ({"channel": "call", "topic": "no-such"}, 422),
    ({"channel": "call", "topic": "need", "relation_id": 987_654}, 404), ({"channel": "call"}, 422),
])  # fmt: skip
def test_api_refuses_in_words_and_writes_nothing(client, chen, body, status):
    clerk = bearer("clerk1", CLERK)
    answer = send(client, "post", f"{URL}/{chen.pk}/contacts", clerk, body)
    assert (answer.status_code, Contact.objects.count()) == (status, 0)
    assert answer.json()["code"]


def test_api_of_another_store_s_member_is_forbidden_or_unknown(client, chen):
    contact_id = log(chen)
    foreign = bearer("clerk5", CLERK, factories.store("S05"))
    body = {"channel": "call", "topic": "need"}
    assert send(client, "post", f"{URL}/{chen.pk}/contacts", foreign, body).status_code == 403
    assert client.get(f"{URL}/{chen.pk}/contacts", headers=foreign).status_code == 404
    assert client.get(f"{URL}/{chen.pk}/needs", headers=foreign).status_code == 404
    correction = {"topic": "need", "outcome": "reached", "text": "x"}
    assert send(client, "put", f"/api/v1/contacts/{contact_id}", foreign, correction).status_code in {403, 404}
    assert Contact.objects.get().version == 1
