"""Whether the deposits of an older system's sheet can be ours. Source: R312."""

from collections.abc import Sequence

from facet.kernel.errors import gettext_noop
from facet.kernel.importing import ImportRow, RowError


def check_deposits(rows: Sequence[ImportRow]) -> list[RowError]:
    """Deposits above the price of what they are for. Queries: 0."""
    reason = gettext_noop("More was left than the goods cost.")
    fix = gettext_noop("Correct the price or the balance.")
    return [
        RowError(row.line, "balance", reason, fix, str(row.values["balance"]))
        for row in rows
        if row.values["balance"] > row.values["price"]
    ]
