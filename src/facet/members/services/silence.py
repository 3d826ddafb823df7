"""Senior members whom nobody has spoken to: a to-do for each, closed by the next touch. Source: R042, R349."""

from datetime import date, datetime

from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members.models import Member, Silence
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn


def _silence_key(member_id: int, since: date) -> str:
    """The key of the to-do: one for each stretch of silence."""
    return f"members.silent:{member_id}:{since}"


@unit_of_work
def open_silences(*, actor: Actor, found: list[tuple[int, date]], at: datetime) -> int:
    """Put a to-do before the clerk of each (member, last touch); those that have one are passed over. Gives how many.

    Twice safe. Locks: none; the unique key decides.
    """
    opened = 0
    members = Member.objects.in_bulk([member_id for member_id, _ in found])
    known = set(Silence.objects.filter(member__in=members).values_list("member_id", "since"))
    for member_id, since in found:
        if (member_id, since) in known:
            continue
        Silence.objects.bulk_create([Silence(member_id=member_id, since=since, opened_at=at)], ignore_conflicts=True)
        organisation_services.open_task(actor, _task(members[member_id], since), at=at)
        opened += 1
    return opened


def _task(member: Member, since: date) -> TaskIn:
    return TaskIn(
        key=_silence_key(member.pk, since), kind="members.silent", icon="clock-pause", tone="warn",
        title=gettext_noop("Speak to {number} again: nothing since {day}"),
        facts={"number": member.number, "day": since.isoformat()}, url=f"/members/{member.pk}",
        assignee_id=member.clerk_id, store_id=None if member.clerk_id else member.home_store_id,
    )  # fmt: skip


@joins_unit_of_work
def end_silence(actor: Actor, member_id: int, *, at: datetime) -> None:
    """The member was touched: her open to-dos of this kind are done. Queries: 1, and 2 for each."""
    for row in Silence.objects.filter(member_id=member_id, closed_at=None).order_by("pk")[:10]:
        organisation_services.close_task(actor, key=_silence_key(member_id, row.since), at=at)
        Silence.objects.filter(pk=row.pk).update(closed_at=at)


@unit_of_work
def end_silences(*, actor: Actor, member_ids: list[int], at: datetime) -> int:
    """The same for members who came in meanwhile. Gives how many. Twice safe."""
    for member_id in member_ids:
        end_silence(actor, member_id, at=at)
    return len(member_ids)
