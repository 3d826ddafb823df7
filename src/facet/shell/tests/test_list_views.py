"""Saved views on screen and by API: without scripts, restored as they were, never beyond one's rights."""

import json

import pytest
from django.urls import reverse

from facet.organisation.models import SavedView
from facet.organisation.tests import factories as house

LIST = "organisation.stores"
EDITOR = reverse("shell:view", args=[LIST])


@pytest.fixture
def viewer(browser):
    return browser("organisation.view_stores", language="en")


def _form(**more):
    fields = {
        "back": "/stores", "name": "Codes", "order": ["code", "name"], "column": ["code"], "groups": "1",
        "rows_0": "1", "cond_0_0": "search", "text_0_0": "S0", "match": "all", "size": "50", "share": "mine",
    }  # fmt: skip
    return fields | more


def test_a_view_is_saved_and_restored_on_another_device(viewer, client):
    answer = viewer.post(EDITOR, _form(act="new"))

    view = SavedView.objects.get()
    assert answer["Location"] == f"/stores?view={view.pk}"
    first = viewer.get(answer["Location"]).content
    client.force_login(view.owner)
    again = client.get(answer["Location"]).content
    table = [page[page.index(b"<table") : page.index(b"</table>")] for page in (first, again)]
    assert table[0] == table[1]
    assert b"Code" in table[0]
    assert table[0].count(b"<th ") - table[0].count(b"data-pick-all") == 1  # the column, not the box that picks rows


def test_every_button_keeps_the_form(viewer):
    moved = viewer.post(EDITOR, _form(act="down:code")).content.decode()
    assert moved.index('value="name"') < moved.index('value="code"')
    added = viewer.post(EDITOR, _form(act="add:0", new_0="kind")).content.decode()
    assert 'name="cond_0_1" value="kind"' in added
    dropped = viewer.post(EDITOR, _form(act="drop:0-0")).content.decode()
    assert 'name="cond_0_0"' not in dropped
    assert 'name="match_1"' in viewer.post(EDITOR, _form(act="group")).content.decode()
    assert not SavedView.objects.exists()


def test_a_refusal_keeps_what_was_typed(viewer):
    viewer.post(EDITOR, _form(act="new"))
    page = viewer.post(EDITOR, _form(act="new"))

    assert page.status_code == 409
    assert "You have a view named Codes" in page.content.decode()
    assert 'value="S0"' in page.content.decode()


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example/x", "/\\evil", "javascript:1"])
def test_going_back_stays_in_the_house(viewer, back):
    answer = viewer.post(EDITOR, _form(act="new", back=back))

    assert answer["Location"].startswith(("/?", "/x?"))


def test_somebody_elses_view_is_unknown(viewer, browser):
    viewer.post(EDITOR, _form(act="new"))
    view = SavedView.objects.get()
    other = browser("organisation.view_stores", username="zhou", name="周", language="en")

    assert other.get(f"/stores?view={view.pk}").status_code == 404
    assert other.post(reverse("shell:delete_view", args=[view.pk])).status_code == 404
    assert SavedView.objects.exists()


def test_picked_rows_become_a_file(viewer):
    house.store("S02")
    keys = [row.pk for row in (house.store("S01"),)]

    file = viewer.post(reverse("shell:list_export", args=[LIST]), {"row": keys, "kind": "csv", "back": "/stores"})

    text = file.content.decode("utf-8-sig")
    assert "S01" in text
    assert "S02" not in text


def test_the_api_keeps_views(person, client):
    who = person("organisation.view_stores")
    headers = house.bearer(who)
    body = {"list": LIST, "name": "API", "content": {"columns": ["code"]}}

    made = client.post("/api/v1/views", json.dumps(body), content_type="application/json", headers=headers)
    assert made.status_code == 201, made.content
    listed = client.get(f"/api/v1/views?list={LIST}", headers=headers)
    assert listed.json()[0]["content"] == made.json()["content"]
    gone = client.delete(f"/api/v1/views/{made.json()['id']}", headers=headers)
    assert (gone.status_code, SavedView.objects.count()) == (200, 0)
    assert client.delete("/api/v1/views/999999", headers=headers).status_code == 404
    bad = client.post(
        "/api/v1/views",
        json.dumps(body | {"content": {"columns": ["x"]}}),
        content_type="application/json",
        headers=headers,
    )
    assert bad.status_code == 422
