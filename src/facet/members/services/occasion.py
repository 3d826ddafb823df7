"""Days that a member keeps: written down, taken away, moved on every night."""

from datetime import date, datetime

from facet.kernel import operations
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.members.errors import MemberUnknown
from facet.members.models import Member, Occasion
from facet.members.permissions import MembersPermission
from facet.members.rules.occasion import OccasionIn, checked_occasion, next_occasion
from facet.members.selectors.occasion import leap_month
from facet.members.selectors.reach import visible
from facet.members.services.locking import lock_file
from facet.members.services.noting import note_act


@unit_of_work
def add_occasion(*, actor: Actor, operation: OperationKey, member_id: int, occasion: OccasionIn, at: datetime) -> int:
    """Write down a day that the member keeps. Gives the occasion's id.

    Raises: NotPermitted, MemberUnknown (either), MemberArchived, Invalid. Locks: the file.
    """
    act = operations.begin(operation, kind="members.add_occasion", actor=actor, at=at)
    if act.done:
        return int(act.result["occasion_id"])
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    today = local_date(at, member.home_store.time_zone)
    wanted = checked_occasion(occasion, today=today)
    row = Occasion.objects.create(
        member=member, kind=wanted.kind, label=wanted.label.strip(), since=str(wanted.year or ""),
        month=wanted.month, day=wanted.day, is_lunar=wanted.is_lunar, lead_days=wanted.lead_days,
        is_shared=wanted.is_shared, hidden_from=_hidden_from(actor, member, wanted.hidden_from), created_at=at,
        next_on=next_occasion(
            wanted.month, wanted.day, is_lunar=wanted.is_lunar, on=today, leap=leap_month(today)
        ),
    )  # fmt: skip
    note_act(actor, "members.occasion_added", member, at=at, kind=wanted.kind, is_lunar=wanted.is_lunar)
    act.finish(occasion_id=row.pk)
    return row.pk


def _hidden_from(actor: Actor, member: Member, number: str) -> Member | None:
    if not number:
        return None
    other = Member.objects.filter(visible(actor), number=number.strip().upper()).first()
    if other is None:
        raise MemberUnknown(key=number)
    if other.pk == member.pk:
        raise Invalid(field="hidden_from", reason=gettext_noop("This is the same member."))
    return other


@unit_of_work
def end_occasion(*, actor: Actor, operation: OperationKey, member_id: int, occasion_id: int, at: datetime) -> None:
    """Take a day out of the file; the row stays as history. Raises: NotPermitted, MemberUnknown, NotFound."""
    act = operations.begin(operation, kind="members.end_occasion", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    row = Occasion.objects.filter(pk=occasion_id, member=member, ended_at=None).first()
    if row is None:
        raise NotFound(key=str(occasion_id))
    row.ended_at = at
    row.save(update_fields=["ended_at"])
    note_act(actor, "members.occasion_ended", member, at=at, kind=row.kind)
    act.finish()


@unit_of_work
def move_occasions(*, actor: Actor, on: date, most: int = 500) -> int:
    """Give occasions whose day has passed before `on` their next one, `most` at a time. May run twice.

    Raises: NotPermitted. Gives how many were moved.
    """
    require(actor, MembersPermission.MANAGE_GROUPS)
    leap = leap_month(on)
    passed = list(Occasion.objects.select_for_update().filter(next_on__lt=on, ended_at=None).order_by("pk")[:most])
    for row in passed:
        row.next_on = next_occasion(row.month, row.day, is_lunar=row.is_lunar, on=on, leap=leap)
    Occasion.objects.bulk_update(passed, ["next_on"])
    return len(passed)
