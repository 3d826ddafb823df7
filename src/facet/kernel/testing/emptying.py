"""Empty the tables after a test with real transactions, on PostgreSQL: only those that the test has written to.

TRUNCATE of a few hundred tables takes seconds each time, whatever is in them; most tests write to twenty.
"""

from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations


def empty_only_what_was_written(operations: type[BaseDatabaseOperations]) -> None:
    """Teach `operations` (the PostgreSQL backend's) to do so; a user who may not leave out foreign keys truncates."""
    truncate = operations.sql_flush

    def sql_flush(
        self: Any, style: Any, tables: list[str], *, reset_sequences: bool = False, allow_cascade: bool = False
    ) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('is_superuser') = 'on'")
            if reset_sequences or not tables or not cursor.fetchone()[0]:
                return truncate(self, style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
            names = {table: self.quote_name(table) for table in tables}
            asked = (f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {name})" for table, name in names.items())  # noqa: S608 -- our own tables
            cursor.execute(" UNION ALL ".join(asked))
            written = [names[table] for (table,) in cursor.fetchall()]
        deletes = [f"DELETE FROM {name}" for name in written]  # noqa: S608 -- as above
        return [
            "SET session_replication_role = replica",  # no foreign keys, no triggers: in any order
            *deletes,
            "SET session_replication_role = DEFAULT",
        ]

    operations.sql_flush = sql_flush  # type: ignore[method-assign, assignment]
