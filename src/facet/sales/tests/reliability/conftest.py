"""Real threads and real kills, on whichever database the suite runs on."""

import os
import signal
import threading
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from django.db import connection, connections


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


class Killer:
    """Kills its own process before or after the k-th statement."""

    def __init__(self, at: int, when: str) -> None:
        self.at, self.when, self.count = at, when, 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        if (self.count, "before") == (self.at, self.when):
            os.kill(os.getpid(), signal.SIGKILL)
        result = execute(sql, params, many, context)
        if (self.count, "after") == (self.at, self.when):
            os.kill(os.getpid(), signal.SIGKILL)
        return result


@pytest.fixture
def killed() -> Callable[..., bool]:
    """`killed(work, at=k, when="before")`: run `work` in a forked process that dies there; whether it died."""

    def run(work: Callable[[], Any], *, at: int, when: str) -> bool:
        connections.close_all()
        child = os.fork()
        if child == 0:
            status = 0
            try:
                with connection.execute_wrapper(Killer(at, when)):
                    work()
                if when == "after commit":
                    os.kill(os.getpid(), signal.SIGKILL)
            except BaseException:
                status = 3
            os._exit(status)
        _, status = os.waitpid(child, 0)
        if not os.WIFSIGNALED(status):
            assert os.WEXITSTATUS(status) == 0, "the work failed by itself"
        return os.WIFSIGNALED(status)

    return run
