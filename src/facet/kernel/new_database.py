"""A new database gets its tables from the models as they stand; migrations are for databases that have a history.

Every migration renders the models of its day, which takes a minute for a whole history on an empty database.
`makemigrations --check` (in `./facet check`) holds that both ways lead to the same tables, and a migration that
moves rows has none to move in an empty house.
"""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

SIGN = "kernel_operation"  # the table that stands when ours stand: all are made in one transaction


def bring_up_to_date() -> None:
    """Create or migrate the tables. A build that was cut off before its migrations were noted is taken up there."""
    if not MigrationRecorder(connection).applied_migrations():
        if SIGN not in connection.introspection.table_names():
            _create()
        call_command("migrate", fake=True, interactive=False, verbosity=0)
    call_command("migrate", interactive=False, verbosity=0)


def _create() -> None:
    known = settings.MIGRATION_MODULES
    settings.MIGRATION_MODULES = _NoModules()
    try:
        call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    finally:
        settings.MIGRATION_MODULES = known


class _NoModules:
    """For Django: no app has migrations."""

    def __contains__(self, app: object) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None

    def get(self, app: str, default: Any = None) -> None:
        return None
