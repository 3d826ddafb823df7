"""Somebody who helps out in another store: which days, and what her roles give her there. Pure.

Source: R329; docs/algorithms/access.md §1.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from facet.kernel.clock import business_date
from facet.kernel.errors import Invalid, gettext_noop
from facet.organisation.rules.reach import Holding

MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class LoanFacts:
    """One loan and the time zone of the store that borrows. Both days belong to it."""

    id: int
    store_id: int
    first_on: date
    last_on: date
    time_zone: str


def in_force(loans: Iterable[LoanFacts], *, at: datetime | None) -> LoanFacts | None:
    """The loan that counts at `at`, by the borrowing store's business day; none without a moment."""
    if at is None:
        return None
    return next((each for each in loans if each.first_on <= business_date(at, each.time_zone) <= each.last_on), None)


def lent(holdings: Iterable[Holding], loan: LoanFacts, *, home_id: int | None) -> list[Holding]:
    """What the roles of the home store give in the store that borrows: the same rights, in that store only.

    Roles held elsewhere, for an area or for a company, are not lent: they reach what they reach.
    """
    return [
        replace(each, store_id=loan.store_id, area_path="", entity_id=None, on_loan=True)
        for each in holdings
        if each.held_at == "store" and home_id is not None and each.store_id == home_id
    ]


def check_days(*, first_on: date, last_on: date, today: date) -> None:
    """Refuse days that make no loan. Raises: Invalid."""
    if last_on < first_on:
        raise Invalid(field="last_on", reason=gettext_noop("The last day comes before the first."))
    if last_on < today:
        raise Invalid(field="last_on", reason=gettext_noop("These days are over."))
    if (last_on - first_on).days >= MOST_DAYS:
        raise Invalid(
            field="last_on", reason=gettext_noop("A loan lasts a year at most; change the home store instead.")
        )


def check_stores(*, home_id: int, store_id: int, home_franchisee: int | None, franchisee: int | None) -> None:
    """Refuse the home store itself, and lending between the house and a franchisee (R310). Raises: Invalid."""
    if home_id == store_id:
        raise Invalid(field="store", reason=gettext_noop("She works in this store already."))
    if home_franchisee != franchisee:
        raise Invalid(field="store", reason=gettext_noop("A franchisee's people and ours are not lent to each other."))
