"""What each grade brings beside points."""

from dataclasses import dataclass
from datetime import date, datetime

from facet.kernel.permissions import Actor, require
from facet.loyalty.models import GradePolicy
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.policy import PolicyIn
from facet.loyalty.selectors.programme import programme_on


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRow:
    """The policy in force for one grade; `version` 0 where none was written yet."""

    grade_code: str
    name: str
    name_en: str
    version: int
    since: datetime | None
    policy: PolicyIn


def grade_policies(viewer: Actor, *, on: date) -> list[PolicyRow]:
    """Every grade of the ladder with its policy. Raises: NotPermitted, ProgrammeMissing. Queries: 2 or 3."""
    require(viewer, LoyaltyPermission.VIEW_PROGRAMME)
    newest = {row.grade_code: row for row in GradePolicy.objects.order_by("version")}
    return [_row(grade.code, grade.name, grade.name_en, newest.get(grade.code)) for grade in programme_on(on).ladder]


def service_standard(grade_code: str) -> tuple[str, str]:
    """(Chinese, English) of what staff do for this grade, ("", "") where nothing is written. Queries: 1."""
    rows = GradePolicy.objects.filter(grade_code=grade_code).order_by("-version")
    return rows.values_list("standard", "standard_en").first() or ("", "")


def policy_of(grade_code: str) -> PolicyIn | None:
    """The policy in force for one grade, for tills and promotions. Queries: 1."""
    row = GradePolicy.objects.filter(grade_code=grade_code).order_by("-version").first()
    return _policy(row) if row else None


def _policy(row: GradePolicy) -> PolicyIn:
    return PolicyIn(**{name: getattr(row, name) for name in PolicyIn.__dataclass_fields__})


def _row(code: str, name: str, name_en: str, row: GradePolicy | None) -> PolicyRow:
    return PolicyRow(
        grade_code=code, name=name, name_en=name_en, version=row.version if row else 0,
        since=row.created_at if row else None, policy=_policy(row) if row else PolicyIn(grade_code=code),
    )  # fmt: skip
