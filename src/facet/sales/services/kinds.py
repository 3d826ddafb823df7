"""What each kind of other line locks before a ticket is read, checks before it is paid, and books with it.

One entry a kind; returns, which move stock, points and people, stand in `returning.py`.
Locks are taken in the order of `LOCKS`, before pieces (decision 0007).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from facet.kernel.permissions import Actor
from facet.kernel.transactions import joins_unit_of_work
from facet.sales.models import SaleLine
from facet.sales.rules.kinds import LineKind
from facet.sales.rules.request import SaleRequest
from facet.sales.rules.ticket_lines import OtherLine
from facet.sales.services.deposits import book_deposits, check_deposits, lock_deposits
from facet.sales.services.old_gold import book_old_gold, check_old_gold, lock_old_gold
from facet.sales.services.payables import book_payables, check_payables, lock_payables
from facet.sales.services.ticket import Ticket

Lock = Callable[[SaleRequest], None]
Check = Callable[[Actor, Sequence[OtherLine], int, datetime], None]  # actor, lines of the kind, store, moment
Book = Callable[[Actor, Ticket, Mapping[int, SaleLine]], None]  # actor, ticket, stored lines of the kind by number

LOCKS: tuple[Lock, ...] = (lock_old_gold, lock_deposits, lock_payables)
CHECKS: Mapping[str, Check] = {
    LineKind.OLD_GOLD.value: check_old_gold, LineKind.DEPOSIT_TAKEN.value: check_deposits,
    LineKind.SERVICE.value: check_payables,
}  # fmt: skip
BOOKS: Mapping[str, Book] = {
    LineKind.OLD_GOLD.value: book_old_gold, LineKind.DEPOSIT_TAKEN.value: book_deposits,
    LineKind.SERVICE.value: book_payables,
}  # fmt: skip


@joins_unit_of_work
def lock_papers(request: SaleRequest) -> None:
    """Lock the papers that the ticket's other lines rest on: deposits, orders, old gold."""
    for lock in LOCKS:
        lock(request)


@joins_unit_of_work
def check_others(actor: Actor, lines: Sequence[OtherLine], *, store_id: int, at: datetime) -> None:
    """Refuse what goes beyond a right or a limit, kind by kind."""
    for kind, check in CHECKS.items():
        if mine := [line for line in lines if line.kind == kind]:
            check(actor, mine, store_id, at)


@joins_unit_of_work
def book_others(actor: Actor, ticket: Ticket, lines: Sequence[SaleLine]) -> None:
    """Move what each kind moves besides the line itself."""
    for kind, book in BOOKS.items():
        if mine := {line.line_no: line for line in lines if line.kind == kind}:
            book(actor, ticket, mine)
