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
from facet.kernel.errors import Invalid, NotFound, gettext_noop
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.errors import ProgrammeFixed
from facet.loyalty.models import Grade, RuleVersion
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.programme import GradeFacts
from facet.loyalty.rules.templates import TEMPLATES


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
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    if first := RuleVersion.objects.order_by("number").first():
        return first
    if template not in TEMPLATES:
        raise NotFound(key=template)
    rules, ladder = TEMPLATES[template]
    version = _write(None, Rules(rules=rules, ladder=ladder), at)
    return _publish(actor, version, effective_on or local_date(at, settings.TIME_ZONE), at)


@unit_of_work
def save_draft(*, actor: Actor, wanted: Rules, at: datetime) -> RuleVersion:
    """Keep `wanted` as the draft, in place of the one there may be.

    Raises: NotPermitted, ProgrammeInvalid. Locks: the newest version.
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
def publish_rule_version(*, actor: Actor, number: int, effective_on: date, at: datetime) -> RuleVersion:
    """Put draft `number` in force from `effective_on`, today at the earliest.

    Raises: NotPermitted, NotFound, ProgrammeFixed, Invalid, ProgrammeInvalid.
    """
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    version = RuleVersion.objects.select_for_update().filter(number=number).first()
    if version is None:
        raise NotFound(key=number)
    if version.state != RuleVersion.State.DRAFT:
        raise ProgrammeFixed(number=number)
    if effective_on < local_date(at, settings.TIME_ZONE):
        raise Invalid(field="effective_on", reason=gettext_noop("rules cannot begin in the past"))
    return _publish(actor, version, effective_on, at)


def _write(draft: RuleVersion | None, wanted: Rules, at: datetime) -> RuleVersion:
    programme = parse_programme(wanted.rules, wanted.ladder)
    if draft is None:
        last = RuleVersion.objects.aggregate(last=Max("number"))["last"] or 0
        draft = RuleVersion.objects.create(number=last + 1, rules=dict(wanted.rules), opened_at=at)
    else:
        draft.rules = dict(wanted.rules)
        draft.save(update_fields=["rules"])
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
    version.save(update_fields=["state", "effective_on", "published_at", "published_by"])
    audit_services.record(
        actor,
        "loyalty.rules_published",
        at=at,
        subject=("loyalty.rule_version", version.pk, str(version.number)),
        effective_on=effective_on.isoformat(),
        rules=version.rules,
    )
    outbox.publish("loyalty.rules_published", at=at, number=version.number, effective_on=effective_on.isoformat())
    return version
