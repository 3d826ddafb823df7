"""The wish list: what a member would like to have."""

from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.members.errors import WishKnown
from facet.members.models import Wish
from facet.members.permissions import MembersPermission
from facet.members.rules.need import WishIn, WishState
from facet.members.services.locking import lock_file


@unit_of_work
def add_wish(*, actor: Actor, operation: OperationKey, member_id: int, wish: WishIn, at: datetime) -> int:
    """Put a piece or a style on the member's wish list. Gives the wish's id.

    Raises: NotPermitted, MemberUnknown, MemberArchived, WishKnown, Invalid. Locks: the file.
    """
    act = operations.begin(operation, kind="members.add_wish", actor=actor, at=at)
    if act.done:
        return int(act.result["wish_id"])
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    if not wish.tag and wish.style_id is None:
        raise Invalid(field="code", reason=gettext_noop("Scan a piece, or write the number of a style."))
    open_ones = Wish.objects.filter(member=member, state=WishState.OPEN, tag=wish.tag)
    if (open_ones if wish.tag else open_ones.filter(style_id=wish.style_id or 0)).exists():
        raise WishKnown(name=wish.name)
    row = Wish.objects.create(
        member=member, style_id=wish.style_id, tag=wish.tag, name=wish.name[:120], is_secret=wish.is_secret,
        note=wish.note.strip(), opened_at=at, opened_by_name=actor.name[:60],
    )  # fmt: skip
    audit_services.record(
        actor, "members.wish_added", at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), wish=row.pk, secret=row.is_secret,
    )  # fmt: skip
    outbox.publish("members.wish_added", at=at, member_id=member.pk, wish_id=row.pk)
    act.finish(wish_id=row.pk)
    return row.pk


@unit_of_work
def end_wish(*, actor: Actor, operation: OperationKey, wish_id: int, state: WishState, at: datetime) -> int:
    """Take a wish off the list: granted, or removed. Gives the member's id.

    Raises: NotPermitted, NotFound, Invalid. Locks: the file.
    """
    act = operations.begin(operation, kind="members.end_wish", actor=actor, at=at)
    if act.done:
        return int(act.result["member_id"])
    if state == WishState.OPEN:
        raise Invalid(field="state", reason=gettext_noop("Choose one of the list."))
    member_id = Wish.objects.filter(pk=wish_id).values_list("member_id", flat=True).first()
    if member_id is None:
        raise NotFound(key=str(wish_id))
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    if not Wish.objects.filter(pk=wish_id, state=WishState.OPEN).update(state=state, closed_at=at):
        raise NotFound(key=str(wish_id))
    audit_services.record(
        actor, "members.wish_ended", at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), wish=wish_id, state=state,
    )  # fmt: skip
    act.finish(member_id=member.pk)
    return member.pk
