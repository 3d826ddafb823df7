"""Salespeople on the home page: how far the month's target is, and a commission plan that waits."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from facet.kernel.clock import business_date
from facet.kernel.errors import gettext_noop
from facet.kernel.formats import shown
from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.organisation import selectors as organisation_selectors
from facet.sales.permissions import SalesPermission
from facet.sales.rules.targets import Progress
from facet.sales.selectors.commission import plan_to_publish
from facet.sales.selectors.targets import own_month_progress, store_month


def target(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """The month's target: the store's for who sees its results, else one's own; nothing without one. Queries: 3."""
    if actor.store_id is None or not actor.may(SalesPermission.VIEW_RESULTS, store_id=actor.store_id):
        return {}
    store = organisation_selectors.store_by_id(actor.store_id)
    day = business_date(at, store.time_zone)
    if actor.scope(SalesPermission.VIEW_RESULTS).own:
        label, progress = _("My target this month"), own_month_progress(actor, day=day)
        url = reverse("sales:results")
    else:
        label, progress = _("Store's target this month"), store_month(actor, store_id=store.id, day=day)
        url = reverse("sales:targets")
    if progress.goal.is_empty:
        return {}
    left = _("Still to sell ¥{yuan}").format(yuan=shown(progress.left_cents, "yuan"))
    return {
        "icon": "target", "label": label, "value": _reached(progress), "goods": _measures(progress), "url": url,
        "change": None, "compare": left if progress.left_cents else _("Reached."),
    }  # fmt: skip


def _reached(progress: Progress) -> str:
    """The share reached of the first measure that has a target, to a tenth of a percent, cut."""
    reached = next(
        each for each in (progress.net_bp, progress.pieces_bp, progress.weight_bp) if each is not None
    )  # fmt: skip
    return f"{reached // 10 / 10:.1f}%"


def _measures(progress: Progress) -> list[tuple[str, str]]:
    """Sold of what is to be sold, in the measures that have a target."""
    goal, done = progress.goal, progress.done
    rows = (
        (goal.net_cents, f"{done.net_cents // 100:,} / {goal.net_cents // 100:,}", _("yuan")),
        (goal.pieces, f"{done.pieces:,} / {goal.pieces:,}", _("pieces")),
        (goal.weight_mg, f"{done.weight_mg // 1000:,} / {goal.weight_mg // 1000:,}", _("g")),
    )
    return [(words, unit) for wanted, words, unit in rows if wanted]


def plan_waits(actor: Actor, subject_id: object, at: datetime) -> dict[str, Any]:
    """A draft that a colleague made, for those who publish plans; nobody publishes the own one. Queries: 1."""
    plan = plan_to_publish(actor)
    if plan is None:
        return {}
    return {
        "rows": [
            {
                "tone": "warn", "icon": "coins",
                "title": _("Commission plan {number} waits for you").format(number=plan.number),
                "line": _("Drafted by {name}; a second person publishes it").format(
                    name=plan.changed_by.name if plan.changed_by else "—"
                ),
                "url": f"{reverse('sales:commission_plans')}?plan={plan.number}", "verb": _("Read"),
            }
        ]
    }  # fmt: skip


TARGET = Panel(
    "sales.target", gettext_noop("Target this month"), "", target, SalesPermission.VIEW_RESULTS, queries=3, order=17
)
PLAN_WAITS = Panel(
    "sales.commission_plan", gettext_noop("Commission plan to publish"), "", plan_waits,
    SalesPermission.PUBLISH_COMMISSION, queries=1, order=32,
)  # fmt: skip
