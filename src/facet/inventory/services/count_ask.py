"""Asking a second person to allow what goes beyond the own limit: the settlement of a count, kept as it was typed."""

from datetime import datetime

from facet.audit import services as audit_services
from facet.inventory.errors import CountChanged, CountNotClosed
from facet.inventory.permissions import STOCKTAKE_KIND, STOCKTAKE_LIMIT, InventoryPermission
from facet.inventory.rules.count import CountState
from facet.inventory.selectors.count_reckoning import reckon, worth
from facet.inventory.services.count import lock_count, refuse_unless_in
from facet.inventory.services.count_approve import ApproveIn, decided, refuse_own_count, wish_digest
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work
from facet.organisation import services as organisation_services
from facet.organisation.rules.approvals import Wish


@unit_of_work
def ask_to_settle(*, actor: Actor, operation: OperationKey, stocktake_id: int, request: ApproveIn, at: datetime) -> int:
    """Ask somebody with a higher limit to allow this settlement; the approval's id. Nothing is booked by it.

    The yes holds for these differences with these decisions: when one of them changes, it is asked for anew.
    Raises: NotPermitted (programs too), CountUnknown, CountNotClosed, CountNotOpen, CountedYourself, CountChanged,
    CountReasonMissing, Invalid within the own limit. Locks: the count. Source: R120, decisions.md D8.
    """
    act = operations.begin(operation, kind="inventory.ask_to_settle", actor=actor, at=at)
    if act.done:
        return int(act.result["approval_id"])
    row = lock_count(actor, stocktake_id, permission=InventoryPermission.APPROVE_STOCKTAKE)
    if row.state == CountState.OPEN:
        raise CountNotClosed(number=row.number)
    refuse_unless_in(row, (CountState.CLOSED,))
    found = reckon(row, at=at)
    if request.digest and request.digest != found.digest:
        raise CountChanged(number=row.number)
    refuse_own_count(actor, row, found)
    chosen = decided(found, request)
    value = worth([each for each in found.differences if chosen[each.key].book])
    if value <= actor.limit(STOCKTAKE_LIMIT):
        raise Invalid(field="reason", reason=gettext_noop("you may settle these differences alone"))
    wish = Wish(
        subject=f"{row.number} {row.name}"[:120], digest=wish_digest(found, chosen), amount=value,
        limit=STOCKTAKE_LIMIT, wanted=value,
        facts={"number": row.number, "store": row.store.name, "pieces": len(found.differences)},
    )  # fmt: skip
    reason = request.reason.strip() or next(iter(chosen.values())).reason
    row.approval_id = organisation_services.ask_approval(
        actor, kind=STOCKTAKE_KIND, store_id=row.store_id, wish=wish, reason=reason, at=at
    )
    row.asked = {
        "by": actor.key, "name": actor.name, "reason": request.reason.strip(),
        "lines": {key: [each.book, each.reason] for key, each in chosen.items()},
    }  # fmt: skip
    row.save(update_fields=["approval", "asked"])
    audit_services.record(
        actor, "inventory.stocktake_settlement_asked", at=at, subject=("inventory.stocktake", row.pk, row.number),
        store=(row.store_id, row.store.name), value_cents=value, reason=reason,
    )  # fmt: skip
    act.finish(approval_id=row.approval_id)
    return int(row.approval_id or 0)
