"""What a ticket would earn: the same pure function that the ledger is written from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from facet.kernel.clock import local_date
from facet.kernel.permissions import Actor
from facet.loyalty.rules.earning import EarningLine, LinePoints, points_of_ticket
from facet.loyalty.rules.programme import GradeFacts, Programme
from facet.loyalty.selectors.programme import programme_on
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
    programme = programme_on(on or local_date(at, settings.TIME_ZONE))
    code = members_selectors.member_for_sale(member_id).grade_code if member_id else programme.ladder[0].code
    return counted(programme, code, lines, on or local_date(at, settings.TIME_ZONE))


def simulate(viewer: Actor, *, grade_code: str, lines: Sequence[EarningLine], on: date) -> Preview:
    """What `lines` would earn a member of `grade_code` on `on`. Raises: ProgrammeMissing. Queries: 1."""
    return counted(programme_on(on), grade_code, lines, on)


def counted(programme: Programme, grade_code: str, lines: Sequence[EarningLine], on: date) -> Preview:
    """`lines` under `programme`; an unknown grade counts as the first."""
    grade = programme.grade(grade_code)
    ticket = points_of_ticket(lines, programme=programme, grade=grade, on=on)
    return Preview(total=ticket.total, lines=ticket.lines, grade=grade, programme=programme)
