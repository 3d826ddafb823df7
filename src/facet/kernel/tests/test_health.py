"""/healthz says what is wrong, and nothing about people."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.test import RequestFactory

from facet.kernel import health, outbox
from facet.kernel.registry import Check, Consumer
from facet.kernel.tests.factories import AT
from facet.kernel.transactions import unit_of_work


@pytest.fixture(autouse=True)
def _migrated(monkeypatch):
    monkeypatch.setattr(health, "_missing_migrations", lambda: [])
    monkeypatch.setattr(health, "_applied", False)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: type("U", (), {"free": 50, "total": 100}))


def _ask():
    response = health.healthz(RequestFactory().get("/healthz"))
    return response.status_code, json.loads(response.content)


@pytest.mark.django_db
def test_healthz_is_ok_when_all_is_well(slots):
    status, body = _ask()

    assert (status, body["status"]) == (200, "ok")
    assert list(body["checks"]) == ["database", "disk", "migrations", "queue", "outbox"]
    assert body["checks"]["disk"] == {"problems": [], "free_percent": 50}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("target", "value", "problem"),
    [
        ("health._missing_migrations", lambda: [("sales", "0002_x")], "migrations: not yet applied: sales.0002_x"),
        ("jobs.queue_age", lambda at: timedelta(minutes=6), "queue: the oldest job has waited 360 s for a worker"),
        ("outbox.waiting_since", lambda at: timedelta(minutes=6), "outbox: the oldest event has waited 360 s"),
        ("outbox.dead_letters", lambda: 2, "outbox: 2 events could not be delivered; see ./facet outbox"),
        ("health.LEAST_FREE", 51, "disk: only 50 % of the disk is free"),
    ],
)
def test_each_trouble_is_named(target, value, problem, slots, monkeypatch):
    monkeypatch.setattr(f"facet.kernel.{target}", value)

    status, body = _ask()

    assert status == 503
    assert [f"{key}: {each}" for key, check in body["checks"].items() for each in check["problems"]] == [problem]


@pytest.mark.django_db
def test_what_domains_offer_is_asked_and_a_check_that_falls_over_is_a_finding(slots):
    def broken():
        raise KeyError("13912345678")

    slots.offer("health", "audit.sealed", Check("audit.sealed", "Seals", lambda: ["unsealed for 12 s"]))
    slots.offer("health", "broken", Check("broken", "Broken", broken))

    status, body = _ask()

    assert status == 503
    assert body["checks"]["audit.sealed"]["problems"] == ["unsealed for 12 s"]
    assert body["checks"]["broken"]["problems"] == ["KeyError"]


@pytest.mark.django_db
def test_without_a_database_the_answer_still_comes(slots, monkeypatch):
    class Gone:
        vendor = "postgresql"

        def cursor(self):
            raise OperationalError("server closed the connection")

    monkeypatch.setattr(health, "connection", Gone())

    status, body = _ask()

    assert status == 503
    assert list(body["checks"]) == ["database", "disk"]


@pytest.mark.django_db
def test_a_fresh_event_is_no_trouble(slots):
    slots.offer("consumer", "shop", Consumer("shop", ("a.b",), lambda event: None))
    unit_of_work(lambda: outbox.publish("a.b", at=AT))()

    assert [each.problems for each in health.examine(AT + timedelta(minutes=4)) if each.key == "outbox"] == [[]]
    assert [bool(each.problems) for each in health.examine(AT + timedelta(minutes=6)) if each.key == "outbox"] == [True]


def test_check_books_ends_wrong_when_a_book_differs(slots, capsys):
    slots.offer("books", "points", Check("points", "Points", lambda: []))
    call_command("check_books")
    assert "1 books agree" in capsys.readouterr().out

    slots.offer("books", "stock", Check("stock", "Stock", lambda: ["lot 4: 3 pieces, entries say 2"]))
    with pytest.raises(CommandError, match="1 differences in 2 books"):
        call_command("check_books")
    assert "lot 4: 3 pieces, entries say 2" in capsys.readouterr().out
