"""Joining by the clerk's QR: the invitation, the request with its code, and what is left of it afterwards."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.members.errors import JoinCodeWrong
from facet.members.models import JoinRequest, Member
from facet.members.permissions import MembersPermission
from facet.members.rules import contacts
from facet.members.rules import joining as rules
from facet.members.rules.words import ConsentChannel
from facet.members.selectors.invitation import invitation_of


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinIn:
    """What a visitor fills in. `agreed`: to the text of `rules.joining.TEXT_VERSION`, without which nobody joins."""

    name: str
    phone: str
    channels: tuple[ConsentChannel, ...] = ()
    agreed: bool = False
    language: str = "zh-hans"


@dataclass(frozen=True, slots=True)
class ReadyToJoin:
    """A request whose code was right: everything that opening the file needs."""

    request_id: int
    name: str
    phone: str
    channels: tuple[ConsentChannel, ...]
    store_code: str
    clerk_code: str
    referrer_number: str


@unit_of_work
def begin_joining(*, invitation: str, wanted: JoinIn, at: datetime) -> str:
    """Keep what a visitor filled in, sealed, and have a code sent to the phone. Gives the secret of the request.

    Says nothing about whether the phone is known. Raises: InvitationOver, Invalid.
    """
    said = invitation_of(invitation)
    phone = contacts.normal_phone(wanted.phone)
    if not wanted.name.strip() or len(wanted.name) > 60:
        raise Invalid(field="name", reason=gettext_noop("must not be empty"))
    if not wanted.agreed:
        raise Invalid(field="agreed", reason=gettext_noop("Without your agreement we may not keep your data."))
    secret = secrets.token_urlsafe(24)
    row = JoinRequest.objects.create(
        key_digest=rules.digest_of(secret), invitation=rules.digest_of(invitation), name=wanted.name.strip(),
        phone=phone, code=rules.code_of(secrets.randbelow(1_000_000)), store_id=said.store_id,
        clerk_id=said.clerk_id, referrer_id=said.referrer_id, consents=[each.value for each in wanted.channels],
        text_version=rules.TEXT_VERSION, begun_at=at, expires_at=rules.code_until(at), language=wanted.language,
    )  # fmt: skip
    outbox.publish("members.join_code_wanted", at=at, request_id=row.pk)
    return secret


@unit_of_work
def try_join_code(*, secret: str, code: str, at: datetime) -> ReadyToJoin | None:
    """Compare the code; a wrong one counts, so this gives None instead of refusing. At most five tries.

    Raises: JoinCodeWrong for an unknown or ended request. Locks: the request.
    """
    rows = JoinRequest.objects.select_for_update(of=("self",)).select_related("store", "clerk", "referrer")
    row = rows.filter(key_digest=rules.digest_of(secret), done_at=None).first()
    if row is None or at >= row.expires_at or row.tries >= rules.MOST_TRIES:
        raise JoinCodeWrong
    if not rules.same(row.code or "", code.strip()):
        row.tries += 1
        row.save(update_fields=["tries"])
        return None
    return ReadyToJoin(
        request_id=row.pk, name=row.name or "", phone=row.phone or "",
        channels=tuple(ConsentChannel(each) for each in row.consents), store_code=row.store.code,
        clerk_code=row.clerk.code if row.clerk and row.clerk.is_active else "",
        referrer_number=row.referrer.number if row.referrer and row.referrer.is_active else "",
    )  # fmt: skip


@unit_of_work
def finish_joining(*, actor: Actor, request_id: int, member_id: int | None, at: datetime) -> None:
    """Forget what the visitor typed: a file was opened, or she was a member already. Safe to repeat."""
    require(actor, MembersPermission.CREATE_MEMBERS)
    row = JoinRequest.objects.select_for_update().get(pk=request_id)
    if row.done_at is not None:
        return
    _wipe(row)
    row.done_at = at
    row.save(update_fields=["name", "phone", "code", "done_at"])
    if member_id is not None:
        number = Member.objects.values_list("number", flat=True).get(pk=member_id)
        audit_services.record(
            actor, "members.joined_by_qr", at=at, subject=("members.member", member_id, number),
            text_version=row.text_version, clerk=row.clerk_id, referrer=row.referrer_id,
        )  # fmt: skip


@unit_of_work
def forget_join_requests(*, actor: Actor, at: datetime) -> int:
    """Wipe requests whose code has ended. Gives how many. Safe to repeat."""
    require(actor, MembersPermission.CREATE_MEMBERS)
    rows = list(JoinRequest.objects.select_for_update().filter(expires_at__lt=at, done_at=None)[:500])
    for row in rows:
        _wipe(row)
        row.done_at = at
        row.save(update_fields=["name", "phone", "code", "done_at"])
    return len(rows)


def _wipe(row: JoinRequest) -> None:
    row.name, row.phone, row.code = None, None, None
