"""The ledger follows the goods: what pieces and bulk goods carried is posted as the difference to the book.

Run as often as one likes: what is posted already differs by nothing, what came late differs and is posted.
A closed day takes nothing any more; what differs there is a leak (selectors/metal_leaks.py). Decision 0018.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from facet.inventory.rules.metal import AccountRef, MetalPosting, SideKey, Weight, account_named, sides_of, unlike
from facet.inventory.selectors.metal_flows import GOODS, booked_sides, closed_through, metal_flows
from facet.inventory.services.metal import Line, Origin, write_lines
from facet.kernel import operations
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.kernel.transactions import unit_of_work

TURN = "inventory.derive_metal"  # derivations and closings, one at a time
MOST_LINES = 30_000  # line numbers of one operation


@unit_of_work
def derive_metal(*, actor: Actor, first: date, last: date, at: datetime, store_ids: Sequence[int] | None = None) -> int:
    """Post what the goods of [first, last] carried and the ledger lacks; gives how many sides.

    Locks: one row for all derivations, then metal accounts by id. Queries: 7, and 5 when something is posted.
    """
    operations.take_turns(TURN, actor=actor, at=at)
    sides, accounts, names = sides_of(metal_flows(store_ids, first, last))
    closed = closed_through()
    missing = {
        key: weight
        for key, weight in unlike(sides, booked_sides(store_ids, first, last)).items()
        if key.store_id is None or key.on > closed.get(key.store_id, date.min)
    }
    for part in _parts(missing):
        # The difference itself keeps a second run from posting twice, so each run may be an act of its own.
        run = OperationKey.of(uuid4(), {"first": first, "last": last})
        act = operations.begin(run, kind="inventory.derive_metal", actor=actor, at=at)
        write_lines(_lines(part, accounts, names), operation=act.id, at=at, is_derived=True)
        act.finish(sides=len(part))
    return len(missing)


def _parts(missing: dict[SideKey, Weight]) -> list[list[tuple[SideKey, Weight]]]:
    """The sides in portions whose documents are whole, so that each operation sums to zero."""
    parts: list[list[tuple[SideKey, Weight]]] = []
    before: object = None
    for key, weight in sorted(missing.items(), key=lambda side: (*side[0][:1], *map(str, side[0][1:]))):
        document = (key.on, key.store_id, key.document)
        if not parts or (len(parts[-1]) >= MOST_LINES and document != before):
            parts.append([])
        parts[-1].append((key, weight))
        before = document
    return parts


def _lines(
    part: Sequence[tuple[SideKey, Weight]], accounts: dict[str, AccountRef], names: dict[str, str]
) -> list[Line]:
    lines = []
    for number, (key, weight) in enumerate(part):
        account = accounts.get(key.account) or account_named(key.account)
        posting = MetalPosting(account=account, fine_mg=weight.fine_mg, net_mg=weight.net_mg, kind=key.kind,
                               fineness_e4=key.fineness_e4, line_no=number)  # fmt: skip
        name = names.get(key.actor_key, key.actor_key)
        lines.append(Line(posting, Origin(key.store_id, key.on, GOODS, key.actor_key, name, key.document)))
    return lines
