"""One member's grade explained: what it rests on, how far the next is, what protects it, how she came here."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from facet.kernel.transactions import viewing
from facet.loyalty import selectors
from facet.loyalty.errors import BasisMissing, ProgrammeMissing
from facet.loyalty.rules.grade import IN_YUAN
from facet.loyalty.rules.kinds import BasisKind
from facet.loyalty.web.days import today


@require_GET
def member_grade(request: HttpRequest, member_id: int) -> HttpResponse:
    """The page; without rules in force, or without the domain whose figures decide, it says so."""
    with viewing(request.actor):
        try:
            found = selectors.member_grade(request.actor, member_id=member_id, on=today())
        except (ProgrammeMissing, BasisMissing):
            found = None
    context = {"found": found, "member_id": member_id} | (_shown(found) if found else {})
    return render(request, "loyalty/member_grade.html", context)


def _shown(found: selectors.MemberGrade) -> dict[str, Any]:
    steps = {step.code: step for step in found.ladder}
    return {
        "unit": _unit(found.basis.kind),
        "rungs": [
            (step, step.code == found.progress.grade.code, max(step.threshold - found.figure, 0))
            for step in reversed(found.ladder)
        ],
        "history": [(steps.get(each.before, each.before), steps.get(each.after, each.after), each) for each in
                    found.history],
    }  # fmt: skip


def _unit(kind: BasisKind) -> str:
    """In what thresholds are written: "yuan", "visits" or "points"."""
    return "yuan" if kind in IN_YUAN else "visits" if kind == BasisKind.FREQUENCY else "points"
