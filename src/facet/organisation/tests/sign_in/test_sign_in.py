from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import identify_hasher, make_password
from django.contrib.sessions.models import Session

from facet.audit.models import Event
from facet.organisation.models import Staff
from facet.organisation.tests import factories as make

pytestmark = pytest.mark.django_db
WRONG, TOO_SOON = 422, 429


@pytest.fixture
def ana():
    return make.staff("ana", password=make.PASSWORD, home=make.store("S01"))


def try_as(client, username, password, **more):
    return client.post("/sign-in", {"username": username, "password": password, **more.pop("form", {})}, **more)


def test_the_right_password_leads_to_the_page_that_was_asked_for(client, ana):
    asked = client.get("/preferences")
    assert (asked.status_code, asked.url) == (302, "/sign-in?next=%2Fpreferences")
    answer = try_as(client, " ANA ", make.PASSWORD, form={"next": "/preferences"})
    assert (answer.status_code, answer.url) == (302, "/preferences")
    assert client.get("/preferences").status_code == 200
    assert list(Event.objects.values_list("action", "subject_label")) == [("organisation.signed_in", "ANA")]


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "http:///x"])
def test_next_never_leads_out_of_the_house(client, ana, target):
    assert try_as(client, "ana", make.PASSWORD, form={"next": target}).url == "/"


def test_the_session_key_changes_at_sign_in(client, ana):
    client.get("/sign-in")
    session = client.session
    session["planted"] = True
    session.save()
    planted = session.session_key
    client.cookies["sessionid"] = planted
    try_as(client, "ana", make.PASSWORD)
    assert client.session.session_key != planted
    assert not Session.objects.filter(pk=planted).exists()


def test_wrong_name_and_wrong_password_look_the_same(client, ana):
    bodies = {try_as(client, name, "not it").content.decode().replace(name, "*") for name in ("ana", "bob")}
    texts = {body.split("fc-banner--danger")[1].split("</div>")[0] for body in bodies}
    assert len(texts) == 1


def test_a_refused_try_is_recorded_without_what_was_typed(client, ana):
    try_as(client, "ana", "secret-1")
    try_as(client, "secret-2", "x")
    rows = list(Event.objects.order_by("pk").values_list("action", "subject_label", "facts", "actor_key"))
    assert rows == [
        ("organisation.sign_in_refused", "ANA", {"network": "127.0.0.*"}, "anonymous"),
        ("organisation.sign_in_refused", "?", {"network": "127.0.0.*"}, "anonymous"),
    ]


def test_five_wrong_tries_make_the_right_password_wait(client, ana, django_assert_num_queries):
    with time_machine.travel(make.moment(), tick=False) as clock:
        answers = [try_as(client, "ana", f"wrong {n}").status_code for n in range(5)]
        assert answers == [WRONG] * 4 + [TOO_SOON]
        early = try_as(client, "ana", make.PASSWORD)
        assert (early.status_code, early["Retry-After"]) == (TOO_SOON, "1")
        clock.shift(timedelta(seconds=1))
        assert try_as(client, "ana", "wrong").headers["Retry-After"] == "2"
        clock.shift(timedelta(seconds=2))
        assert try_as(client, "ana", make.PASSWORD).status_code == 302


def test_a_try_that_comes_too_soon_is_neither_hashed_nor_counted(client, ana, monkeypatch):
    with time_machine.travel(make.moment(), tick=False) as clock:
        for number in range(6):
            try_as(client, "ana", f"wrong {number}")
        hashing = "django.contrib.auth.backends.ModelBackend.authenticate"
        monkeypatch.setattr(hashing, lambda *a, **k: pytest.fail("hashed"))
        events = Event.objects.count()
        assert [try_as(client, "ana", make.PASSWORD)["Retry-After"] for _ in range(20)] == ["1"] * 20
        assert Event.objects.count() == events
        monkeypatch.undo()
        clock.shift(timedelta(seconds=1))
        assert try_as(client, "ana", make.PASSWORD).status_code == 302


