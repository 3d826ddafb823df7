"""The rules in force."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from facet.loyalty.errors import ProgrammeMissing
from facet.loyalty.models import Grade, RuleVersion
from facet.loyalty.rules.parsing import parse_programme
from facet.loyalty.rules.programme import GradeFacts, Programme


def programme_on(on: date) -> Programme:
    """The programme in force on `on`, with its ladder. Raises: ProgrammeMissing. Queries: 1."""
    steps = list(Grade.objects.select_related("version").filter(version__in=in_force(on).values("id")[:1]))
    if not steps:
        raise ProgrammeMissing(on=on.isoformat())
    return programme_of(steps[0].version, steps)


def in_force(on: date) -> QuerySet[RuleVersion]:
    """Published versions that count on `on`, the one in force first."""
    published = RuleVersion.objects.filter(state=RuleVersion.State.PUBLISHED, effective_on__lte=on)
    return published.order_by("-effective_on", "-number")


def programme_of(version: RuleVersion, steps: Iterable[Grade]) -> Programme:
    """The programme that one version and its grade rows describe."""
    ladder = [GradeFacts(step.code, step.name, step.name_en, step.threshold, step.coefficient_bp) for step in steps]
    return parse_programme(version.rules, ladder, version_id=version.pk, number=version.number)
