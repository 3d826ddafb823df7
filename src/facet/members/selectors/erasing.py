"""What stands in the way of erasing a person, and who was erased."""

from dataclasses import dataclass
from datetime import datetime

from facet.kernel.permissions import Actor
from facet.members.errors import MemberUnknown
from facet.members.models import Erasure, Member
from facet.members.selectors.open_matters import open_matters
from facet.members.selectors.reach import visible


@dataclass(frozen=True, slots=True)
class Erasing:
    """One file before it is erased. `matters`: sentences in the reader's language; `erased_at` when it was done."""

    id: int
    number: str
    name: str
    home_store_id: int
    matters: tuple[str, ...]
    erased_at: datetime | None


def erasing(actor: Actor, member_id: int) -> Erasing:
    """What erasing this member would meet. Raises: MemberUnknown. Queries: 3 and what the matters cost."""
    member = Member.objects.filter(visible(actor), pk=member_id).first()
    if member is None:
        raise MemberUnknown(key=member_id)
    done = Erasure.objects.filter(member=member).values_list("at", flat=True).first()
    matters = () if done else tuple(open_matters(member.pk))
    return Erasing(member.pk, member.number, member.name or "", member.home_store_id, matters, done)


def number_of(actor: Actor, member_id: int) -> str:
    """The member's number. Raises: MemberUnknown. Queries: 1."""
    number = Member.objects.filter(visible(actor), pk=member_id).values_list("number", flat=True).first()
    if number is None:
        raise MemberUnknown(key=member_id)
    return str(number)


def id_of_number(actor: Actor, number: str) -> int:
    """The member behind a number. Raises: MemberUnknown. Queries: 1."""
    found = Member.objects.filter(visible(actor), number=number.strip().upper()).values_list("pk", flat=True).first()
    if found is None:
        raise MemberUnknown(key=number[:20])
    return int(found)
