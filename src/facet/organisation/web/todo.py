"""The rows of "To-do" on the home page and on the page of its own."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from facet.kernel.permissions import Actor
from facet.kernel.registry import Panel
from facet.kernel.wording import in_reading
from facet.organisation import selectors
from facet.organisation.web.words import amount_text

SHOWN = 7  # of each kind on the home page


def todo_rows(actor: Actor, *, at: datetime, limit: int = SHOWN) -> list[dict[str, Any]]:
    """Approvals that wait for `actor`, then to-dos, as the home page shows rows. Queries: 2."""
    waiting = [_approval(card) for card in selectors.approvals_to_decide(actor, at=at, limit=limit)]
    tasks = [_task(row) for row in selectors.open_tasks(actor, limit=limit)]
    return waiting + tasks


def home_todo(actor: Actor, subject_id: Any, at: datetime) -> dict[str, Any]:
    """The panel of the slot "home.todo"; `more` counts what its rows leave out. Queries: 2, or 3 with more."""
    if not actor.staff_id:
        return {}
    rows = todo_rows(actor, at=at)
    tasks = sum("id" in row for row in rows)
    more = selectors.count_open_tasks(actor) - tasks if tasks == SHOWN else 0
    return {"rows": rows, "more": more}


PANEL = Panel(
    key="organisation.todo", title="To-do", template="", context=home_todo, permission="", queries=3, order=10
)


def _approval(card: selectors.ApprovalCard) -> dict[str, Any]:
    return {
        "tone": "danger",
        "icon": "clipboard-check",
        "title": _("Approve: %(what)s") % {"what": _(card.title)},
        "line": _("%(who)s asks for %(amount)s, %(subject)s")
        % {"who": card.requested_by, "amount": amount_text(card.amount, card.unit), "subject": card.subject},
        "url": reverse("organisation:approval", args=[card.id]),
        "verb": _("Decide"),
    }


def _task(row: selectors.TaskRow) -> dict[str, Any]:
    due = _("Due %(day)s") % {"day": row.due_on.isoformat()} if row.due_on else ""
    whose = _("For the store") if row.is_for_store else ""
    return {
        "id": row.id,
        "tone": row.tone,
        "icon": row.icon,
        "title": _(row.title).format(**in_reading(row.facts)),
        "line": pgettext("facts", ", ").join(part for part in (due, whose) if part),
        "url": row.url or reverse("organisation:todo"),
        "verb": _("Open it"),
    }
