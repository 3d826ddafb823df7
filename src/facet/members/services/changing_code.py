"""The member's changing QR, checked by a till."""

from datetime import datetime

from django.core.cache import cache

from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members.errors import ChangingCodeUsed, ChangingCodeWrong
from facet.members.models import Member
from facet.members.rules import changing_code as rules
from facet.members.rules.words import State
from facet.members.selectors.changing_code import PURPOSE, mac_of

_KEPT_SECONDS = 4 * rules.STEP_SECONDS  # longer than any code is good


@unit_of_work
def prove_by_code(*, actor: Actor, code: str, at: datetime) -> int:
    """The use case of the step below, for a till that scans a code. Raises: as there."""
    return check_changing_code(code, at, actor=actor)


@joins_unit_of_work
def check_changing_code(code: str, at: datetime, *, actor: Actor | None = None) -> int:
    """The member who holds up `code`; it proves her presence once.

    Good in its own half minute and the ones beside it, and accepted once: the mark lies in the
    shared cache, within the caller's transaction if one is open. `actor` is the till that asks.
    Raises: ChangingCodeWrong (unknown, guessed, too old, archived member), ChangingCodeUsed. Queries: 2 to 4.
    """
    parts = rules.taken_apart(code.strip())
    if parts is None:
        raise ChangingCodeWrong
    member_id, claimed = parts
    seal_id = Member.objects.filter(pk=member_id, state=State.ACTIVE).values_list("seal_id", flat=True).first()
    step = rules.fitting_step(claimed, mac_of(seal_id), now_step=rules.step_of(at))
    if step is None or seal_id is None:
        raise ChangingCodeWrong
    if not cache.add(f"{PURPOSE}:{member_id}:{step}", actor.key if actor else "till", _KEPT_SECONDS):
        raise ChangingCodeUsed
    return member_id
