"""Writing down that a grade changed: the row, the timeline, the audit trail, the event."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import outbox
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.kernel.wording import both
from facet.loyalty.models import GradeChange, PointsAccount
from facet.loyalty.rules.grade import AT_ONCE
from facet.loyalty.rules.kinds import BasisKind, GradeCause
from facet.loyalty.rules.programme import Programme
from facet.loyalty.selectors.measures import figures_of
from facet.members import services as members_services
from facet.members.rules.timeline import Happening
from facet.members.rules.words import Happened


@dataclass(frozen=True, slots=True, kw_only=True)
class Regraded:
    """One member's way from one grade to another: the points that decided, the cause and its moment."""

    member_id: int
    before: str
    after: str
    lifetime: int
    cause: GradeCause
    at: datetime
    on: date
    store_id: int | None = None
    entry_id: int | None = None


@joins_unit_of_work
def record_grade(change: Regraded, *, actor: Actor, programme: Programme) -> None:
    """Write `change` down everywhere but on the standing, which the caller writes. Queries: 5."""
    GradeChange.objects.create(
        member_id=change.member_id,
        before=change.before,
        after=change.after,
        at=change.at,
        on=change.on,
        cause=change.cause.value,
        entry_id=change.entry_id,
        rule_version_id=programme.version_id,
        lifetime=change.lifetime,
    )
    before, after = programme.grade(change.before), programme.grade(change.after)
    members_services.record_event(
        change.member_id,
        Happening(
            kind=Happened.GRADE,
            at=change.at,
            on=change.on,
            title=gettext_noop("Grade: {before} became {after}"),
            facts=both("before", before.name, before.name_en) | both("after", after.name, after.name_en),
            store_id=change.store_id,
        ),
    )
    number = PointsAccount.objects.values_list("member__number", flat=True).get(member_id=change.member_id)
    cause = change.cause.value
    audit_services.record(
        actor,
        "loyalty.grade_changed",
        at=change.at,
        subject=("members.member", change.member_id, number),
        lifetime=change.lifetime,
        before={"grade": change.before},
        after={"grade": change.after},
        cause=cause,
    )
    outbox.publish(
        "loyalty.grade_changed",
        at=change.at,
        member_id=change.member_id,
        before=change.before,
        after=change.after,
        cause=cause,
    )


@joins_unit_of_work
def figure_now(account: PointsAccount, programme: Programme, *, on: date) -> int | None:
    """What the ladder is compared with right after a ticket; None where the nightly review decides.

    Queries: 0, or 1 where points of a period count.
    """
    if programme.basis.kind not in AT_ONCE:
        return None
    if programme.basis.kind == BasisKind.LIFETIME:
        return account.lifetime
    if programme.basis.kind == BasisKind.BALANCE:
        return account.available
    return figures_of([account.member_id], basis=programme.basis, on=on)[account.member_id]
