"""Members change hands: all of a leaving clerk's, those of nobody, and one claimed."""

from collections.abc import Sequence
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import Invalid, NotFound, NotPermitted, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import joins_unit_of_work, unit_of_work
from facet.members.errors import ClaimedEnough, MemberUnknown, NothingToHandOver, NotPublic
from facet.members.models import Claim, Member
from facet.members.permissions import MembersPermission
from facet.members.rules.handover import dealt
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened, State
from facet.members.selectors.handover import claims_per_day, members_to_hand_over
from facet.members.selectors.reach import visible
from facet.members.services.batch import members_by_number
from facet.members.services.timeline import record_events
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.selectors import StaffRef
from facet.organisation.services import TaskIn

_ZONE = "Asia/Shanghai"
_TO_DO = "members.hand_over"


@unit_of_work
def hand_over_members(
    *, actor: Actor, operation: OperationKey, from_code: str, to_codes: Sequence[str], at: datetime
) -> dict[str, int]:
    """Give all members of one clerk to one colleague, or evenly to several. Gives how many each got, by code.

    Within the actor's reach; the files move to the receivers' stores. Raises: NotPermitted,
    NotFound (a clerk), Invalid, NothingToHandOver. Locks: the files, by id.
    """
    act = operations.begin(operation, kind="members.hand_over", actor=actor, at=at)
    if act.done:
        return dict(act.result["given"])
    require(actor, MembersPermission.HAND_OVER)
    leaving, receivers = _people(actor, from_code, to_codes)
    files = list(members_to_hand_over(actor, leaving.id).select_for_update(of=("self",), no_key=True))
    if not files:
        raise NothingToHandOver(name=leaving.name)
    hands = dealt([each.pk for each in files], [each.id for each in receivers])
    for receiver in receivers:
        _give(files, receiver, set(hands[receiver.id]))
    Member.objects.bulk_update(files, ["clerk", "home_store", "version", "public_since"], batch_size=500)
    given = {each.code: len(hands[each.id]) for each in receivers}
    _told(actor, leaving, receivers, files, given, at)
    act.finish(given=given)
    return given


@unit_of_work
def give_members(*, actor: Actor, operation: OperationKey, numbers: Sequence[str], to_code: str, at: datetime) -> int:
    """Give some members, by number, into a colleague's care. Gives how many had another clerk before.

    The files move to the colleague's store. Raises: NotPermitted, Invalid, MemberUnknown (any beyond reach),
    NotFound (the colleague). Locks: the files, by id.
    """
    act = operations.begin(operation, kind="members.give_members", actor=actor, at=at)
    if act.done:
        return int(act.result["given"])
    require(actor, MembersPermission.HAND_OVER)
    receiver = _receiver(actor, to_code)
    known = [member.pk for member in members_by_number(actor, MembersPermission.HAND_OVER, numbers)]
    files = [
        each
        for each in Member.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=known).order_by("pk")
        if each.clerk_id != receiver.id
    ]
    _give(files, receiver, {each.pk for each in files})
    Member.objects.bulk_update(files, ["clerk", "home_store", "version", "public_since"], batch_size=500)
    on = local_date(at, _ZONE)
    record_events(
        (each.pk, Happening(
            kind=Happened.FILE, at=at, on=on, title=gettext_noop("Given into the care of {after}"),
            facts={"after": receiver.name}, icon="user-share", store_id=each.home_store_id,
        ))
        for each in files
    )  # fmt: skip
    audit_services.record(
        actor, "members.members_handed_over", at=at, subject=("organisation.staff", receiver.id, receiver.code),
        given={receiver.code: len(files)}, members=[each.number for each in files],
    )  # fmt: skip
    outbox.publish("members.members_handed_over", at=at, from_id=None, given={receiver.code: len(files)})
    act.finish(given=len(files))
    return len(files)


def _receiver(actor: Actor, code: str) -> StaffRef:
    found = organisation_selectors.staff_refs([code]).get(code)
    if found is None or not found.is_active or not found.store_id:
        raise NotFound(key=code)
    if not actor.may(MembersPermission.HAND_OVER, store_id=found.store_id):
        raise NotPermitted(permission=str(MembersPermission.HAND_OVER))
    return found


def _people(actor: Actor, from_code: str, to_codes: Sequence[str]) -> tuple[StaffRef, list[StaffRef]]:
    known = organisation_selectors.staff_refs([from_code, *to_codes])
    if from_code not in known:
        raise NotFound(key=from_code)
    if not to_codes or len(set(to_codes)) != len(to_codes) or from_code in to_codes:
        raise Invalid(
            field="to", reason=gettext_noop("choose one colleague or more, each once, not the one who leaves")
        )
    for code in to_codes:
        if code not in known or not known[code].is_active or not known[code].store_id:
            raise NotFound(key=code)
        if not actor.may(MembersPermission.HAND_OVER, store_id=known[code].store_id):
            raise NotPermitted(permission=str(MembersPermission.HAND_OVER))
    return known[from_code], [known[code] for code in to_codes]


def _give(files: Sequence[Member], receiver: StaffRef, ids: set[int]) -> None:
    for each in files:
        if each.pk in ids:
            each.clerk_id, each.public_since = receiver.id, None
            each.home_store_id = receiver.store_id or each.home_store_id
            each.version += 1


