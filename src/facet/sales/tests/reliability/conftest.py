"""Real threads and real kills, on whichever database the suite runs on."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connections

from facet.kernel.testing import killing


@pytest.fixture
def together() -> Callable[[Sequence[Callable[[], Any]]], list[Any]]:
    """`together([a, b, …])`: start all at one moment, each on its own connection; their answers or refusals."""

    def run(works: Sequence[Callable[[], Any]]) -> list[Any]:
        answers: list[Any] = [None] * len(works)
        gate = threading.Barrier(len(works), timeout=60)

        def one(number: int) -> None:
            try:
                gate.wait()
                answers[number] = works[number]()
            except Exception as refusal:
                answers[number] = refusal
            finally:
                connections.close_all()

        threads = [threading.Thread(target=one, args=(number,)) for number in range(len(works))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
        return answers

    return run


@pytest.fixture
def killed() -> Callable[..., bool]:
    """`killed(work, at=k, when="before")`: see facet.kernel.testing.killing."""
    return killing.killed
