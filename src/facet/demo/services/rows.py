"""Rows by the thousand: one prepared statement for each table, the columns made as the models make them.

`bulk_create` builds a new statement for every thirty rows on SQLite; here the database sees one.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import connection, models
from django.db.models import Max

from facet.kernel.transactions import joins_unit_of_work

Row = dict[str, Any]
_PLAIN = (
    models.CharField, models.IntegerField, models.TextField, models.BooleanField, models.ForeignKey, models.AutoField,
)  # fmt: skip
_DEFERRED = (models.JSONField, models.UUIDField)


@joins_unit_of_work
def next_ids(model: type[models.Model], count: int) -> range | Sequence[int]:
    """The keys of the next `count` rows of `model`. Queries: 1."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [model._meta.db_table, count],
            )
            return [key for (key,) in cursor.fetchall()]
    last = models.QuerySet(model).aggregate(last=Max("pk"))["last"] or 0
    return range(last + 1, last + count + 1)


@joins_unit_of_work
def insert(model: type[models.Model], rows: Iterable[Row]) -> int:
    """Write `rows`, given by column (`store_id`); what is missing takes the model's default. Gives how many.

    For models without sealed columns. Queries: 1 for all.
    """
    found = list(rows)
    if not found:
        return 0
    given = found[0].keys()
    fields = [field for field in model._meta.concrete_fields if not field.primary_key or field.attname in given]
    makers = [_maker(field, given) for field in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608 -- our own names
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[make(row) for make in makers] for row in found])
    return len(found)


@joins_unit_of_work
def change(sql: str, rows: Iterable[Sequence[Any]]) -> None:
    """Run one statement for many rows of values. Queries: 1 for all."""
    found = list(rows)
    if found:
        with connection.cursor() as cursor:
            cursor.executemany(sql, found)


def _maker(field: models.Field[Any, Any], given: Iterable[str]) -> Callable[[Row], Any]:
    name = field.attname
    if name not in given:
        value = field.get_db_prep_save(field.get_default(), connection)
        return lambda row: value
    if isinstance(field, _PLAIN) and not _needs_work(field):
        return lambda row: row[name]
    prepare = field.get_db_prep_save
    return lambda row: prepare(row[name], connection)


def _needs_work(field: models.Field[Any, Any]) -> bool:
    """A key to a table whose own key is a UUID is written as that is; plain ones go as they are."""
    if isinstance(field, models.ForeignKey):
        return isinstance(field.target_field, _DEFERRED)
    return type(field).get_db_prep_value is not models.Field.get_db_prep_value and not isinstance(
        field, models.CharField | models.IntegerField | models.BooleanField
    )