def _told(  # noqa: PLR0917 -- everything that one hand-over leaves behind
    actor: Actor,
    leaving: StaffRef,
    receivers: Sequence[StaffRef],
    files: Sequence[Member],
    given: dict[str, int],
    at: datetime,
) -> None:
    """A line on each timeline, one audit row, one event, a to-do for each receiver."""
    names = {each.id: each for each in receivers}
    on = local_date(at, _ZONE)
    record_events(
        (
            each.pk,
            Happening(
                kind=Happened.FILE, at=at, on=on, title=gettext_noop("Handed over from {before} to {after}"),
                facts={"before": leaving.name, "after": names[each.clerk_id or 0].name}, icon="user-share",
                store_id=each.home_store_id,
            ),
        )
        for each in files
    )  # fmt: skip
    audit_services.record(
        actor, "members.members_handed_over", at=at, subject=("organisation.staff", leaving.id, leaving.code),
        given=given, members=[each.number for each in files][:500],
    )  # fmt: skip
    outbox.publish("members.members_handed_over", at=at, from_id=leaving.id, given=given)
    organisation_services.close_task(actor, key=f"{_TO_DO}:{leaving.id}", at=at)
    for receiver in receivers:
        if not given[receiver.code]:
            continue
        task = TaskIn(
            key=f"members.handed_over:{leaving.id}:{receiver.id}:{at.isoformat()}", kind="members.handed_over",
            title=gettext_noop("{count} members of {name} are in your care now"),
            facts={"count": given[receiver.code], "name": leaving.name}, url=f"/members/?view=mine-{receiver.id}",
            icon="user-share", assignee_id=receiver.id,
        )  # fmt: skip
        organisation_services.open_task(actor, task, at=at)


@unit_of_work
def ask_to_hand_over(*, actor: Actor, staff_id: int, store_id: int | None, at: datetime) -> bool:
    """After somebody left: put a to-do before the store, if members are in that person's care. Safe to repeat."""
    require(actor, MembersPermission.HAND_OVER)
    count = members_to_hand_over(actor, staff_id).count()
    if not count:
        return False
    staff = organisation_selectors.staff_row(staff_id)
    task = TaskIn(
        key=f"{_TO_DO}:{staff_id}", kind=_TO_DO,
        title=gettext_noop("{name} has left: {count} members need a colleague"),
        facts={"name": staff.name, "count": count}, url=f"/members/hand-over?from={staff.code}", icon="user-share",
        tone="danger", store_id=store_id,
    )  # fmt: skip
    organisation_services.open_task(actor, task, at=at)
    return True


@unit_of_work
def make_public(*, actor: Actor, member_ids: list[int], on: date, at: datetime) -> int:
    """Let anybody claim these members; they keep their store. Gives how many. Safe to repeat.

    Raises: NotPermitted. Locks: the files, by id.
    """
    require(actor, MembersPermission.HAND_OVER)
    rows = Member.objects.select_for_update(of=("self",), no_key=True).order_by("pk")
    files = list(rows.filter(pk__in=member_ids, state=State.ACTIVE, public_since=None))
    for each in files:
        each.clerk_id, each.public_since, each.version = None, on, each.version + 1
    Member.objects.bulk_update(files, ["clerk", "public_since", "version"], batch_size=500)
    title = gettext_noop("In nobody’s care after long silence")
    record_events(
        (each.pk, Happening(kind=Happened.FILE, at=at, on=on, title=title, icon="user-off")) for each in files
    )
    if files:
        audit_services.record(
            actor, "members.made_public", at=at, subject=("members.member", files[0].pk, files[0].number),
            members=[each.number for each in files],
        )  # fmt: skip
        outbox.publish("members.made_public", at=at, member_ids=[each.pk for each in files])
    return len(files)


@unit_of_work
def claim_member(*, actor: Actor, operation: OperationKey, member_id: int, at: datetime) -> None:
    """Take a public member of one's own store into one's care, a few a day.

    Raises: NotPermitted, MemberUnknown, NotPublic, ClaimedEnough. Locks: the file.
    """
    act = operations.begin(operation, kind="members.claim", actor=actor, at=at)
    if act.done:
        return
    require(actor, MembersPermission.CLAIM_MEMBERS)
    if actor.staff_id is None:
        raise NotPermitted(permission=str(MembersPermission.CLAIM_MEMBERS))
    rows = Member.objects.select_for_update(of=("self",), no_key=True).select_related("home_store")
    member = rows.filter(visible(actor), pk=member_id, state=State.ACTIVE).first()
    if member is None:
        raise MemberUnknown(key=member_id)
    if not actor.may(MembersPermission.CLAIM_MEMBERS, store_id=member.home_store_id):
        raise NotPermitted(permission=str(MembersPermission.CLAIM_MEMBERS))
    if member.public_since is None:
        raise NotPublic(number=member.number)
    on = local_date(at, member.home_store.time_zone)
    _count_claim(actor.staff_id, member, on, at)
    member.clerk_id, member.public_since, member.version = actor.staff_id, None, member.version + 1
    member.save(update_fields=["clerk", "public_since", "version"])
    title = gettext_noop("Came into the care of {name}")
    happening = Happening(kind=Happened.FILE, at=at, on=on, title=title, facts={"name": actor.name}, icon="user-heart")
    record_events([(member.pk, happening)])
    audit_services.record(
        actor, "members.claimed", at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name),
    )  # fmt: skip
    outbox.publish("members.clerk_changed", at=at, member_id=member.pk, clerk_id=actor.staff_id)
    act.finish()


@joins_unit_of_work
def _count_claim(staff_id: int, member: Member, on: date, at: datetime) -> None:
    """The next free number of the clerk's day; two tills cannot take the same one."""
    limit = claims_per_day(on, member.home_store_id)
    taken = Claim.objects.filter(clerk_id=staff_id, on=on).count()
    for nth in range(taken + 1, limit + 1):
        row = Claim(member=member, clerk_id=staff_id, on=on, nth=nth, at=at)
        Claim.objects.bulk_create([row], ignore_conflicts=True)
        if Claim.objects.filter(clerk_id=staff_id, on=on, nth=nth, member=member).exists():
            return
    raise ClaimedEnough(limit=limit)
