"""A database that may forget what it has acknowledged is refused before the first row is written.

Source: decisions.md D3; measured: 121 acknowledged writes lost with the switches off.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

SWITCHES = ("fsync", "full_page_writes", "synchronous_commit")
_SAFE = frozenset({"on", "local", "remote_write", "remote_apply"})


@register(Tags.database)
def database_keeps_its_word(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """One error for each switch of PostgreSQL that trades safety for speed. Runs with `migrate` and at start."""
    return [
        Error(
            f"PostgreSQL runs with {switch} = {value}: a power failure would lose paid sales.",
            hint=f"Set {switch} = on in postgresql.conf, reload, and start again.",
            id="facet.E001",
        )
        for alias in databases or ()
        for switch, value in _settings(alias).items()
        if value not in _SAFE
    ]


def _settings(alias: str) -> dict[str, str]:
    connection = connections[alias]
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(SWITCHES)])
        return dict(cursor.fetchall())
