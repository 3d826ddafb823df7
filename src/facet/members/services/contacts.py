"""Showing what is masked."""

from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel.errors import Invalid, NotPermitted, gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.members.errors import NothingOnFile, ReasonNeeded
from facet.members.permissions import MembersPermission
from facet.members.rules.contacts import shown_phone
from facet.members.services.locking import lock_file

# Field → the switch that opens it.
REVEALABLE = {
    "phone": "phone",
    "email": "phone",
    "wechat": "phone",
    "street": "phone",
    "birth_date": "birth_date",
    "id_number": "id_number",
}
NEEDS_REASON = frozenset({"id_number"})


@unit_of_work
def reveal_contact(*, actor: Actor, member_id: int, field: str, reason: str = "", at: datetime) -> str:
    """The masked `field` in the clear; that it was shown is remembered, with the reason.

    Raises: NotPermitted, MemberUnknown, Invalid (field), ReasonNeeded, NothingOnFile.
    """
    if field not in REVEALABLE:
        raise Invalid(field="field", reason=gettext_noop("Choose one of the list."))
    member = lock_file(actor, MembersPermission.REVEAL_CONTACT, member_id, archived_too=True)
    if not actor.sees(REVEALABLE[field]):
        raise NotPermitted(permission=f"{MembersPermission.REVEAL_CONTACT} ({REVEALABLE[field]})")
    if field in NEEDS_REASON and len(reason.strip()) < 4:
        raise ReasonNeeded
    value = getattr(member, field) or ""
    if not value:
        raise NothingOnFile
    audit_services.record(
        actor, "members.contact_revealed", at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), field=field, reason=reason.strip(),
    )  # fmt: skip
    return shown_phone(value) if field == "phone" else str(value)
