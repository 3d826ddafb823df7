"""Undoing a trade-in beyond the own limit: every good that comes back is asked for, on the spot or from afar."""

from datetime import datetime

from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.flows.sign_in import sign_in
from facet.organisation.selectors import TillFacts
from facet.sales.selectors.old_gold_undo import undo_page


def ask_for_undo(
    *, actor: Actor, till: TillFacts, code: str, reason: str, operation: OperationKey, manager: tuple[str, str],
    address: str, at: datetime,
) -> int:  # fmt: skip
    """Ask for each good whose coming back needs a yes and has none; `manager` (user name, password) decides at once.

    Gives how many were asked for. Each yes is bound to its line as it stands (P27).
    Raises: NotFound, SignInRefused, SignInTooSoon, NotPermitted, NotYours, ApprovalNeeded.
    """
    asked = [
        organisation_services.request_approval(
            actor=actor, operation=OperationKey.of_job("sales.undo_trade_in", f"{operation.id}:{number}"),
            kind=each.wanted.kind, store_id=till.store_id, wish=each.wanted.wish, reason=reason, at=at,
        )
        for number, each in enumerate(undo_page(actor, code=code, till=till, at=at).unasked)
    ]  # fmt: skip
    username, password = manager
    if username and password:
        approver = sign_in(username=username, password=password, address=address, at=at)
        deciding = organisation_selectors.actor_of(approver.pk, via=actor.via, till_id=till.till_id, at=at)
        for approval_id in asked:
            organisation_services.decide_approval(actor=deciding, approval_id=approval_id, approve=True, note="", at=at)
    return len(asked)
