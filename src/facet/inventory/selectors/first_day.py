"""Whether the metal accounts of an older system's sheet can be ours. Source: R312."""

from collections.abc import Sequence

from facet.inventory.rules.first_day import WITH_CARD, WITH_PARTNER
from facet.kernel.errors import gettext_noop
from facet.kernel.importing import ImportRow, RowError
from facet.kernel.permissions import house
from facet.organisation import selectors as organisation_selectors


def partners_of_first_day() -> dict[str, int]:
    """Every partner's key by code. Queries: 1."""
    every = organisation_selectors.partners_queryset(house("inventory.first_day"))
    return dict(every.values_list("code", "pk"))


def check_metal(rows: Sequence[ImportRow]) -> list[RowError]:
    """Rows that name no partner we deal with, or no member, where their owner needs one. Queries: 1."""
    known = partners_of_first_day()
    no_partner = gettext_noop("The house deals with no such partner.")
    no_card = gettext_noop("A customer's metal needs her card number.")
    errors = []
    for row in rows:
        owner, partner = row.values["owner"], row.values["partner"]
        if owner in WITH_PARTNER and partner not in known:
            fix = gettext_noop("Write the code of a supplier, goldsmith or refiner of the house.")
            errors.append(RowError(row.line, "partner", no_partner, fix, str(partner or "")))
        if owner in WITH_CARD and not row.values["card"]:
            fix = gettext_noop("Write the number, or leave the row out.")
            errors.append(RowError(row.line, "card", no_card, fix))
    return errors
