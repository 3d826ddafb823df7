"""The only module that says `transaction`: where the actor meets the connection.

PostgreSQL runs with `lock_timeout` (set on the connection, see config/settings/base.py);
SQLite begins every transaction IMMEDIATE. Source: decisions.md D3, style.md §3.5.
"""

import contextlib
import functools
import random
import time
from collections.abc import Callable, Iterator
from typing import ParamSpec, TypeVar

from django.db import OperationalError, connection, transaction

from facet.kernel.errors import StillWorking
from facet.kernel.permissions import Actor

P = ParamSpec("P")
R = TypeVar("R")

_AGAIN = {"40001", "40P01"}  # serialization failure, deadlock: the whole use case may run again
_BUSY = {"55P03"}  # lock_timeout
_TRIES = 3


def unit_of_work(use_case: Callable[P, R]) -> Callable[P, R]:
    """Run a use case in the only transaction of the request; nesting is an error.

    A deadlock victim is run again, three times at most: a use case is a function of its
    arguments. A lock that is not given in time becomes the refusal StillWorking.
    """

    @functools.wraps(use_case)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        for tries_left in reversed(range(_TRIES)):
            try:
                with transaction.atomic(durable=True):
                    return use_case(*args, **kwargs)
            except OperationalError as error:
                state = getattr(error.__cause__, "sqlstate", None)
                if state in _AGAIN and tries_left:
                    time.sleep(random.uniform(0.005, 0.05))  # noqa: S311 -- jitter, not a secret
                    continue
                if state in _AGAIN | _BUSY or "database is locked" in str(error):
                    raise StillWorking from error
                raise
        raise AssertionError("unreachable")

    wrapper.unit_of_work = True  # type: ignore[attr-defined]
    return wrapper


def joins_unit_of_work(step: Callable[P, R]) -> Callable[P, R]:
    """A step that must never commit on its own: refuses to run outside a unit of work.

    A test's own wrapping transaction does not count, or the check would only work live.
    """

    @functools.wraps(step)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        if not _is_open():
            raise RuntimeError(f"{step.__qualname__} needs an open unit of work")
        return step(*args, **kwargs)

    wrapper.joins_unit_of_work = True  # type: ignore[attr-defined]
    return wrapper


def noted_reading(read: Callable[P, R]) -> Callable[P, R]:
    """A read that leaves a row behind (an export): joins an open transaction, else runs in its own.

    A page is read inside `viewing`, whose transaction commits before the answer leaves the house.
    """
    alone = unit_of_work(read)

    @functools.wraps(read)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        return read(*args, **kwargs) if _is_open() else alone(*args, **kwargs)

    return wrapper


def _is_open() -> bool:
    """Whether a transaction of ours is open; a test's own wrapping one does not count."""
    return not all(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


@contextlib.contextmanager
def viewing(actor: Actor) -> Iterator[None]:
    """Around reads: a transaction on PostgreSQL, so that one page shows one moment; nothing on SQLite.

    Row-level security will tell the connection here who is looking.
    """
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with transaction.atomic():
            yield
    else:
        yield


@contextlib.contextmanager
def set_apart() -> Iterator[None]:
    """Around one part of a page: inside `viewing` on PostgreSQL its database error spoils nothing else."""
    if connection.in_atomic_block:
        with transaction.atomic():
            yield
    else:
        yield
