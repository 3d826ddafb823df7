"""What audit says on the home page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from facet.audit.models import Head, Verification
from facet.audit.selectors import chain
from facet.audit.web import panels_home

pytestmark = pytest.mark.django_db
AT = datetime(2026, 2, 14, 6, 32, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def verification(**facts):
    row = {"at": AT, "seals": 3, "last_event_at": AT, "wrong": 0, "milliseconds": 1, "actor_name": ""}
    return Verification.objects.create(**row | facts)


def test_the_figure_says_up_to_when_the_chain_holds(django_assert_num_queries):
    assert panels_home.verified(None, None, AT)["value"] == "—"
    verification()
    with django_assert_num_queries(panels_home.VERIFIED.queries):
        facts = panels_home.verified(None, None, AT)
    assert (facts["value"], facts["compare"]) == ("02-14 14:32", "no break found")


def test_a_broken_chain_a_strange_row_and_a_gap_are_alerts(monkeypatch, django_assert_num_queries):
    assert panels_home.gaps(None, None, AT) == {"rows": []}
    verification(wrong=1, first_bad_seq=7, problem="x")
    Head.objects.update_or_create(
        pk=1, defaults={"unmarked": 2, "caught_up_at": AT - timedelta(minutes=3), "hmac": b""}
    )
    with django_assert_num_queries(panels_home.GAPS.queries):
        rows = panels_home.gaps(None, None, AT)["rows"]
    monkeypatch.setattr(chain, "anything_unsealed", lambda low: True)
    more = panels_home.gaps(None, None, AT)["rows"]
    assert [row["title"] for row in rows] == [
        "The audit chain is broken at number 7", "2 rows of the audit record were put in by another hand",
    ]  # fmt: skip
    assert more[-1]["title"] == "Audit events are not being sealed"
    assert len(panels_home.gaps(None, None, AT - timedelta(minutes=2))["rows"]) == 2  # a minute is no gap
