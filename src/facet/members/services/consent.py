"""What a member allows us to use, for what, after which text; and whether we may draw conclusions."""

from dataclasses import dataclass
from datetime import datetime

from facet.audit import services as audit_services
from facet.kernel import operations, outbox
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.members.models import Consent, ConsentText
from facet.members.permissions import MembersPermission
from facet.members.rules.words import ConsentChannel, ConsentPurpose
from facet.members.services.locking import lock_file
from facet.members.services.noting import note_act


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentAnswer:
    """One answer, as it was given after the text of its purpose was read out."""

    channel: ConsentChannel
    purpose: ConsentPurpose = ConsentPurpose.MARKETING
    is_granted: bool


@unit_of_work
def set_consent(*, actor: Actor, operation: OperationKey, member_id: int, answer: ConsentAnswer, at: datetime) -> None:
    """Write down that the member allows or forbids a channel for a purpose; the latest answer counts at once.

    The row keeps the version of the text that is in force. Raises: NotPermitted, MemberUnknown, MemberArchived.
    """
    act = operations.begin(operation, kind="members.set_consent", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    Consent.objects.create(
        member=member, channel=answer.channel, purpose=answer.purpose, is_granted=answer.is_granted, given_at=at,
        text_version=str(_version(answer.purpose) or 1), recorded_by=actor.key,
        store_id=actor.store_id or member.home_store_id,
    )  # fmt: skip
    action = "members.consent_given" if answer.is_granted else "members.consent_withdrawn"
    note_act(actor, action, member, at=at, channel=answer.channel, purpose=answer.purpose)
    outbox.publish(
        "members.consent_changed", at=at, member_id=member.pk, channel=answer.channel, purpose=answer.purpose,
        is_granted=answer.is_granted,
    )  # fmt: skip
    act.finish()


@unit_of_work
def set_profiling(*, actor: Actor, operation: OperationKey, member_id: int, is_allowed: bool, at: datetime) -> None:
    """Write down whether we may propose from what she bought and likes; no takes effect at once.

    Raises: NotPermitted, MemberUnknown, MemberArchived. Locks: the file.
    """
    act = operations.begin(operation, kind="members.set_profiling", actor=actor, at=at)
    if act.done:
        return
    member = lock_file(actor, MembersPermission.EDIT_MEMBERS, member_id)
    if member.no_profiling == is_allowed:
        member.no_profiling = not is_allowed
        member.version += 1
        member.save(update_fields=["no_profiling", "version"])
        note_act(actor, "members.profiling_set", member, at=at, is_allowed=is_allowed)
        outbox.publish("members.profiling_changed", at=at, member_id=member.pk, is_allowed=is_allowed)
    act.finish()


@unit_of_work
def save_consent_text(
    *, actor: Actor, operation: OperationKey, purpose: ConsentPurpose, text: str, text_en: str = "", at: datetime
) -> int:
    """Put a new version of a purpose's text into force; older ones stay for the answers given to them.

    Gives the version. Raises: NotPermitted, Invalid.
    """
    act = operations.begin(operation, kind="members.save_consent_text", actor=actor, at=at)
    if act.done:
        return int(act.result["version"])
    require(actor, MembersPermission.MANAGE_FIELDS)
    if not 10 <= len(text.strip()) <= 2_000:
        raise Invalid(field="text", reason=gettext_noop("Write the text in 10 to 2000 characters."))
    if len(text_en) > 2_000:
        raise Invalid(field="text_en", reason=gettext_noop("This is too long."))
    version = _version(purpose) + 1
    ConsentText.objects.create(
        purpose=purpose, version=version, text=text.strip(), text_en=text_en.strip(), valid_from=at,
        created_by=actor.key,
    )  # fmt: skip
    audit_services.record(
        actor, "members.consent_text_saved", at=at, subject=("members.consent_text", version, purpose), version=version
    )
    act.finish(version=version)
    return version


def _version(purpose: ConsentPurpose) -> int:
    latest = ConsentText.objects.filter(purpose=purpose).order_by("-version").values_list("version", flat=True)
    return latest.first() or 0