def test_ten_wrong_tries_over_many_names_slow_the_address_only(client, ana):
    with time_machine.travel(make.moment(), tick=False):
        answers = [try_as(client, f"guess{n}", "x", REMOTE_ADDR="10.0.0.9").status_code for n in range(10)]
        assert answers == [WRONG] * 9 + [TOO_SOON]
        assert try_as(client, "ana", make.PASSWORD, REMOTE_ADDR="10.0.0.9").status_code == TOO_SOON
        assert try_as(client, "ana", make.PASSWORD, REMOTE_ADDR="10.0.0.10").status_code == 302


def test_nobody_is_locked_out_for_ever(client, ana):
    with time_machine.travel(make.moment(), tick=False) as clock:
        for number in range(40):
            try_as(client, "ana", f"wrong {number}", REMOTE_ADDR=f"10.0.0.{number}")
            clock.shift(timedelta(seconds=301))
        assert try_as(client, "ana", make.PASSWORD).status_code == 302


def test_a_person_who_left_cannot_sign_in_and_loses_the_open_session(client, ana):
    try_as(client, "ana", make.PASSWORD)
    Staff.objects.filter(pk=ana.pk).update(is_active=False)
    assert client.get("/preferences").status_code == 302
    assert try_as(client, "ana", make.PASSWORD).status_code == WRONG


def test_the_first_password_must_be_changed_before_anything_else(client, ana):
    Staff.objects.filter(pk=ana.pk).update(must_change_password=True)
    try_as(client, "ana", make.PASSWORD)
    assert client.get("/preferences").url == "/first-password"
    wish = {
        "present": make.PASSWORD,
        "new": "一枚安静的戒指 2026",
        "again": "一枚安静的戒指 2026",
        "language": "en",
        "text_size": "large",
    }
    assert client.post("/first-password", wish | {"again": "other"}).status_code == WRONG
    assert client.post("/first-password", wish | {"present": "other"}).status_code == WRONG
    assert client.post("/first-password", wish | {"new": "12345678", "again": "12345678"}).status_code == WRONG
    assert client.post("/first-password", wish | {"new": make.PASSWORD, "again": make.PASSWORD}).status_code == WRONG
    assert client.get("/preferences").url == "/first-password"
    assert client.post("/first-password", wish).url == "/"
    page = client.get("/preferences")
    assert (page.status_code, page.wsgi_request.text_size, page.wsgi_request.LANGUAGE_CODE) == (200, "large", "en")


def test_a_new_password_ends_the_other_sessions(client, ana, django_user_model):
    from django.test import Client

    elsewhere = Client()
    for each in (client, elsewhere):
        try_as(each, "ana", make.PASSWORD)
    wish = {"form": "password", "present": make.PASSWORD, "new": "another quiet ring", "again": "another quiet ring"}
    assert client.post("/preferences", wish).status_code == 302
    assert client.get("/preferences").status_code == 200
    assert elsewhere.get("/preferences").status_code == 302


def test_signing_out_ends_the_session(client, ana):
    try_as(client, "ana", make.PASSWORD)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").url == "/sign-in"
    assert client.get("/preferences").status_code == 302


def test_a_fragment_without_a_session_sends_the_whole_page_to_the_door(client):
    answer = client.get("/preferences", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/members/5"})
    assert answer["HX-Redirect"] == "/sign-in?next=%2Fmembers%2F5"


def test_the_request_carries_an_id(client):
    assert client.get("/sign-in", headers={"X-Request-Id": "till-3-0000042"})["X-Request-Id"] == "till-3-0000042"
    assert len(client.get("/sign-in", headers={"X-Request-Id": "bad id\r\n"})["X-Request-Id"]) == 32


def test_passwords_are_hashed_with_argon2id(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    encoded = make_password("x" * 128)
    assert encoded.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
    assert identify_hasher(encoded).verify("x" * 128, encoded)
    assert not identify_hasher(encoded).verify("x" * 127, encoded)
