"""Tills that sell over HTTP as fast as the server lets them, and clerks who look things up."""

import http.client
import itertools
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from tillbench import floor
from tillbench.stock import Stand, stands

PORT = int(os.environ.get("FACET_BENCH_PORT", "8765"))
TILLS = (1, 8)


@dataclass
class Figures:
    """What one run gave. Times in milliseconds."""

    floor: dict[int, float] = field(default_factory=dict)
    rate: dict[int, float] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)
    statements: int = 0


def measure(*, seconds: int) -> Figures:
    """The floor, the sale over HTTP, look-ups, on the database this process is set up for."""
    figures = Figures()
    url = os.environ["DATABASE_URL"]
    recording = None
    for tills in TILLS:
        places = stands(tills)
        pairs = [(floor.record(stand), stand) for stand in places]
        recording = pairs[0][0]
        figures.floor[tills] = floor.sales_per_second(url, pairs, seconds=seconds)
    figures.statements = len(recording.writes) + recording.reads
    server = start()
    try:
        sell(stands(1), seconds=2)  # warm
        for tills in TILLS:
            spent, begun = sell(stands(tills), seconds=seconds), seconds
            figures.times[f"sale {tills}"] = spent
            figures.rate[tills] = len(spent) / begun
        figures.times |= look_up(stands(1)[0], rounds=200)
    finally:
        stop(server)
    return figures


def measure_elsewhere(*, seconds: int) -> Figures:
    """The same in a process of its own, for another database."""
    code = f"import django; django.setup(); from tillbench import load; load.print_figures({seconds})"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    answer = subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True, text=True)
    facts = json.loads(answer.stdout.splitlines()[-1])
    by_tills = {name: {int(tills): value for tills, value in facts[name].items()} for name in ("floor", "rate")}
    return Figures(**by_tills, times=facts["times"], statements=facts["statements"])


def print_figures(seconds: int) -> None:
    """For `measure_elsewhere`: the figures as JSON on the last line."""
    print(json.dumps(asdict(measure(seconds=seconds))))


def start() -> subprocess.Popen[bytes]:
    """The server as it runs in a shop: two workers of four threads."""
    words = [
        "-m",
        "gunicorn",
        "--preload",
        "--bind",
        f"127.0.0.1:{PORT}",
        "--workers",
        "2",
        "--threads",
        "4",
        "--worker-class",
        "gthread",
        "--graceful-timeout",
        "5",
    ]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    log = Path(os.environ["FACET_HOME"]) / "bench-web.log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [sys.executable, *words, "facet.config.wsgi"], env=environment, stdout=file, stderr=file
        )
    for _ in range(120):
        time.sleep(0.5)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", PORT)) == 0:
                return server
    raise SystemExit(f"the server did not start: {log}")


def stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGTERM)
    server.wait(20)


class Client:
    """One keep-alive connection with a bearer token."""

    def __init__(self, token: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=30)
        self.headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any, float]:
        begun = time.perf_counter()
        self.connection.request(method, f"/api/v1{path}", json.dumps(body) if body else None, self.headers | headers)
        response = self.connection.getresponse()
        text = response.read()
        return response.status, json.loads(text), (time.perf_counter() - begun) * 1000


def sell(places: list[Stand], *, seconds: int) -> list[float]:
    """Every till sells two pieces to its member, again and again; how long each sale took."""
    until = time.monotonic() + seconds
    spent: list[list[float]] = [[] for _ in places]
    refused: list[str] = []

    def work(number: int) -> None:
        stand, client = places[number], Client(places[number].token)
        customers = itertools.cycle(stand.customers)
        while time.monotonic() < until and len(stand.tags) > 1:
            body = {
                "store": stand.store, "till": stand.till, "member": next(customers),
                "lines": [{"tag": stand.tags.pop()}, {"tag": stand.tags.pop()}],
                "tenders": [{"method": "cash", "amount_cents": 10**9}],
            }  # fmt: skip
            status, answer, took = client.send("POST", "/sales", body, **{"Idempotency-Key": str(uuid.uuid4())})
            if status != 201:
                refused.append(f"{status}: {answer}")
                return
            spent[number].append(took)

    _together([lambda number=number: work(number) for number in range(len(places))])
    if refused:
        raise SystemExit(f"a sale was refused: {refused[0]}")
    return [each for row in spent for each in row]


def look_up(stand: Stand, *, rounds: int) -> dict[str, list[float]]:
    """A member by the last four digits and by pinyin, a piece by its tag."""
    client, dice = Client(stand.token), random.Random(7)
    asked = {
        "member by last four": lambda: f"/members?search={dice.randrange(10_000):04d}",
        "member by initials": lambda: "/members?search=" + dice.choice(["cy", "wm", "zh", "lj", "lq", "xy"]),
        "piece by tag": lambda: f"/pieces?tag={dice.choice(stand.tags)}",
    }
    return {name: [client.send("GET", path())[2] for _ in range(rounds)] for name, path in asked.items()}


def _together(works: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def quantile(times: list[float], share: float) -> float:
    """The time that `share` of them stay under."""
    ordered = sorted(times)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


def middle(times: list[float]) -> float:
    return statistics.median(times)
