"""./facet run: whose sign-ins are shown, and that all processes end together."""

import signal
import socket
import subprocess
import sys
import time

import pytest

from tools import house


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setattr(house, "HOME", tmp_path)
    monkeypatch.setattr(house, "PATIENCE", 1)
    for name in ("FACET_DEMO", "DATABASE_URL", "DJANGO_SETTINGS_MODULE"):
        monkeypatch.delenv(name, raising=False)


def test_an_empty_house_becomes_a_demonstration_and_stays_one():
    assert house.is_demonstration(is_empty=True)
    assert house.is_demonstration(is_empty=False)


def test_a_house_with_people_of_its_own_never_shows_demonstration_passwords():
    assert not house.is_demonstration(is_empty=False)


def test_another_database_is_not_the_demonstration(monkeypatch):
    house.is_demonstration(is_empty=True)
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/else")

    assert not house.is_demonstration(is_empty=False)


def test_production_is_never_a_demonstration(monkeypatch):
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "facet.config.settings.production")

    assert not house.is_demonstration(is_empty=True)


def test_asking_decides(monkeypatch):
    monkeypatch.setenv("FACET_DEMO", "no")
    assert not house.is_demonstration(is_empty=True)
    monkeypatch.setenv("FACET_DEMO", "yes")
    assert house.is_demonstration(is_empty=False)


def sleeper(*, stubborn=False):
    ignore = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " if stubborn else ""
    return [sys.executable, "-c", f"{ignore}import time; print('up', flush=True); time.sleep(60)"]


def test_end_asks_and_then_insists():
    ours = house.House()
    for name, stubborn in (("web", False), ("worker", True)):
        ours.children[name] = subprocess.Popen(
            sleeper(stubborn=stubborn), start_new_session=True, stdout=subprocess.PIPE
        )
        with ours.children[name].stdout as said:
            said.readline()

    ours.end()

    assert ours.children["web"].returncode == -signal.SIGTERM
    assert ours.children["worker"].returncode == -signal.SIGKILL


def test_watch_ends_with_the_web_server():
    ours = house.House()
    ours.start("web", [sys.executable, "-c", "raise SystemExit(3)"])

    began = time.monotonic()
    assert ours.watch() == 3
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(("status", "told"), [(302, ""), (500, "the first page fails (500)")])
def test_opening_tells_a_first_page_that_fails(monkeypatch, status, told):
    ours = house.House()
    ours.start("web", sleeper())
    answers = iter([0, status])
    monkeypatch.setattr(house, "first_answer", lambda: next(answers))

    said = house.opening(ours)
    ours.end()

    assert said.startswith(told)
    assert bool(said) == bool(told)


def test_opening_tells_a_server_that_did_not_start(monkeypatch):
    ours = house.House()
    ours.start("web", [sys.executable, "-c", "raise SystemExit(1)"])
    monkeypatch.setattr(house, "first_answer", lambda: 0)

    assert "did not start" in house.opening(ours)


def test_a_taken_port_is_told_before_anything_starts(monkeypatch, capsys):
    with socket.create_server(("127.0.0.1", 0)) as other:
        monkeypatch.setattr(house, "PORT", other.getsockname()[1])

        assert house.main() == 1

    assert "is taken by another program" in capsys.readouterr().out
