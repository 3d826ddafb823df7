"""A moment between two portions in which somebody else may write."""

import time

from django.db import connection

PAUSE = 0.05  # seconds; SQLite has one writer, and whoever waits for it looks again every tenth of a second


def let_others_write() -> None:
    """Stand aside where the database has one writer; inside a test's own transaction nobody waits."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        time.sleep(PAUSE)
