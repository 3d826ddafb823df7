"""A to-do about a member, for oneself or a colleague."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.members.permissions import MembersPermission
from facet.members.services.locking import lock_file
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderIn:
    """What is to be done, until when; `staff` is a colleague's code, "" oneself."""

    text: str
    due_on: date
    staff: str = ""


@unit_of_work
def add_reminder(*, actor: Actor, operation: OperationKey, member_id: int, reminder: ReminderIn, at: datetime) -> int:
    """Put a to-do about the member before oneself, or before the colleague under `reminder.staff`. Gives its id.

    Raises: NotPermitted, MemberUnknown, MemberArchived, NotFound, Invalid. Locks: the file.
    """
    act = operations.begin(operation, kind="members.add_reminder", actor=actor, at=at)
    if act.done:
        return int(act.result["task_id"])
    member = lock_file(actor, MembersPermission.VIEW_MEMBERS, member_id)
    text, due_on = reminder.text.strip(), reminder.due_on
    if not text or len(text) > 80:
        raise Invalid(field="text", reason=gettext_noop("Write what is to be done, in at most 80 characters."))
    if due_on < local_date(at, member.home_store.time_zone):
        raise Invalid(field="due_on", reason=gettext_noop("Choose a day from today on."))
    task = TaskIn(
        key=f"members.reminder:{operation.id}", kind="members.reminder", icon="checkbox", title="{number}: {text}",
        facts={"number": member.number, "text": text}, url=f"/members/{member.pk}", due_on=due_on,
        assignee_id=_who(actor, reminder.staff) or member.clerk_id, store_id=member.home_store_id,
    )  # fmt: skip
    task_id = organisation_services.open_task(actor, task, at=at)
    audit_services.record(
        actor, "members.reminder_added", at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), task=task_id, due=due_on.isoformat(),
    )  # fmt: skip
    act.finish(task_id=task_id)
    return task_id


def _who(actor: Actor, code: str) -> int | None:
    if not code:
        return actor.staff_id
    colleague = organisation_selectors.staff_refs([code]).get(code)
    if colleague is None or not colleague.is_active:
        raise NotFound(key=code)
    return colleague.id
