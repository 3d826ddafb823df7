"""What a person may ask of us about herself: everything we hold, and to be forgotten."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from facet.audit import services as audit_services
from facet.kernel import operations, outbox, privacy
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import noted_reading, unit_of_work
from facet.members.errors import AlreadyErased, EraseNeedsApproval, MattersOpen
from facet.members.models import Card, Erasure, GroupMember, Member, Size, Tagging
from facet.members.permissions import MembersPermission
from facet.members.rules.privacy import APPROVAL_KIND, erase_digest
from facet.members.rules.words import CardState, State
from facet.members.selectors.open_matters import open_matters
from facet.members.services.locking import lock_file
from facet.organisation import services as organisation_services

FORMAT = "facet.person/1"


@dataclass(frozen=True, slots=True)
class PersonExport:
    """Everything the house holds of one person. `tables`: (table, English title, rows as columns → values)."""

    number: str
    at: datetime
    by: str
    tables: tuple[tuple[str, str, tuple[dict[str, Any], ...]], ...]

    def plain(self) -> dict[str, Any]:
        """As JSON: machine-readable, PIPL 45."""
        tables: dict[str, list[dict[str, Any]]] = {}
        for label, _, rows in self.tables:
            tables.setdefault(label, []).extend(dict(row) for row in rows if row not in tables[label])
        head = {"format": FORMAT, "member": self.number, "exported_at": self.at.isoformat(), "by": self.by}
        return head | {"tables": tables}


@noted_reading
def export_member(*, actor: Actor, member_id: int, at: datetime) -> PersonExport:
    """Everything the house holds of a member, remembered in the audit record. The file itself is given to her only.

    Raises: MemberUnknown, NotPermitted. Locks: the file. Queries: 1 for each table, and the record.
    """
    member = lock_file(actor, MembersPermission.EXPORT_MEMBERS, member_id, archived_too=True)
    found = privacy.rows_of(member.pk)
    rows = sum(len(each) for _, each in found)
    _record(actor, "members.person_exported", member, at, rows=rows)
    tables = tuple((table.model, table.title, tuple(each)) for table, each in found if each)
    return PersonExport(member.number, at, actor.name, tables)


@unit_of_work
def erase_member(
    *, actor: Actor, operation: OperationKey, member_id: int, approval_id: int | None, reason: str, at: datetime
) -> int:
    """Forget a person for good: personal data is blanked everywhere, amounts and days stay. Gives the rows touched.

    Raises: NotPermitted, MemberUnknown, AlreadyErased, MattersOpen, EraseNeedsApproval, Invalid, and what
    `use_approval` raises. Locks: the file, the approval.
    """
    act = operations.begin(operation, kind="members.erase", actor=actor, at=at)
    if act.done:
        return int(act.result["rows"])
    member = lock_file(actor, MembersPermission.ERASE_MEMBERS, member_id, archived_too=True)
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("write who asked for it and when"))
    _refuse_open(member)
    if approval_id is None:
        raise EraseNeedsApproval(number=member.number)
    organisation_services.use_approval(
        actor, approval_id=approval_id, kind=APPROVAL_KIND, digest=erase_digest(member_id), amount=1, at=at
    )
    rows = _forget(actor, member, operation_id=act.id, approval_id=approval_id, reason=reason, at=at)
    act.finish(rows=rows)
    return rows


@unit_of_work
def reapply_erasure(*, actor: Actor, number: str, operation_id: Any, at: datetime) -> bool:
    """Forget again whom a restored backup remembers; False where nothing is to do.

    For the house itself. Raises: EraseNeedsApproval for people. Locks: the file.
    """
    if not actor.almighty:
        raise EraseNeedsApproval(number=number)
    member = Member.objects.select_for_update(of=("self",)).select_related("home_store").filter(number=number).first()
    if member is None or Erasure.objects.filter(member=member).exists():
        return False
    reason = "Applied again after a backup was restored"
    _forget(actor, member, operation_id=operation_id, approval_id=None, reason=reason, at=at)
    return True


def _refuse_open(member: Member) -> None:
    if Erasure.objects.filter(member=member).exists():
        raise AlreadyErased(number=member.number)
    if matters := open_matters(member.pk):
        raise MattersOpen(number=member.number, count=len(matters), what=" ".join(matters))


def _forget(
    actor: Actor, member: Member, *, operation_id: Any, approval_id: int | None, reason: str, at: datetime
) -> int:
    counts = privacy.erase(member.pk)
    for table in (Tagging, GroupMember, Size):
        table.objects.filter(member=member).delete()
    member.preferences.clear()
    Card.objects.filter(member=member, state__in=[CardState.ACTIVE, CardState.FROZEN]).update(state=CardState.EXPIRED)
    Member.objects.filter(pk=member.pk).update(
        gender="", admin_code="", area="", birth_decade=None, is_lunar_birthday=False, ring_tenths=None, clerk=None,
        state=State.ARCHIVED, archived_at=at, version=member.version + 1,
    )  # fmt: skip
    Erasure.objects.create(
        member=member, number=member.number, at=at, by=actor.key, approved_by=approval_id, reason=reason[:200],
        fields=counts, operation_id=operation_id,
    )  # fmt: skip
    _record(actor, "members.member_erased", member, at, rows=sum(counts.values()), approval=approval_id or 0)
    outbox.publish(
        "members.member_erased", at=at, member_id=member.pk, number=member.number, operation=str(operation_id)
    )
    return sum(counts.values())


def _record(actor: Actor, action: str, member: Member, at: datetime, **facts: Any) -> None:
    audit_services.record(
        actor, action, at=at, subject=("members.member", member.pk, member.number),
        store=(member.home_store_id, member.home_store.name), **facts,
    )  # fmt: skip
