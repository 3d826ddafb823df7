"""A list through the whole house: signed in, in its frame, as fragments, as a file."""

import csv
import io

import pytest
from django.urls import reverse

from facet.audit import selectors as audit_selectors
from facet.kernel.permissions import house as the_house


@pytest.fixture
def auditor(browser):
    return browser("audit.view_events", language="en")


def _noted():
    """What was written about exports."""
    found = audit_selectors.events_queryset(the_house("test")).filter(action__endswith=".exported")
    return [(event.actor_name, event.action, event.facts["rows"], event.facts["conditions"]) for event in found]


@pytest.mark.parametrize("whole", [True, False])
def test_the_page_and_its_fragment(auditor, whole):
    headers = {} if whole else {"HX-Request": "true", "HX-Target": "list"}

    page = auditor.get(reverse("audit:events"), headers=headers)

    assert page.status_code == 200
    assert page.content.decode().count('id="list"') == 1
    assert ("<html" in page.content.decode()) is whole
    assert "HX-Request" in page["Vary"]


def test_an_export_is_a_file_and_a_row_in_the_audit_record(auditor):
    response = auditor.get(reverse("audit:events"), {"export": "csv", "via": "web"})

    rows = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["When", "Who", "What"]
    assert _noted() == [("林嘉慧", "audit.events.exported", len(rows) - 1, ["via"])]


def test_nonsense_is_answered_with_words_and_nothing_is_noted(auditor):
    page = auditor.get(reverse("audit:events"), {"export": "csv", "at_from": "yesterday"})

    assert page.status_code == 422
    assert "Write dates as 2026-02-14." in page.content.decode()
    assert _noted() == []


def test_without_the_right_the_page_says_who_may_help(browser):
    page = browser(language="en").get(reverse("audit:events"))

    assert page.status_code == 403
    assert 'id="list"' not in page.content.decode()


def test_a_stranger_is_sent_to_the_door(client, db):
    assert client.get(reverse("audit:events")).status_code == 302
