"""Writing down a contact, and correcting it within a day."""

from datetime import date, datetime

from facet.audit import services as audit_services
from facet.catalog import selectors as catalog_selectors
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.kernel.wording import both
from facet.members.errors import ContactClosed
from facet.members.models import Contact, ContactEdit, Member, Relation
from facet.members.permissions import MembersPermission
from facet.members.rules.contact_log import (
    CHANNEL_ICONS,
    TOLD,
    TOLD_TO_FAMILY,
    ContactChannel,
    ContactIn,
    CorrectionIn,
    check_contact,
    may_correct,
)
from facet.members.rules.need import NeedIn
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened
from facet.members.selectors.telling import may_tell
from facet.members.services.locking import lock_file
from facet.members.services.need import write_need
from facet.members.services.silence import end_silence
from facet.members.services.timeline import record_events
from facet.organisation import services as organisation_services
from facet.organisation.services import TaskIn


@unit_of_work
def record_contact(
    *, actor: Actor, operation: OperationKey, member_id: int, contact: ContactIn, need: NeedIn | None = None,
    at: datetime,
) -> int:  # fmt: skip
    """Write a contact into the log and the timelines; a need that was expressed goes with it. Gives its id.

    Promises due until today are kept by it, and a new one opens a to-do. Source: R015–R018, R024, R337.
    Raises: NotPermitted, MemberUnknown, MemberArchived, Invalid, NotFound. Locks: the file.
    """
    act = operations.begin(operation, kind="members.record_contact", actor=actor, at=at)
    if act.done:
        return int(act.result["contact_id"])
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    today = local_date(at, member.home_store.time_zone)
    check_contact(contact, at=at, today=today)
    row = _write(actor, member, contact, at)
    if need is not None and not need.is_empty:
        write_need(actor, member, need, contact_id=row.pk, at=at)
    _keep_promises(actor, member, row, today=today, at=at)
    end_silence(actor, member.pk, at=at)
    _promise(actor, member, row, at=at)
    _tell(row)
    audit_services.record(
        actor, "members.contact_recorded", at=at, subject=("members.member", member.pk, member.number),
        store=(row.store_id, row.store.name), contact=row.pk, channel=row.channel, topic=row.topic.code,
        outcome=row.outcome,
    )  # fmt: skip
    outbox.publish("members.contact_recorded", at=at, member_id=member.pk, contact_id=row.pk, store_id=row.store_id)
    act.finish(contact_id=row.pk)
    return row.pk


@joins_unit_of_work
def _write(actor: Actor, member: Member, contact: ContactIn, at: datetime) -> Contact:
    relation = _relation(member, contact.relation_id)
    happened = contact.happened_at or at
    fields = {}
    if relation is not None:
        other = relation.member if relation.other_id == member.pk else relation.other
        fields = {"with_member": other, "with_kind": relation.kind, "with_name": "" if other else relation.name}
    return Contact.objects.create(
        member=member, channel=contact.channel, direction=contact.direction, topic_id=_topic_id(contact.topic),
        outcome=contact.outcome, text=contact.text.strip(), at=happened,
        on=local_date(happened, member.home_store.time_zone), recorded_at=at, by_id=actor.staff_id,
        by_name=actor.name[:60], store_id=actor.store_id or member.home_store_id, follow_up_on=contact.follow_up_on,
        **fields,
    )  # fmt: skip


def _topic_id(code: str) -> int:
    """The topic under `code`, if it is in use. Raises: Invalid. Queries: 1."""
    found = next((each for each in catalog_selectors.words("topic") if each.code == code and each.is_active), None)
    if found is None:
        raise Invalid(field="topic", reason=gettext_noop("Choose one of the list."))
    return found.id


def _relation(member: Member, relation_id: int | None) -> Relation | None:
    if relation_id is None:
        return None
    row = Relation.objects.select_related("other", "member").filter(pk=relation_id).first()
    if row is None or member.pk not in {row.member_id, row.other_id}:
        raise NotFound(key=str(relation_id))
    return row


def _follow_up_key(contact_id: int | str) -> str:
    """The key of the to-do that a promise opens."""
    return f"members.follow_up:{contact_id}"


