"""Opening, changing and publishing versions of the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Max

from facet.audit import services as audit_services
from facet.kernel import outbox
from facet.kernel.clock import local_date
from facet.kernel.errors import ApprovalNeeded, Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.errors import NothingToStop, ProgrammeFixed
from facet.loyalty.models import Grade, RuleVersion
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.rules.publishing import APPROVAL_KIND, digest_of
from facet.loyalty.rules.templates import TEMPLATES
from facet.loyalty.selectors.measures import offered_figures
from facet.loyalty.selectors.programme import in_force, programme_of
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish

BEFORE_ALL_SALES = date(1970, 1, 1)  # older systems' sales are taken in with their own days


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A whole programme as it is stored: the JSON of rules.parsing, and the ladder."""

    rules: Mapping[str, Any]
    ladder: Sequence[GradeFacts]


@unit_of_work
def install_programme(
    actor: Actor, at: datetime, *, template: str = "seed", effective_on: date | None = None
) -> RuleVersion:
    """The first version of a new chain, in force from `effective_on` (by default today); later calls change nothing.

    Raises: NotPermitted, NotFound. Source: decisions.md §4.14.
    """
    return _installed(actor, at, template=template, effective_on=effective_on)


def _installed(actor: Actor, at: datetime, *, template: str, effective_on: date | None) -> RuleVersion:
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    if first := RuleVersion.objects.order_by("number").first():
        return first
    if template not in TEMPLATES:
        raise NotFound(key=template)
    rules, ladder = TEMPLATES[template]
    version = _write(None, Rules(rules=rules, ladder=ladder), at)
    return _publish(actor, version, effective_on or local_date(at, settings.TIME_ZONE), at)


@unit_of_work
def begin_without_rules(actor: Actor, at: datetime) -> RuleVersion:
    """The empty rule set, in force for all days, of a house on its first day; where there are rules, nothing.

    Members can buy from the first day, and marketing begins with empty blanks. For slot "house.begin".
    Raises: NotPermitted.
    """
    return _installed(actor, at, template="empty", effective_on=BEFORE_ALL_SALES)


@unit_of_work
def save_draft(*, actor: Actor, wanted: Rules, at: datetime) -> RuleVersion:
    """Keep `wanted` as the draft, in place of the one there may be.

    Raises: NotPermitted, ProgrammeInvalid, BasisMissing. Locks: the newest version.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    RuleVersion.objects.select_for_update().order_by("-number").first()  # one drafter at a time
    draft = RuleVersion.objects.filter(state=RuleVersion.State.DRAFT).first()
    version = _write(draft, wanted, at)
    audit_services.record(
        actor, "loyalty.draft_saved", at=at, subject=("loyalty.rule_version", version.pk, str(version.number))
    )
    return version


@unit_of_work
def request_rules_approval(*, actor: Actor, effective_on: date, reason: str, at: datetime) -> int:
    """Show the draft to a second person, to go live on `effective_on`; gives the approval's id.

    Raises: NotPermitted, also for programs without a person, NotFound without a draft, Invalid.
    Locks: the draft.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    draft = RuleVersion.objects.select_for_update().filter(state=RuleVersion.State.DRAFT).first()
    if draft is None:
        raise NotFound(key="draft")
    _check_day(effective_on, at)
    if not reason.strip():
        raise Invalid(field="reason", reason=gettext_noop("say in a few words what changes and why"))
    wish = _wish_for(draft, effective_on)
    draft.effective_on = effective_on
    draft.approval_id = organisation_services.ask_approval(
        actor, kind=APPROVAL_KIND, store_id=None, wish=wish, reason=reason, at=at
    )
    draft.save(update_fields=["effective_on", "approval"])
    return draft.approval_id


