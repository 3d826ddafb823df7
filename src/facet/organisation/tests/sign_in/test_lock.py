"""A locked session opens nothing, on any path, until its own password is given."""

import pytest
from django.urls import get_resolver, reverse

from facet.organisation.tests import factories as make

pytestmark = pytest.mark.django_db
LOCKED_PAGE = "/locked"


@pytest.fixture
def ana(client):
    person = make.staff("ana", password=make.PASSWORD, home=make.store("S01"))
    client.force_login(person)
    client.post(reverse("organisation:lock"), {"next": "/preferences"})
    return person


def every_address():
    def walk(resolver, namespace):
        for each in resolver.url_patterns:
            if hasattr(each, "url_patterns"):
                yield from walk(each, f"{namespace}{each.namespace}:" if each.namespace else namespace)
            elif each.name and not each.pattern.converters and not namespace.startswith("api"):
                yield reverse(f"{namespace}{each.name}")

    return sorted(set(walk(get_resolver(), "")))


OPEN = {"/sign-in", "/locked", "/healthz", "/sign-out"}


def test_a_locked_session_reads_no_page(client, ana):
    told = {}
    for address in every_address():
        answer = client.get(address)
        if answer.status_code == 200 and ana.name in answer.content.decode(errors="ignore"):
            told[address] = answer.status_code
        elif answer.status_code == 302 and answer.url != LOCKED_PAGE and address not in OPEN:
            told[address] = answer.url

    assert set(told) <= {LOCKED_PAGE}
    assert client.get("/preferences").url == LOCKED_PAGE


def test_a_locked_session_neither_acts_nor_reads_fragments_nor_the_api(client, ana):
    assert client.post("/preferences", {"form": "look"}).url == LOCKED_PAGE
    assert client.get("/preferences", headers={"HX-Request": "true"}).headers["HX-Redirect"] == LOCKED_PAGE
    assert client.get("/api/v1/stores").status_code == 401


def test_the_own_password_goes_on_where_the_screen_was(client, ana):
    assert ana.name in client.get(LOCKED_PAGE).content.decode()
    assert client.post(LOCKED_PAGE, {"password": "wrong one"}).status_code == 422
    assert client.get("/preferences").url == LOCKED_PAGE

    assert client.post(LOCKED_PAGE, {"password": make.PASSWORD}).url == "/preferences"
    assert client.get("/preferences").status_code == 200


def test_wrong_tries_are_slowed_down_as_at_the_door(client, ana):
    answers = [client.post(LOCKED_PAGE, {"password": "wrong one"}).status_code for _ in range(12)]

    assert answers[-1] == 429
    assert client.post(LOCKED_PAGE, {"password": make.PASSWORD}).status_code == 429


def test_somebody_else_may_sign_in_instead(client, ana):
    client.post(reverse("organisation:sign_out"))

    assert client.get(LOCKED_PAGE).url.startswith("/sign-in")


def test_the_lock_page_alone_changes_nothing(client):
    client.force_login(make.staff("eva", password=make.PASSWORD, home=make.store("S02")))

    assert client.get(reverse("organisation:lock")).status_code == 200
    assert client.get("/preferences").status_code == 200
