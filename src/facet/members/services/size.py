"""What a member measures: fingers, wrist, neck."""

from collections.abc import Mapping
from datetime import datetime

from facet.kernel import operations
from facet.kernel.clock import local_date
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.members.models import Member, Size
from facet.members.permissions import MembersPermission
from facet.members.rules.size import FINGERS, SizeKind, checked_sizes, usual_ring
from facet.members.services.locking import lock_file
from facet.members.services.noting import note_act


@unit_of_work
def set_sizes(
    *, actor: Actor, operation: OperationKey, member_id: int, sizes: Mapping[SizeKind, int | None], at: datetime
) -> None:
    """Write down measured sizes in 0.1 mm; None takes one away, what is not named stays.

    Where the file names no usual ring yet, the ring finger's becomes it.
    Raises: NotPermitted, MemberUnknown, MemberArchived, Invalid. Locks: the file.
    """
    act = operations.begin(operation, kind="members.set_sizes", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    wanted = checked_sizes(sizes)
    before = dict(Size.objects.filter(member=member).values_list("kind", "tenths"))
    changed = {kind: tenths for kind, tenths in wanted.items() if before.get(kind) != tenths}
    today = local_date(at, member.home_store.time_zone)
    Size.objects.filter(member=member, kind__in=changed).delete()
    Size.objects.bulk_create(
        Size(member=member, kind=kind, tenths=tenths, measured_on=today)
        for kind, tenths in changed.items()
        if tenths is not None
    )
    _usual(member, before | {kind.value: tenths for kind, tenths in wanted.items()})
    if changed:
        told = {kind: {"before": str(before.get(kind, "")), "after": str(new or "")} for kind, new in changed.items()}
        note_act(actor, "members.sizes_set", member, at=at, changes=told)
    act.finish()


def _usual(member: Member, sizes: Mapping[str, int | None]) -> None:
    rings: dict[SizeKind, int] = {kind: tenths for kind in FINGERS if (tenths := sizes.get(kind.value))}
    if member.ring_tenths is None and rings:
        member.ring_tenths = usual_ring(rings)
        member.version += 1
        member.save(update_fields=["ring_tenths", "version"])
