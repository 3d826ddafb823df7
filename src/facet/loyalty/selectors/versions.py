"""The rules page: the version in force, the draft, the history, and how many members stand on each step."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from facet.kernel.permissions import Actor, require
from facet.loyalty.models import PointsAccount, RuleVersion
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.overlaps import Overlap, overlaps
from facet.loyalty.rules.programme import GradeFacts, Programme
from facet.loyalty.rules.templates import BLANK
from facet.loyalty.selectors.programme import programme_of

HISTORY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """One version in the history. `state`: draft, coming, in_force or past."""

    number: int
    state: str
    effective_on: date | None
    published_by: str
    rules: Mapping[str, Any]  # as rules.parsing takes them
    programme: Programme
    approval_id: int | None = None
    copy_of: int | None = None  # the version whose rules a stop brought back

    @property
    def is_blank(self) -> bool:
        """Whether nobody has written a rule in it yet: the rule set that a house begins with."""
        return dict(self.rules) == dict(BLANK)


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the ladder in force and how many members with a points account stand on it."""

    grade: GradeFacts
    members: int
    share_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammePage:
    """Everything the rules page shows."""

    in_force: VersionRow | None
    draft: VersionRow | None
    versions: Sequence[VersionRow]
    steps: Sequence[StepRow]
    overlaps: Sequence[Overlap]
    draft_overlaps: Sequence[Overlap] = ()

    @property
    def can_stop(self) -> bool:
        """Whether there are earlier rules to fall back to."""
        return any(row.state == "past" for row in self.versions)


def programme_page(viewer: Actor, *, on: date) -> ProgrammePage:
    """The rules of the house as of `on`. Raises: NotPermitted. Queries: 3."""
    require(viewer, LoyaltyPermission.VIEW_PROGRAMME)
    versions = _versions(on)
    in_force = next((row for row in versions if row.state == "in_force"), None)
    draft = next((row for row in versions if row.state == "draft"), None)
    return ProgrammePage(
        in_force=in_force,
        draft=draft,
        versions=versions,
        steps=_steps(in_force.programme.ladder) if in_force else [],
        overlaps=overlaps(in_force.programme, on) if in_force else [],
        draft_overlaps=overlaps(draft.programme, on) if draft else [],
    )


def draft_programme(viewer: Actor) -> VersionRow | None:
    """The draft, if there is one. Raises: NotPermitted. Queries: 2, or 1 without one."""
    require(viewer, LoyaltyPermission.VIEW_PROGRAMME)
    rows = (
        RuleVersion.objects.filter(state=RuleVersion.State.DRAFT).select_related("copy_of").prefetch_related("grades")
    )
    return next((_row(row, "draft") for row in rows), None)


def _versions(on: date) -> list[VersionRow]:
    """The newest first; of those that have begun, the one that counts is the latest to begin."""
    rows = list(RuleVersion.objects.select_related("copy_of").prefetch_related("grades").order_by("-number")[:HISTORY])
    begun = [row for row in rows if row.effective_on and row.effective_on <= on and row.state != "draft"]
    counts = max(begun, key=lambda row: (row.effective_on, row.number), default=None)
    found = []
    for row in rows:
        if row.state == RuleVersion.State.DRAFT:
            state = "draft"
        elif row is counts:
            state = "in_force"
        else:
            state = "past" if row in begun else "coming"
        found.append(_row(row, state))
    return found


def _row(row: RuleVersion, state: str) -> VersionRow:
    return VersionRow(
        number=row.number,
        state=state,
        effective_on=row.effective_on,
        published_by=row.published_by,
        rules=row.rules,
        programme=programme_of(row, row.grades.all()),
        approval_id=row.approval_id,
        copy_of=row.copy_of.number if row.copy_of else None,
    )


def _steps(ladder: Sequence[GradeFacts]) -> list[StepRow]:
    rows = PointsAccount.objects.values_list("member__standing__grade_code").annotate(members=Count("id"))
    counts: dict[str, int] = defaultdict(int)
    counts.update(dict(rows.order_by()))
    whole = sum(counts.values())
    return [
        StepRow(grade, counts[grade.code], counts[grade.code] * 10_000 // whole if whole else 0) for grade in ladder
    ]
