"""Many members at once, named by their numbers."""

from collections.abc import Sequence

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.members.errors import MemberUnknown
from facet.members.models import Member
from facet.members.rules.tag import MOST_AT_ONCE
from facet.members.rules.words import State
from facet.members.selectors.reach import within


@joins_unit_of_work
def members_by_number(actor: Actor, permission: str, numbers: Sequence[str]) -> list[Member]:
    """The active members with these numbers, all of them within the reach of `permission`.

    Raises: Invalid (none, or more than 500), MemberUnknown naming the first that is not there. Queries: 1.
    """
    wanted = list(dict.fromkeys(each.strip().upper() for each in numbers if each.strip()))
    if not wanted:
        raise Invalid(field="numbers", reason=gettext_noop("Write at least one member number."))
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid(field="numbers", reason=gettext_noop("At most 500 members at once."))
    rows = Member.objects.filter(within(actor, permission), number__in=wanted, state=State.ACTIVE)
    found = {member.number: member for member in rows.order_by("pk")}
    if missing := next((number for number in wanted if number not in found), None):
        raise MemberUnknown(key=missing)
    return list(found.values())
