"""The parts of other pages that loyalty fills: a member's points, a grade explained, the month's figure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from facet.kernel import formats
from facet.kernel.clock import local_date
from facet.kernel.errors import gettext_noop
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.loyalty import selectors
from facet.loyalty.errors import ProgrammeMissing
from facet.loyalty.permissions import LoyaltyPermission
from facet.loyalty.rules import grade as rules
from facet.loyalty.rules.kinds import EntryKind
from facet.loyalty.rules.words import times
from facet.loyalty.selectors import policy as policies
from facet.loyalty.templatetags.loyalty import named
from facet.loyalty.web.days import today
from facet.organisation.rules.approvals import Wish


def points_tab(actor: Actor, member_id: int, at: datetime) -> dict[str, Any]:
    """The tab's variables; the newest purchase is opened to its sum. Queries: 9."""
    try:
        file = selectors.member_points(actor, member_id=member_id, on=local_date(at, settings.TIME_ZONE), size=10)
    except ProgrammeMissing:
        return {"file": None}
    earned = next((entry.id for entry in file.entries if entry.kind == EntryKind.EARNED), 0)
    may_adjust = actor.may(LoyaltyPermission.ADJUST_POINTS)
    may_transfer = actor.may(LoyaltyPermission.REDEEM)
    return {"file": file, "open_id": earned, "may_adjust": may_adjust, "may_transfer": may_transfer}


def explain_grade(grade_code: str, lifetime: int) -> dict[str, Any] | None:
    """Slot "member.grade": a grade's name, effect and service standard, and how far the next step is. Queries: 2."""
    try:
        ladder = selectors.programme_on(today()).ladder
    except ProgrammeMissing:
        return None
    step = rules.progress(grade_code, lifetime=lifetime, ladder=ladder)
    return {
        "code": step.grade.code,
        "name": named(step.grade),
        "threshold": step.grade.threshold,
        "effect": f"×{times(step.grade.coefficient_bp)}",
        "next_name": named(step.above),
        "next_threshold": step.above.threshold if step.above else None,
        "missing": step.missing,
        "share": step.share_bp // 100,
        "standard": _standard(grade_code),
    }


def _standard(grade_code: str) -> str:
    """What staff do for a member of this grade, in the reader's language."""
    chinese, english = policies.service_standard(grade_code)
    return english if english and (get_language() or "").startswith("en") else chinese


def month_figure(actor: Actor, _subject: object, at: datetime) -> dict[str, Any]:
    """Points issued this month beside what all outstanding points will cost. Queries: 3."""
    try:
        figures = selectors.month_figures(actor, at=at)
    except ProgrammeMissing:
        return {}
    return {
        "label": gettext("Points issued this month"),
        "icon": "coins",
        "url": reverse("loyalty:entries"),
        "value": formats.shown(figures.issued, "points"),
        "goods": [
            (formats.shown(figures.taken_back, "points"), gettext("taken back")),
            (formats.shown(figures.liability.points, "points"), gettext("outstanding")),
        ],
        "change": None,
        "compare": gettext("Outstanding points are expected to cost ¥%(yuan)s")
        % {"yuan": formats.shown(figures.liability.cents, "yuan")},
    }


def wish_to_adjust(actor: Actor, _store_id: int | None, payload: Mapping[str, Any], _at: datetime) -> Wish:
    """Slot "approval.kind": what a second person allows, from what a program sends. Queries: 1."""
    return selectors.wish_to_adjust(actor, payload)


POINTS_TAB = Panel(
    key="points",
    title=gettext_noop("Points"),
    template="loyalty/member_points.html",
    context=points_tab,
    permission=LoyaltyPermission.VIEW_POINTS,
    queries=9,
    order=20,
)
MONTH_FIGURE = Panel(
    key="loyalty.month",
    title=gettext_noop("Points issued this month"),
    template="",
    context=month_figure,
    permission=LoyaltyPermission.MANAGE_PROGRAMME,
    queries=3,
    order=60,
)
