"""Writing what a grade brings beside points."""

from dataclasses import asdict
from datetime import date, datetime

from facet.audit import services as audit_services
from facet.kernel import operations
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work
from facet.loyalty.models import GradePolicy
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules.policy import PolicyIn, checked_policy
from facet.loyalty.selectors.programme import programme_on


@unit_of_work
def save_grade_policy(*, actor: Actor, operation: OperationKey, request: PolicyIn, on: date, at: datetime) -> int:
    """Put a new version of a grade's policy into force; gives the version. Older ones stay.

    Raises: NotPermitted, ProgrammeMissing, Invalid.
    """
    act = operations.begin(operation, kind="loyalty.save_grade_policy", actor=actor, at=at)
    if act.done:
        return int(act.result["version"])
    require(actor, LoyaltyPermission.MANAGE_PROGRAMME)
    wanted = checked_policy(request, codes=frozenset(grade.code for grade in programme_on(on).ladder))
    newest = GradePolicy.objects.filter(grade_code=wanted.grade_code).order_by("-version").first()
    version = (newest.version if newest else 0) + 1
    GradePolicy.objects.create(version=version, created_at=at, created_by=actor.key, **asdict(wanted))
    audit_services.record(
        actor, "loyalty.grade_policy_saved", at=at, subject=("loyalty.grade", wanted.grade_code, wanted.grade_code),
        version=version, **asdict(wanted),
    )  # fmt: skip
    act.finish(version=version)
    return version
