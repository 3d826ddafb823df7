"""Dying in the midst of work, at any statement: what a power cut does to a process. Source: T05."""

import os
import signal
from collections.abc import Callable
from typing import Any

from django.db import connection, connections


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


class StatementCounter:
    """Counts the statements of one piece of work."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)


def killed(work: Callable[[], Any], *, at: int, when: str) -> bool:
    """Run `work` in a forked process that dies before or after its statement `at`; whether it died."""
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
