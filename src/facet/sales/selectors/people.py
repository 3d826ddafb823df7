"""Who sold: codes on a ticket become people of the house, with their shares."""

from collections.abc import Sequence
from dataclasses import dataclass

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import BASIS
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.sales.rules.request import PersonShare
from facet.sales.rules.splits import check_shares


@dataclass(frozen=True, slots=True)
class Seller:
    """One person and the part of the ticket that is theirs; the first is the main one."""

    staff_id: int
    code: str
    name: str
    share_bp: int


def sellers(actor: Actor, shares: Sequence[PersonShare]) -> list[Seller]:
    """The salespeople of a ticket; nobody named means whoever completes it.

    Raises: Invalid for an unknown or departed person, or shares that are not a whole. Queries: 0 or 1.
    """
    if not shares:
        if actor.staff_id is None:
            raise Invalid(field="salespeople", reason=gettext_noop("Name who sold it."))
        return [Seller(actor.staff_id, actor.code, actor.name, BASIS)]
    check_shares(shares)
    if len(shares) == 1 and shares[0].staff == actor.code and actor.staff_id is not None:
        return [Seller(actor.staff_id, actor.code, actor.name, BASIS)]
    known = organisation_selectors.staff_refs([share.staff for share in shares])
    missing = [share.staff for share in shares if share.staff not in known or not known[share.staff].is_active]
    if missing:
        raise Invalid(field="salespeople", reason=gettext_noop("Nobody works here under this code."), code=missing[0])
    return [Seller(known[s.staff].id, s.staff, known[s.staff].name, s.share_bp) for s in shares]
