"""What a member measures."""

from dataclasses import dataclass
from datetime import date

from facet.kernel.permissions import Actor
from facet.members.models import Member, Size
from facet.members.rules.size import SizeKind
from facet.members.selectors.reach import visible


@dataclass(frozen=True, slots=True)
class SizeRow:
    """One measure, 0.1 mm."""

    kind: SizeKind
    tenths: int
    measured_on: date


def sizes_of(viewer: Actor, member_id: int) -> list[SizeRow]:
    """What is measured of the member, in the order of the hand; also by the limited card (D8). Queries: 1."""
    known = Member.objects.filter(visible(viewer), pk=member_id)
    rows = {SizeKind(row.kind): row for row in Size.objects.filter(member__in=known)}
    return [SizeRow(kind, rows[kind].tenths, rows[kind].measured_on) for kind in SizeKind if kind in rows]
