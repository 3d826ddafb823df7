"""Two at once, on PostgreSQL: SQLite has one writer, so there is nothing to see there."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection, connections


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "concurrency" in item.path.parts:
            item.add_marker(pytest.mark.concurrency)


@pytest.fixture(autouse=True)
def _postgresql_only(request: pytest.FixtureRequest) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: DATABASE_URL=postgresql://…")


@pytest.fixture
def together() -> Callable[[Sequence[Callable[[], Any]]], list[Any]]:
    """`together([a, b, …])`: start all at one moment, each on its own connection; their answers or refusals."""

    def run(works: Sequence[Callable[[], Any]]) -> list[Any]:
        answers: list[Any] = [None] * len(works)
        gate = threading.Barrier(len(works), timeout=30)

        def one(number: int) -> None:
            try:
                gate.wait()
                answers[number] = works[number]()
            except Exception as refusal:  # the caller judges it
                answers[number] = refusal
            finally:
                connections.close_all()

        threads = [threading.Thread(target=one, args=(number,)) for number in range(len(works))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return answers

    return run
