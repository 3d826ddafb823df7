"""What a person may set about the frame, and how a second person lets a large file leave the house."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from facet.kernel import registry
from facet.kernel.errors import Invalid, NotPermitted, gettext_noop
from facet.kernel.listing import queue
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish
from facet.organisation.selectors import ApprovalCard
from facet.shell import ribbon
from facet.shell.models import Shortcuts
from facet.shell.rules.exports import APPROVAL_KIND, LIMIT

MOST_SHORTCUTS = 9  # they are reached by the digits


@unit_of_work
def keep_shortcuts(*, actor: Actor, commands: Sequence[str]) -> list[str]:
    """Keep these commands at the right end of the ribbon; none: the usual ones again.

    Raises: NotPermitted for programs, Invalid for an unknown command or more than nine.
    """
    if actor.staff_id is None:
        raise NotPermitted(permission="shell.shortcuts")
    chosen = list(dict.fromkeys(commands))
    if any(ribbon.command(key) is None for key in chosen):
        raise Invalid(field="commands", reason=gettext_noop("one of them does not exist"))
    if len(chosen) > MOST_SHORTCUTS:
        raise Invalid(field="commands", reason=gettext_noop("nine at most, one for each digit"))
    Shortcuts.objects.update_or_create(staff_id=actor.staff_id, defaults={"commands": chosen})
    return chosen


def _asked(actor: Actor, over: queue.Over, *, at: datetime) -> ApprovalCard | None:
    mine = organisation_selectors.own_approvals(actor, kind=APPROVAL_KIND, digests=[over.digest], at=at)
    return mine.get(over.digest)


@unit_of_work
def ask_for_rows(*, actor: Actor, job_id: UUID, at: datetime) -> int:
    """Ask a second person to let one's own refused file leave; gives the approval's id. Asking again asks nobody.

    Raises: NotFound, ExportGone, NotPermitted for programs. Locks: the export.
    """
    over = queue.refused_for_rows(actor, job_id)
    asked = _asked(actor, over, at=at)
    if asked is not None and asked.state in {"waiting", "approved"} and asked.amount >= over.rows:
        return asked.id
    definition = next(each for each in registry.offers("list") if each.key == over.list_key)
    wish = Wish(subject=definition.title, digest=over.digest, amount=over.rows, limit=LIMIT, wanted=over.rows)
    return organisation_services.ask_approval(
        actor, kind=APPROVAL_KIND, store_id=actor.store_id, wish=wish, reason=over.reason, at=at
    )


@unit_of_work
def make_allowed_export(*, actor: Actor, job_id: UUID, at: datetime) -> None:
    """Use the second person's yes up and have the file made, once.

    Raises: NotFound, ExportGone, ApprovalWaiting, ApprovalDecided, ApprovalExpired, ApprovalDiffers.
    Locks: the export, the approval.
    """
    over = queue.refused_for_rows(actor, job_id)
    asked = _asked(actor, over, at=at)
    if asked is None:
        raise queue.ExportGone
    organisation_services.use_approval(
        actor, approval_id=asked.id, kind=APPROVAL_KIND, digest=over.digest, amount=over.rows, at=at
    )
    queue.make_again(actor, job_id, allowed=over.rows)