@joins_unit_of_work
def _keep_promises(actor: Actor, member: Member, row: Contact, *, today: date, at: datetime) -> None:
    """Whoever is spoken to again need not be reminded of: what was promised until today is kept."""
    due = Contact.objects.filter(member=member, follow_up_on__lte=today, followed_at=None).exclude(pk=row.pk)
    for contact_id in due.order_by("pk").values_list("pk", flat=True)[:50]:
        organisation_services.close_task(actor, key=_follow_up_key(contact_id), at=at)
        Contact.objects.filter(pk=contact_id).update(followed_at=at)


@unit_of_work
def keep_promise(*, actor: Actor, task_key: str, at: datetime) -> bool:
    """What was promised is done: its to-do was ticked off. For the house itself; the second time changes nothing.

    Raises: NotPermitted for people.
    """
    if not actor.almighty:
        raise NotPermitted(permission=str(MembersPermission.EDIT_MEMBERS))
    head, _, number = task_key.partition(":")
    if f"{head}:" != _follow_up_key("") or not number.isdecimal():
        return False
    return bool(Contact.objects.filter(pk=int(number), followed_at=None).update(followed_at=at))


@joins_unit_of_work
def _promise(actor: Actor, member: Member, row: Contact, *, at: datetime) -> None:
    if row.follow_up_on is None:
        return
    task = TaskIn(
        key=_follow_up_key(row.pk), kind="members.follow_up", icon="phone-call", tone="gold",
        title=gettext_noop("Follow up with {number}: {topic}"),
        facts={"number": member.number, "topic": row.topic.name},
        url=f"/members/{member.pk}/contact", assignee_id=actor.staff_id or member.clerk_id,
        store_id=None if actor.staff_id or member.clerk_id else member.home_store_id, due_on=row.follow_up_on,
    )  # fmt: skip
    organisation_services.open_task(actor, task, at=at)


@joins_unit_of_work
def _tell(row: Contact) -> None:
    """A line for the member, and one for the family member it was with. R337."""
    channel = ContactChannel(row.channel)

    def line(title: str) -> Happening:
        return Happening(
            kind=Happened.CONTACT, at=row.at, on=row.on, title=title,
            facts=both("topic", row.topic.name, row.topic.name_en), store_id=row.store_id,
            icon=CHANNEL_ICONS[channel]["icon"], url=f"/members/contacts/{row.pk}",
        )  # fmt: skip

    lines = [(row.member_id, line(TOLD[channel]))]
    if row.with_member_id and may_tell(row.member_id, row.with_member_id):
        lines.append((row.with_member_id, line(TOLD_TO_FAMILY)))
    record_events(lines)


@unit_of_work
def correct_contact(
    *, actor: Actor, operation: OperationKey, contact_id: int, correction: CorrectionIn, at: datetime
) -> int:
    """Correct what one wrote oneself, within a day; what stood there before is kept. Gives the new version.

    Raises: NotPermitted, NotFound, ContactClosed, Invalid. Locks: the contact.
    """
    act = operations.begin(operation, kind="members.correct_contact", actor=actor, at=at)
    if act.done:
        return int(act.result["version"])
    require(actor, MembersPermission.EDIT_MEMBERS)
    row = Contact.objects.select_for_update(of=("self",)).select_related("topic").filter(pk=contact_id).first()
    if row is None:
        raise NotFound(key=str(contact_id))
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, row.member_id)
    if row.by_id is None or row.by_id != actor.staff_id:
        raise NotPermitted(permission=str(MembersPermission.EDIT_MEMBERS))
    if not may_correct(author_id=row.by_id, staff_id=actor.staff_id, recorded_at=row.recorded_at, at=at):
        raise ContactClosed
    check_contact(
        ContactIn(channel=ContactChannel(row.channel), topic=correction.topic, text=correction.text),
        at=at,
        today=row.on,
    )
    ContactEdit.objects.create(
        contact=row, version=row.version, topic_name=row.topic.name, outcome=row.outcome, text=row.text or "", at=at,
        by_key=actor.key, by_name=actor.name[:60],
    )  # fmt: skip
    row.text, row.topic_id = correction.text.strip(), _topic_id(correction.topic)
    row.outcome, row.version = correction.outcome, row.version + 1
    row.save(update_fields=["text", "topic", "outcome", "version"])
    audit_services.record(
        actor, "members.contact_corrected", at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), contact=row.pk, version=row.version,
    )  # fmt: skip
    act.finish(version=row.version)
    return row.version
