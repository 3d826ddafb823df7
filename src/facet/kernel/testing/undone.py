"""What a whole module of tests shares: written once, rolled back when the module ends."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction  # noqa: TID251 -- the module's own transaction, around those of services


@contextmanager
def undone() -> Iterator[None]:
    """What is written inside is rolled back, as a test case's own transaction is.

    For a fixture of scope "module", inside `django_db_blocker.unblock()`; services may open their durable
    transaction in it.
    """
    with transaction.atomic():
        connection.atomic_blocks[-1]._from_testcase = True  # type: ignore[attr-defined]  # as Django's own test case says
        yield
        transaction.set_rollback(True)
