"""The member's changing QR as her own phone shows it."""

from datetime import datetime

from facet.kernel import sealed
from facet.members.models import Member
from facet.members.rules import changing_code as rules

PURPOSE = "members.changing_code"


def changing_code_of(member_id: int, *, at: datetime) -> str:
    """The code that the member's phone shows now. For her own card page only. Queries: 1."""
    seal_id = Member.objects.values_list("seal_id", flat=True).get(pk=member_id)
    return rules.code_of(member_id, rules.step_of(at), mac=mac_of(seal_id))


def mac_of(seal_id: object) -> rules.Mac:
    """The mac of one member, step by step, with the key of the blind index. Queries: 0."""
    return lambda step: sealed.token(PURPOSE, f"{seal_id}:{step}")
