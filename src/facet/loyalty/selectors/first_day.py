"""Whether the grades of an older system's sheet stand on our ladder. Source: R312."""

from collections.abc import Sequence

from facet.kernel.errors import gettext_noop
from facet.kernel.importing import ImportRow, RowError
from facet.loyalty.models import Grade


def spellings_of_grades() -> dict[str, str]:
    """Every spelling of every grade of the house, to its code. Queries: 1."""
    known: dict[str, str] = {}
    for code, name, name_en in Grade.objects.order_by("version_id").values_list("code", "name", "name_en"):
        known |= {code: code, name: code, name_en: code}
    return known


def check_grades(rows: Sequence[ImportRow]) -> list[RowError]:
    """Grades that the ladder does not know. Queries: 1."""
    known = spellings_of_grades()
    reason = gettext_noop("The house has no such grade.")
    fix = gettext_noop("Write the code or the name of a grade of the ladder.")
    return [
        RowError(row.line, "grade", reason, fix, row.values["grade"])
        for row in rows
        if row.values["grade"] not in known
    ]
