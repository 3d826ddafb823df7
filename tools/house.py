"""`./facet run`, second half: starts the web server, the worker and the scheduler, and ends them together.

The sign-in page is shown as soon as it answers; an empty house then fills itself with the
demonstration, behind it. Standard library only; every child is its own process group.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

PORT = int(os.environ.get("PORT", "8000"))
HOST = os.environ.get("FACET_BIND", "127.0.0.1")
ROOT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("FACET_HOME", ROOT / "var")).resolve()
DJANGO = [sys.executable, "-m", "django"]
QUIET = {"worker", "scheduler"}  # on a terminal they write to var/logs, as a service to the journal
PATIENCE = 15  # seconds that a child gets to finish what it is doing


def say(text: str) -> None:
    print(f"facet: {text}", flush=True)


def quiet_log(name: str) -> BinaryIO:
    path = HOME / "logs" / f"{name}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.open("ab")


class House:
    """The processes of one running house."""

    def __init__(self) -> None:
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.commands: dict[str, Sequence[str]] = {}
        self.leaving = False

    def start(self, name: str, command: Sequence[str]) -> None:
        self.commands[name] = command
        with contextlib.ExitStack() as open_files:
            log = open_files.enter_context(quiet_log(name)) if name in QUIET and sys.stdout.isatty() else None
            self.children[name] = subprocess.Popen(
                command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def leave(self, *_: object) -> None:
        self.leaving = True

    def watch(self) -> int:
        """Stay until told to leave or until the web server ends; a fallen worker stands up again."""
        while not self.leaving:
            time.sleep(0.5)
            for name, child in list(self.children.items()):
                if child.poll() is None:
                    continue
                if name == "web":
                    say(f"the web server ended ({child.returncode})")
                    return child.returncode or 1
                del self.children[name]
                if name == "demonstration":
                    good = child.returncode == 0
                    say("the demonstration is ready" if good else "the demonstration stopped; ./facet demo goes on")
                elif not self.leaving:
                    say(f"the {name} ended ({child.returncode}); starting it again")
                    time.sleep(2)
                    self.start(name, self.commands[name])
        return 0

    def end(self) -> None:
        """Ask every child to finish, then insist."""
        for sign, patience in ((signal.SIGTERM, PATIENCE), (signal.SIGKILL, 5)):
            for child in self.children.values():
                if child.poll() is None:
                    os.killpg(child.pid, sign)
            until = time.monotonic() + patience
            while time.monotonic() < until and any(child.poll() is None for child in self.children.values()):
                time.sleep(0.05)


def is_taken() -> bool:
    """Whether another program holds our port; it would answer in our place."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError:
            return True
    return False


def first_answer() -> int:
    """The status of the first page; 0 while nobody listens."""
    try:
        host = "127.0.0.1" if HOST == "0.0.0.0" else HOST  # noqa: S104 -- compared, not bound
        connection = http.client.HTTPConnection(host, PORT, timeout=20)
        connection.request("GET", "/")
        return connection.getresponse().status
    except OSError:
        return 0


def facts() -> dict[str, Any]:
    """What `prepare --database` wrote down: whether nobody works here yet, which commands, the sign-ins."""
    path = HOME / "prepared.json"
    return json.loads(path.read_text()) if path.exists() else {}


def is_demonstration(*, is_empty: bool) -> bool:
    """Whether this house shows the demonstration's sign-ins: asked for, begun by us, or still empty.

    A house with people of its own is never shown demonstration passwords: only the marker that
    an earlier run left for this very database makes it one.
    """
    asked = os.environ.get("FACET_DEMO", "").lower()
    if asked:
        return asked in {"1", "yes", "true"}
    if os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith("production"):
        return False
    marker = HOME / "demonstration"
    database = hashlib.sha256(os.environ.get("DATABASE_URL", "").encode()).hexdigest()
    if is_empty:
        marker.write_text(database)
    return marker.exists() and marker.read_text() == database


def web() -> list[str]:
    gunicorn = [sys.executable, "-m", "gunicorn", "facet.config.wsgi:application", "--preload"]
    size = [
        "--bind",
        f"{HOST}:{PORT}",
        "--worker-class",
        "gthread",
        "--workers",
        os.environ.get("FACET_WORKERS", "2"),
        "--threads",
        "4",
    ]
    beat = "/dev/shm"  # noqa: S108 -- gunicorn's heartbeat, not a secret
    shared_memory = ["--worker-tmp-dir", beat] if Path(beat).is_dir() else []
    return [*gunicorn, *size, *shared_memory, "--graceful-timeout", "10", "--log-level", "warning"]


def main() -> int:
    if is_taken():
        say(f"port {PORT} is taken by another program; PORT={PORT + 1} ./facet run takes the next")
        return 1
    known = facts()
    demonstration = is_demonstration(is_empty=bool(known.get("is_empty")))
    os.environ["FACET_DEMO"] = "yes" if demonstration else "no"
    took, began = int(sys.argv[1]) if len(sys.argv) > 1 else 0, time.monotonic()
    house = House()
    for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, house.leave)
    house.start("web", web())
    try:
        if problem := opening(house):
            say(problem)
            return 1
        if not house.leaving:
            say(f"ready after {took + time.monotonic() - began:.0f} s: http://{HOST}:{PORT}/")
            begin_background(house, known, demonstration=demonstration)
        return house.watch()
    finally:
        house.end()


def opening(house: House) -> str:
    """Wait for the first page; what is wrong with it, or nothing."""
    web = house.children["web"]
    while web.poll() is None and not house.leaving:
        status = first_answer()
        if status >= 500:
            return f"the first page fails ({status}); the reason stands above"
        if status:
            return ""
        time.sleep(0.1)
    return "" if house.leaving else "the web server did not start; the reason stands above"


def begin_background(house: House, known: dict[str, Any], *, demonstration: bool) -> None:
    """The worker, the scheduler, and the demonstration while it is not complete."""
    commands = known.get("commands", [])
    if "db_worker" in commands:
        house.start("worker", [*DJANGO, "db_worker", "--no-reload"])
    if "scheduler" in commands:
        house.start("scheduler", [*DJANGO, "scheduler"])
    if demonstration and "demo" in commands:
        say("the demonstration chain fills in behind the sign-in page; sign in as")
        for username, password in known.get("sign_ins", []):
            say(f"    {username:16} {password}")
        house.start("demonstration", [*DJANGO, "demo", "--if-empty", "--progress"])
    say("Ctrl-C ends it")


if __name__ == "__main__":
    sys.exit(main())
