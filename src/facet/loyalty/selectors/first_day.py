"""Whether the grades of an older system's sheet stand on our ladder. Source: R312."""

from collections.abc import Sequence
from datetime import date

from facet.kernel.errors import gettext_noop
from facet.kernel.importing import ImportRow, RowError
from facet.loyalty.models import Grade
from facet.loyalty.selectors.programme import in_force, programme_of


def spellings_of_grades() -> dict[str, str]:
    """Every spelling of every grade of the house, to its code. Queries: 1."""
    known: dict[str, str] = {}
    for code, name, name_en in Grade.objects.order_by("version_id").values_list("code", "name", "name_en"):
        known |= {code: code, name: code, name_en: code}
    return known


def protects_grades(rows: Sequence[ImportRow]) -> bool:
    """Whether the ladder published last gives what the rows ask, if they ask for protection at all. Queries: 0 or 1."""
    if not any(row.values.get("protected_until") for row in rows):
        return True
    steps = list(Grade.objects.select_related("version").filter(version__in=in_force(date.max).values("id")[:1]))
    return bool(steps) and programme_of(steps[0].version, steps).basis.protection_days > 0


def check_grades(rows: Sequence[ImportRow]) -> list[RowError]:
    """Grades that the ladder does not know, and protection that no ladder gives. Queries: 1, or 2."""
    known = spellings_of_grades()
    reason = gettext_noop("The house has no such grade.")
    fix = gettext_noop("Write the code or the name of a grade of the ladder.")
    if not protects_grades(rows):
        free = gettext_noop("The house protects no grade for a time.")
        set_it = gettext_noop("Publish a ladder with days of protection first, or leave the cell empty.")
        first = next(row for row in rows if row.values.get("protected_until"))
        return [RowError(first.line, "protected_until", free, set_it, str(first.values["protected_until"]))]
    return [
        RowError(row.line, "grade", reason, fix, row.values["grade"])
        for row in rows
        if row.values["grade"] not in known
    ]
