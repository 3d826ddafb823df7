"""A member's link to her own card page: made, taken back, and what she may do there."""

import base64
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import operations, outbox, sealed
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, house
from facet.kernel.transactions import unit_of_work
from facet.members.errors import CardPageGone
from facet.members.models import CardPage, Consent, Member
from facet.members.permissions import MembersPermission
from facet.members.rules import joining as rules
from facet.members.rules.words import ConsentChannel
from facet.members.selectors.card_page import member_of_page
from facet.members.services.locking import lock_file


@unit_of_work
def make_card_page(*, actor: Actor, operation: OperationKey, member_id: int, at: datetime) -> str:
    """A fresh link to the member's card page; an older one ends. Gives its secret, of which the digest is kept.

    The secret comes from the key ring and the operation, so that a repeated request gives the same.
    Raises: NotPermitted, MemberUnknown, MemberArchived. Locks: the file.
    """
    act = operations.begin(operation, kind="members.make_card_page", actor=actor, at=at)
    token = sealed.token("members.card_page", str(act.id)) + sealed.token("members.card_page.2", str(act.id))
    secret = base64.urlsafe_b64encode(token[:24]).decode()
    if act.done:
        return secret
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    CardPage.objects.filter(member=member, revoked_at=None).update(revoked_at=at)
    CardPage.objects.create(
        member=member, digest=rules.digest_of(secret), made_at=at, made_by=actor.key, expires_at=rules.page_until(at)
    )
    _record(actor, "members.card_page_made", member, at)
    act.finish()
    return secret


@unit_of_work
def revoke_card_page(*, actor: Actor, operation: OperationKey, member_id: int, at: datetime) -> None:
    """End the member's link, for a lost phone. Raises: NotPermitted, MemberUnknown, MemberArchived."""
    act = operations.begin(operation, kind="members.revoke_card_page", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    if CardPage.objects.filter(member=member, revoked_at=None).update(revoked_at=at):
        _record(actor, "members.card_page_revoked", member, at)
    act.finish()


@unit_of_work
def withdraw_own_consent(*, secret: str, channel: ConsentChannel, at: datetime) -> None:
    """The member herself takes a consent back on her card page. Raises: CardPageGone."""
    found = member_of_page(secret, at=at)
    if found is None:
        raise CardPageGone
    member = Member.objects.select_for_update(of=("self",), no_key=True).select_related("home_store").get(pk=found)
    actor = house("members.card_page", via="web")
    Consent.objects.create(
        member=member, channel=channel, is_granted=False, given_at=at, recorded_by=actor.key,
        store_id=member.home_store_id,
    )  # fmt: skip
    _record(actor, "members.consent_withdrawn", member, at, channel=channel)
    outbox.publish("members.consent_changed", at=at, member_id=member.pk, channel=channel, is_granted=False)


def _record(actor: Actor, action: str, member: Member, at: datetime, **facts: str) -> None:
    audit_services.record(
        actor, action, at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), **facts,
    )  # fmt: skip
