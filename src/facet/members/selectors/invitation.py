"""The clerk's QR, signed: what it says, and whether it still counts."""

from django.core import signing

from facet.kernel import sealed
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.members.errors import InvitationOver, MemberUnknown
from facet.members.models import Member
from facet.members.permissions import MembersPermission
from facet.members.rules import joining as rules
from facet.members.rules.joining import Invitation
from facet.members.rules.words import State
from facet.members.selectors.reach import visible

_SALT = "members.join"


def invite(*, actor: Actor, referrer_number: str = "") -> str:
    """The text of a QR by which somebody joins in the actor's store, in her care. Good for half a day.

    Raises: NotPermitted, Invalid (no store), MemberUnknown (referrer). Queries: 0 or 1.
    """
    require(actor, MembersPermission.CREATE_MEMBERS)
    if actor.store_id is None:
        raise Invalid(field="store", reason=gettext_noop("Invitations are made in a store; you belong to none."))
    require(actor, MembersPermission.CREATE_MEMBERS, store_id=actor.store_id)
    referrer_id = None
    if referrer_number:
        referrers = Member.objects.filter(visible(actor), number=referrer_number.upper(), state=State.ACTIVE)
        referrer_id = referrers.values_list("pk", flat=True).first()
        if referrer_id is None:
            raise MemberUnknown(key=referrer_number)
    return signing.dumps([actor.store_id, actor.staff_id, referrer_id], key=_key(), salt=_SALT, compress=True)


def invitation_of(text: str) -> Invitation:
    """What the QR `text` says. Raises: InvitationOver when it is too old or was changed. Queries: 0."""
    try:
        store_id, clerk_id, referrer_id = signing.loads(
            text, key=_key(), salt=_SALT, max_age=rules.INVITATION_HOURS * 3600
        )
    except (signing.BadSignature, ValueError, TypeError):
        raise InvitationOver from None
    return Invitation(store_id, clerk_id, referrer_id)


def _key() -> str:
    return sealed.token(_SALT, "key").hex()
