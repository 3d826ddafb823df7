"""Received goods are shared out: one transfer for each store, all at once."""

from dataclasses import dataclass
from datetime import datetime

from facet.inventory.errors import TransferEmpty
from facet.inventory.permissions import InventoryPermission
from facet.inventory.rules.tags import normal_tag
from facet.inventory.selectors.references import store_named
from facet.inventory.services.sale import lock_pieces
from facet.inventory.services.transfer import TransferRequest, ask_for
from facet.kernel import operations
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor, require
from facet.kernel.transactions import unit_of_work


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocationIn:
    """Which pieces of `from_store` go to which store: tags by the code of the store."""

    from_store: str
    shares: tuple[tuple[str, tuple[str, ...]], ...]
    note: str = ""


@unit_of_work
def allocate_goods(*, actor: Actor, operation: OperationKey, allocation: AllocationIn, at: datetime) -> list[str]:
    """Write the transfers of an allocation, one for each store that gets anything; their numbers. All or none.

    Pieces shared to the store they lie in stay there. Raises: NotPermitted, NotFound, Invalid, TransferEmpty,
    PieceUnknown, PieceNotAvailable, PieceElsewhere, PieceReserved. Locks: pieces by id, the number series.
    Source: R320.
    """
    act = operations.begin(operation, kind="inventory.allocate_goods", actor=actor, at=at)
    if act.done:
        return [str(number) for number in act.result["numbers"]]
    require(actor, InventoryPermission.ALLOCATE)
    source = store_named(actor, allocation.from_store, permission=InventoryPermission.ALLOCATE)
    shares = [(code.strip().upper(), tags) for code, tags in allocation.shares if tags]
    shares = [(code, tags) for code, tags in shares if code != source.code]
    every = [normal_tag(tag) for _, tags in shares for tag in tags]
    if not every:
        raise TransferEmpty(field="tags")
    if len(set(every)) != len(every):
        raise Invalid(field="tags", reason=gettext_noop("a piece can go to one store only"))
    lock_pieces(every)  # all of them in one order, before any store's share is written
    numbers = [
        ask_for(
            actor,
            TransferRequest(
                from_store=source.code, to_store=code, tags=tags, note=allocation.note, origin="allocation"
            ),
            at=at,
        )
        for code, tags in sorted(shares)
    ]
    act.finish(numbers=numbers)
    return numbers
