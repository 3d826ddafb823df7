"""Selling while the server cannot be reached: what may wait, for how long, how a refused one is settled. Pure.

Units: cents. Source: reliability.md §1.4 rule 11; docs/decisions/0019-till-without-the-server.md.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from facet.catalog.rules.pricing import NO_DISCOUNT, PriceBasis
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.formats import shown
from facet.organisation.rules.policies import Setting
from facet.sales.errors import PendingLimit, PendingTooOld
from facet.sales.rules.kinds import Method
from facet.sales.rules.request import SaleRequest

BOARD_HOLDS = timedelta(minutes=30)  # decisions.md §4.13: a shown gold price holds so long
TAGS_HOLD = timedelta(hours=8)  # a price on the tag outlives an outage, not a night
CLOCKS_DIFFER = timedelta(minutes=5)  # between a till and the server
METHODS = frozenset({Method.CASH.value, Method.TERMINAL.value})


class PendingState(StrEnum):
    """Where a sale stands that was made without the server."""

    BOOKED = "booked"
    CONFLICT = "conflict"
    SETTLED = "settled"


class Settlement(StrEnum):
    """How a conflict ends."""

    MONEY_BACK = "money_back"
    OTHER_PIECE = "other_piece"
    REPRICED = "repriced"


STATE_LABELS = {
    PendingState.BOOKED: gettext_noop("Booked"),
    PendingState.CONFLICT: gettext_noop("Refused"),
    PendingState.SETTLED: gettext_noop("Settled"),
}
SETTLEMENT_LABELS = {
    Settlement.MONEY_BACK: gettext_noop("Money given back, goods returned"),
    Settlement.OTHER_PIECE: gettext_noop("Another piece, on a ticket of its own"),
    Settlement.REPRICED: gettext_noop("Sold again at today's price"),
}
ON_A_TICKET = frozenset({Settlement.OTHER_PIECE, Settlement.REPRICED})

MOST = Setting(
    key="sales.pending_most",
    title=gettext_noop("Most sales that may wait for the server"),
    hint=gettext_noop("At one till. 0 means that nothing is sold while the server is away."),
    kind="int",
    default=20,
    high=100,
    per_store=True,
    group=gettext_noop("Without the server"),
)
MOST_CENTS = Setting(
    key="sales.pending_cents",
    title=gettext_noop("Most money in sales that wait"),
    hint=gettext_noop("At one till, all waiting sales together; below the sum in cash that the law reports."),
    kind="yuan",
    default=8_000_000,
    high=9_999_900,
    per_store=True,
    group=gettext_noop("Without the server"),
    order=1,
)
PENDING_SETTINGS = (MOST, MOST_CENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingLimits:
    """How much may wait at one till. Units: sales, cents."""

    most: int
    most_cents: int


def held_until(price_basis: str, *, made_at: datetime) -> datetime:
    """Until when a piece may be sold at the price it had at `made_at`."""
    return made_at + (TAGS_HOLD if price_basis == PriceBasis.FIXED else BOARD_HOLDS)


def check_shape(request: SaleRequest) -> None:
    """Only pieces at their plain price, for cash and terminal money. Raises: Invalid."""
    reason = gettext_noop("Without the server only pieces of this store are sold, without discount, points or coupons.")
    plain = all(
        line.tag and line.discount == NO_DISCOUNT and line.approval is None and line.basis is None
        for line in request.lines
    )
    agreed = request.coupons or request.deposits_used or request.quotation
    if not plain or not request.lines or request.has_others or agreed:
        raise Invalid(field="lines", reason=reason)
    if request.round_off or request.expected_total_cents is None:
        raise Invalid(field="expected_total_cents", reason=reason)
    if any(tender.method not in METHODS for tender in request.tenders):
        raise Invalid(field="tenders", reason=gettext_noop("Without the server only cash and the terminal pay."))


def check_moment(price_basis: str, *, made_at: datetime, sold_at: datetime, at: datetime) -> None:
    """A price is only good for its time, and nothing is sold before its price or after now. Raises: PendingTooOld."""
    if sold_at > at + CLOCKS_DIFFER or sold_at < made_at - CLOCKS_DIFFER:
        raise PendingTooOld
    if sold_at > held_until(price_basis, made_at=made_at):
        raise PendingTooOld


def check_room(limits: PendingLimits, *, waiting: int, waiting_cents: int, more_cents: int) -> None:
    """Whether one more sale of `more_cents` may wait beside those that do. Raises: PendingLimit."""
    if waiting + 1 > limits.most or waiting_cents + more_cents > limits.most_cents:
        raise PendingLimit(most=limits.most, cents=shown(limits.most_cents, "yuan"))


def check_settlement(way: str, *, note: str, has_ticket: bool) -> Settlement:
    """How a conflict is settled, with its reason. Raises: Invalid."""
    if way not in set(Settlement):
        raise Invalid(field="way", reason=gettext_noop("Say how it was settled."))
    if not note.strip():
        raise Invalid(field="note", reason=gettext_noop("Write why."))
    if (Settlement(way) in ON_A_TICKET) != has_ticket:
        raise Invalid(field="receipt", reason=gettext_noop("Name the ticket that took its place, and only then."))
    return Settlement(way)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What the server signed when the till last heard of it: whose till, and which moment's prices."""

    id: UUID
    store: str
    till: str
    staff: str
    made_at: datetime
