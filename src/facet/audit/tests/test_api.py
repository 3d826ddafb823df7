"""GET /audit/events: for auditors' programs."""

from datetime import timedelta

import pytest

from facet.audit.permissions import AuditPermission
from facet.audit.tests.factories import AT, actor, record, record_many

ADDRESS = "/api/v1/audit/events"


@pytest.fixture
def call(client, monkeypatch):
    """Ask as an actor, as if the token were that person's."""

    def get(caller=None, **parameters):
        caller = caller or actor(*AuditPermission)
        monkeypatch.setattr("facet.organisation.api.tokens.BearerToken.authenticate", lambda *_: caller)
        return client.get(ADDRESS, parameters, headers={"Authorization": "Bearer x"})

    return get


@pytest.mark.django_db
def test_pages_follow_each_other_newest_first(call):
    record_many(5, seal=False)

    first = call(limit=3).json()
    second = call(limit=3, after=first["next"]).json()

    assert [item["subject_label"] for item in first["items"] + second["items"]] == [
        "JF-4",
        "JF-3",
        "JF-2",
        "JF-1",
        "JF-0",
    ]
    assert second["next"] == ""
    assert first["items"][0]["facts"] == {"net_cents": 4}


@pytest.mark.django_db
def test_filters_narrow(call):
    record_many(4, seal=False)
    record("catalog.board_price_set", subject=("catalog.board", 1, "AU999"), at=AT + timedelta(days=2))

    assert len(call(part="catalog").json()["items"]) == 1
    assert len(call(record="JF-2").json()["items"]) == 1
    assert len(call(at_from="2026-11-23").json()["items"]) == 1
    assert len(call(at_to="2026-11-21").json()["items"]) == 4


@pytest.mark.django_db
def test_without_the_right_it_is_refused(call):
    record()

    response = call(actor(AuditPermission.VIEW_HISTORY))

    assert (response.status_code, response.json()["code"]) == (403, "not_permitted")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "parameters",
    [{"limit": 0}, {"limit": 201}, {"limit": "x"}, {"at_from": "x"}, {"at_from": "9999-12-31"}, {"who": ["x" * 70]},
     {"after": "x" * 2001}, {"at_from": "2026-11-22", "at_to": "2026-11-21"}, {"who": "x" * 65}],
)  # fmt: skip
def test_nonsense_is_named(call, parameters):
    response = call(**parameters)

    assert (response.status_code, response.json()["code"]) == (422, "invalid")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "parameters", [{"after": "broken"}, {"part": "%"}, {"who": "\x00"}, {"record": b"\xff\xed\xa0\x80"}]
)
def test_odd_values_find_nothing_or_everything_but_never_break(call, parameters):
    record()

    assert call(**parameters).status_code == 200
