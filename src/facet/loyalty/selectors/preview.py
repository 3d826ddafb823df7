"""What a ticket would earn: the same pure function that the ledger is written from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings

from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.earning import NOBODY, Buyer, EarningLine, LinePoints, points_of_ticket
from facet.loyalty.rules.programme import GradeFacts, Programme
from facet.loyalty.selectors.buyer import buyer_of
from facet.loyalty.selectors.programme import programme_on
from facet.loyalty.selectors.reach import member_within
from facet.loyalty.selectors.versions import draft_programme
from facet.members import selectors as members_selectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a ticket would earn, and the rules that say so."""

    total: int
    lines: tuple[LinePoints, ...]
    grade: GradeFacts
    programme: Programme


def preview_points(
    viewer: Actor, *, member_id: int | None, lines: Sequence[EarningLine], at: datetime, on: date | None = None
) -> Preview:
    """What `lines` would earn this member now; without a member, the first grade.

    `on` is the store's calendar day, by default the chain's. Gives nothing away about the
    member but her grade's effect. Raises: MemberUnknown, ProgrammeMissing. Queries: 2, or 1 without a member.
    """
    day = on or local_date(at, settings.TIME_ZONE)
    programme = programme_on(day)
    code = members_selectors.member_for_sale(member_id).grade_code if member_id else programme.ladder[0].code
    buyer = buyer_of(member_id, programme=programme, on=day)
    return counted(programme, code, lines=lines, on=day, buyer=buyer)


def simulate(
    viewer: Actor,
    *,
    who: int | str,
    lines: Sequence[EarningLine],
    on: date,
    draft: bool | Programme = False,
    groups: frozenset[str] = frozenset(),
) -> Preview:
    """What `lines` would earn on `on` a member (her id) or a grade (its code, "" for the first).

    `draft` counts with the stored draft, or with the programme given. `groups` are added to the
    member's own. Raises: NotPermitted, MemberUnknown, Invalid, NotFound without a draft, ProgrammeMissing.
    Queries: 1, 2 for a member or the draft, 3 for both; up to 3 more where rules look at the member's past.
    """
    require(viewer, LoyaltyPermission.VIEW_PROGRAMME)
    programme = (draft or programme_on(on)) if draft is not True else _draft(viewer)
    buyer = NOBODY
    code = who or programme.ladder[0].code
    if isinstance(code, int):
        code = member_within(viewer, LoyaltyPermission.VIEW_POINTS, code).grade_code
        buyer = buyer_of(int(who), programme=programme, on=on)
    elif not any(grade.code == code for grade in programme.ladder):
        raise Invalid(field="grade", reason=gettext_noop("is no grade of these rules"))
    buyer = replace(buyer, groups=buyer.groups | groups)
    return counted(programme, code, lines=lines, on=on, buyer=buyer)


def _draft(viewer: Actor) -> Programme:
    row = draft_programme(viewer)
    if row is None:
        raise NotFound(key="draft")
    return row.programme


def counted(
    programme: Programme, grade_code: str, *, lines: Sequence[EarningLine], on: date, buyer: Buyer = NOBODY
) -> Preview:
    """`lines` under `programme`; an unknown grade counts as the first."""
    grade = programme.grade(grade_code)
    ticket = points_of_ticket(lines, programme=programme, grade=grade, on=on, buyer=buyer)
    return Preview(total=ticket.total, lines=ticket.lines, grade=grade, programme=programme)
