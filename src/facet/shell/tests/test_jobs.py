"""Background jobs on screen: the list, the figure, the alerts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from facet.kernel import clock
from facet.shell.web import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def job(status: str = "FAILED", **facts):
    at = clock.now()
    row = {
        "task_path": "facet.loyalty.tasks.regrade", "args_kwargs": {"args": [], "kwargs": {}}, "status": status,
        "enqueued_at": at, "finished_at": at, "exception_class_path": "builtins.ValueError", "backend_name": "default",
    }  # fmt: skip
    return DBTaskResult.objects.create(**row | facts)


def test_the_list_shows_what_failed_to_administrators_only(browser):
    job()
    page = browser("organisation.manage_policies", language="en").get(reverse("shell:jobs"), {"state": "FAILED"})
    html = page.content.decode()
    assert "loyalty.tasks.regrade" in html
    assert "ValueError" in html
    assert browser("audit.view_events", username="other").get(reverse("shell:jobs")).status_code == 403


def test_the_figure_and_the_alert_count_the_last_day(django_assert_num_queries):
    job()
    job(finished_at=clock.now() - timedelta(days=2))
    with django_assert_num_queries(jobs.FIGURE.queries):
        facts = jobs.failed(None, None, clock.now())
    with django_assert_num_queries(jobs.ALERT.queries):
        rows = jobs.troubles(None, None, clock.now())["rows"]
    assert facts["value"] == "1 job"
    assert [row["title"] for row in rows] == ["1 background job failed"]


def test_a_queue_that_stands_still_is_an_alert():
    job("READY", enqueued_at=clock.now() - timedelta(minutes=6), finished_at=None)
    DBTaskResult.objects.update(enqueued_at=clock.now() - timedelta(minutes=6))
    assert jobs.troubles(None, None, clock.now())["rows"][0]["title"] == "Nobody works at the background jobs"
    DBTaskResult.objects.all().delete()
    assert jobs.troubles(None, None, clock.now()) == {"rows": []}