@unit_of_work
def publish_rule_version(
    *, actor: Actor, number: int, effective_on: date, at: datetime, approval_id: int | None = None
) -> RuleVersion:
    """Put draft `number` in force from `effective_on`, today at the earliest, with a second person's yes.

    Without `approval_id` the yes that was asked for with the draft counts; the house itself (a
    command, the demonstration) needs none. Raises: NotPermitted, NotFound, ProgrammeFixed,
    Invalid, ProgrammeInvalid, ApprovalNeeded and the approval's refusals. Locks: the version, the approval.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    version = RuleVersion.objects.select_for_update().filter(number=number).first()
    if version is None:
        raise NotFound(key=number)
    if version.state != RuleVersion.State.DRAFT:
        raise ProgrammeFixed(number=number)
    _check_day(effective_on, at)
    if not actor.almighty:
        approval_id = approval_id or version.approval_id
        if approval_id is None:
            raise ApprovalNeeded(what=gettext_noop("Points rules"), limit=0, wanted=1)
        digest = _wish_for(version, effective_on).digest
        organisation_services.use_approval(
            actor, approval_id=approval_id, kind=APPROVAL_KIND, digest=digest, amount=1, at=at
        )
        version.approval_id = approval_id
    return _publish(actor, version, effective_on, at)


@unit_of_work
def stop_rule_version(*, actor: Actor, number: int, effective_on: date, at: datetime) -> RuleVersion:
    """Fall back from version `number`, in force, to the rules before it: a new version with their words.

    Needs no second person: those rules were live before. Nothing is overwritten; the stopped
    version counts until `effective_on`. Raises: NotPermitted, NotFound when it is not in force,
    NothingToStop, Invalid. Locks: the newest version.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    RuleVersion.objects.select_for_update().order_by("-number").first()
    _check_day(effective_on, at)
    published = list(in_force(local_date(at, settings.TIME_ZONE))[:2])
    if not published or published[0].number != number:
        raise NotFound(key=number)
    if len(published) == 1:
        raise NothingToStop(number=number)
    former = published[1]
    ladder = programme_of(former, former.grades.all()).ladder
    live = {"state": RuleVersion.State.PUBLISHED, "effective_on": effective_on, "published_at": at, "copy_of": former}
    version = _write(None, Rules(rules=former.rules, ladder=ladder), at, **live)
    return _publish(actor, version, effective_on, at)


def _wish_for(draft: RuleVersion, effective_on: date) -> Wish:
    """What a second person is asked to allow."""
    ladder = programme_of(draft, draft.grades.all()).ladder
    digest = digest_of(number=draft.number, rules=draft.rules, ladder=ladder, effective_on=effective_on)
    return Wish(
        subject=f"#{draft.number} {effective_on.isoformat()}", digest=digest, amount=1,
        facts={"number": draft.number, "effective_on": effective_on.isoformat()},
    )  # fmt: skip


def _check_day(effective_on: date, at: datetime) -> None:
    if effective_on < local_date(at, settings.TIME_ZONE):
        raise Invalid(field="effective_on", reason=gettext_noop("rules cannot begin in the past"))


def _write(draft: RuleVersion | None, wanted: Rules, at: datetime, **fields: Any) -> RuleVersion:
    programme = parse_programme(wanted.rules, wanted.ladder)
    offered_figures(programme.basis.kind)  # refuses a basis that nobody has the numbers for
    if draft is None:
        last = RuleVersion.objects.aggregate(last=Max("number"))["last"] or 0
        draft = RuleVersion.objects.create(number=last + 1, rules=dict(wanted.rules), opened_at=at, **fields)
    else:
        draft.rules = dict(wanted.rules)
        draft.approval_id, draft.effective_on = None, None  # a second person saw other words
        draft.save(update_fields=["rules", "approval", "effective_on"])
        draft.grades.all().delete()
    Grade.objects.bulk_create(
        Grade(
            version=draft, code=step.code, name=step.name, name_en=step.name_en,
            threshold=step.threshold, coefficient_bp=step.coefficient_bp,
        )
        for step in programme.ladder
    )  # fmt: skip
    return draft


def _publish(actor: Actor, version: RuleVersion, effective_on: date, at: datetime) -> RuleVersion:
    version.state = RuleVersion.State.PUBLISHED
    version.effective_on, version.published_at, version.published_by = effective_on, at, actor.name[:64]
    version.save(update_fields=["state", "effective_on", "published_at", "published_by", "approval"])
    audit_services.record(
        actor,
        "loyalty.rules_published",
        at=at,
        subject=("loyalty.rule_version", version.pk, str(version.number)),
        effective_on=effective_on.isoformat(),
        rules=version.rules,
        approval_id=version.approval_id,
        copy_of=version.copy_of.number if version.copy_of else None,
    )
    outbox.publish("loyalty.rules_published", at=at, number=version.number, effective_on=effective_on.isoformat())
    return version
