"""Numbers without gaps."""

from django.db import connection

from facet.kernel.transactions import joins_unit_of_work


@joins_unit_of_work
def next_number(series: str, *, scope: str = "") -> int:
    """The next number of `series` within `scope` (a store and day, say), beginning with 1.

    Gap-free: the row stays locked until the document commits, and a refusal gives the number back.
    Locks: the series' row; take it last (decisions.md D7). Queries: 1.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisation_numberseries (series, scope, last) VALUES (%s, %s, 1)"
            " ON CONFLICT (series, scope) DO UPDATE SET last = organisation_numberseries.last + 1 RETURNING last",
            [series, scope],
        )
        return int(cursor.fetchone()[0])
