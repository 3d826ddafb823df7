"""What members ask for: opened, served, dropped."""

from datetime import date, datetime

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members.errors import NeedClosed
from facet.members.models import Member, Need
from facet.members.permissions import MembersPermission
from facet.members.rules.need import NeedIn, NeedState, check_need
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.members.services.locking import lock_file
from facet.members.services.timeline import record_event

_LOOK = {"icon": "target-arrow"}


@unit_of_work
def open_need(*, actor: Actor, operation: OperationKey, member_id: int, need: NeedIn, at: datetime) -> int:
    """Write down what a member looks for. Gives the need's id. Source: R024.

    Raises: NotPermitted, MemberUnknown, MemberArchived, Invalid, NotFound. Locks: the file.
    """
    act = operations.begin(operation, kind="members.open_need", actor=actor, at=at)
    if act.done:
        return int(act.result["need_id"])
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    need_id = write_need(actor, member, need, contact_id=None, at=at)
    act.finish(need_id=need_id)
    return need_id


@joins_unit_of_work
def write_need(actor: Actor, member: Member, need: NeedIn, *, contact_id: int | None, at: datetime) -> int:
    """The row, its line of the timeline, its record. The file is locked. Raises: Invalid, NotFound."""
    today = local_date(at, member.home_store.time_zone)
    check_need(need, today=today)
    category = catalog_selectors.category_by_code(need.category).id if need.category else None
    row = Need.objects.create(
        member=member, text=need.text.strip(), category_id=category, material_id=_word("material", need.material),
        taste_id=_word("style", need.taste), budget_from_cents=need.budget_from_cents,
        budget_to_cents=need.budget_to_cents, occasion_on=need.occasion_on, contact_id=contact_id, opened_at=at,
        opened_by_name=actor.name[:60], store_id=actor.store_id or member.home_store_id,
    )  # fmt: skip
    _tell(row, gettext_noop("Said what is wanted"), at=at, on=today)
    _note(actor, row, member, "members.need_opened", at)
    return row.pk


def _word(kind: str, code: str) -> int | None:
    if not code:
        return None
    found = next((each.id for each in catalog_selectors.words(kind) if each.code == code), None)
    if found is None:
        raise Invalid(field="taste" if kind == "style" else kind, reason=gettext_noop("Choose one of the list."))
    return found


@unit_of_work
def close_need(*, actor: Actor, operation: OperationKey, need_id: int, state: NeedState, at: datetime) -> int:
    """Say that a need is served or dropped. Gives the member's id.

    Raises: NotPermitted, NotFound, NeedClosed, Invalid. Locks: the file.
    """
    act = operations.begin(operation, kind="members.close_need", actor=actor, at=at)
    if act.done:
        return int(act.result["member_id"])
    if state == NeedState.OPEN:
        raise Invalid(field="state", reason=gettext_noop("Choose one of the list."))
    member_id = Need.objects.filter(pk=need_id).values_list("member_id", flat=True).first()
    if member_id is None:
        raise NotFound(key=str(need_id))
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    row = Need.objects.get(pk=need_id)
    if row.state != NeedState.OPEN:
        raise NeedClosed
    row.state, row.closed_at, row.closed_by_name = state, at, actor.name[:60]
    row.save(update_fields=["state", "closed_at", "closed_by_name"])
    told = gettext_noop("A need was served") if state == NeedState.SERVED else gettext_noop("A need was dropped")
    _tell(row, told, at=at, on=local_date(at, member.home_store.time_zone))
    _note(actor, row, member, "members.need_closed", at)
    act.finish(member_id=member.pk)
    return member.pk


@joins_unit_of_work
def _tell(row: Need, title: str, *, at: datetime, on: date) -> None:
    record_event(
        row.member_id,
        Happening(kind=Happened.CONTACT, at=at, on=on, title=title, store_id=row.store_id, icon=_LOOK["icon"]),
    )


@joins_unit_of_work
def _note(actor: Actor, row: Need, member: Member, action: str, at: datetime) -> None:
    audit_services.record(
        actor, action, at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), need=row.pk, state=row.state,
    )  # fmt: skip
    outbox.publish(action, at=at, member_id=member.pk, need_id=row.pk)
