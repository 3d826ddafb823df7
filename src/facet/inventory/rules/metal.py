"""Metal in fine milligrams: accounts, postings that sum to zero, flows of goods, exposure. Pure.

Source: domain.md F2, F18, F19, moonshot M4; docs/algorithms/metal.md, whose tables are this file's tests.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from facet.inventory.errors import MetalUnbalanced
from facet.kernel.errors import gettext_noop
from facet.kernel.money import divide_half_away, share

PURE_E4 = 10_000


class Owner(StrEnum):
    """Whose account it is, or where its metal lies."""

    STOCK = "stock"
    KEEPING = "keeping"
    ROAD = "road"
    OLD_GOLD = "old_gold"
    BULLION = "bullion"
    GOLDSMITH = "goldsmith"
    REFINER = "refiner"
    CUSTOMER = "customer"
    SERVICE = "service"
    SUPPLIER = "supplier"
    LOSS = "loss"
    OUTSIDE = "outside"


OWNER_WORDS = {
    Owner.STOCK: gettext_noop("Stock"),
    Owner.KEEPING: gettext_noop("Goods of others in our keeping"),
    Owner.ROAD: gettext_noop("On the road"),
    Owner.OLD_GOLD: gettext_noop("Old gold"),
    Owner.BULLION: gettext_noop("Fine metal at headquarters"),
    Owner.GOLDSMITH: gettext_noop("Goldsmith"),
    Owner.REFINER: gettext_noop("Refiner"),
    Owner.CUSTOMER: gettext_noop("Customers"),
    Owner.SERVICE: gettext_noop("Customers' pieces in service"),
    Owner.SUPPLIER: gettext_noop("Suppliers"),
    Owner.LOSS: gettext_noop("Losses"),
    Owner.OUTSIDE: gettext_noop("At laboratories and factories"),
}
HELD = frozenset(
    {Owner.STOCK, Owner.KEEPING, Owner.ROAD, Owner.OUTSIDE, Owner.OLD_GOLD, Owner.BULLION}
)  # lies in the house, or is ours in the hands of others
BY_GOODS = frozenset(
    {Owner.STOCK, Owner.KEEPING, Owner.ROAD, Owner.OUTSIDE}
)  # moved by goods alone, never by a posting
DUE_BACK = frozenset({Owner.GOLDSMITH, Owner.REFINER})
WITH_NAME = frozenset({Owner.GOLDSMITH, Owner.REFINER})  # never without a partner


class MetalKind(StrEnum):
    """Why metal moved."""

    RECEIVED = "received"
    SOLD = "sold"
    RETURNED = "returned"
    SENT = "sent"
    ARRIVED = "arrived"
    CAME_BACK = "came_back"
    MISSED = "missed"
    FOUND = "found"
    DISMANTLED = "dismantled"
    MELTED = "melted"
    SENT_BACK = "sent_back"
    ADJUSTED = "adjusted"
    TAKEN_IN = "taken_in"
    GIVEN_BACK = "given_back"
    TO_REFINER = "to_refiner"
    REFINED = "refined"
    VARIANCE = "variance"
    OWED = "owed"
    SETTLED = "settled"
    HANDED_OVER = "handed_over"
    SERVICE_IN = "service_in"
    WORKED_IN = "worked_in"
    SERVICE_OUT = "service_out"
    WORK_LOSS = "work_loss"
    REVERSED = "reversed"
    TO_OUTSIDE = "to_outside"
    BACK_IN = "back_in"
    USED = "used"
    MADE = "made"
    ADDED = "added"


METAL_WORDS = {
    MetalKind.RECEIVED: gettext_noop("Received into stock"),
    MetalKind.SOLD: gettext_noop("Sold"),
    MetalKind.RETURNED: gettext_noop("Returned by the customer"),
    MetalKind.SENT: gettext_noop("Sent to another store"),
    MetalKind.ARRIVED: gettext_noop("Arrived"),
    MetalKind.CAME_BACK: gettext_noop("Sending cancelled"),
    MetalKind.MISSED: gettext_noop("Reported missing"),
    MetalKind.FOUND: gettext_noop("Found again"),
    MetalKind.DISMANTLED: gettext_noop("Dismantled for parts"),
    MetalKind.MELTED: gettext_noop("Melted"),
    MetalKind.SENT_BACK: gettext_noop("Sent back to the supplier"),
    MetalKind.ADJUSTED: gettext_noop("Corrected after counting"),
    MetalKind.TAKEN_IN: gettext_noop("Old gold taken in"),
    MetalKind.GIVEN_BACK: gettext_noop("Old gold given back"),
    MetalKind.TO_REFINER: gettext_noop("Given to the refiner"),
    MetalKind.REFINED: gettext_noop("Came back from the refiner"),
    MetalKind.VARIANCE: gettext_noop("Variance of refining"),
    MetalKind.OWED: gettext_noop("Owed in grams"),
    MetalKind.SETTLED: gettext_noop("Settled in grams"),
    MetalKind.HANDED_OVER: gettext_noop("Handed over"),
    MetalKind.SERVICE_IN: gettext_noop("Customer's piece taken in for service"),
    MetalKind.WORKED_IN: gettext_noop("Added while working"),
    MetalKind.SERVICE_OUT: gettext_noop("Customer's piece handed back"),
    MetalKind.WORK_LOSS: gettext_noop("Gained or lost while working"),
    MetalKind.REVERSED: gettext_noop("Taken back"),
    MetalKind.TO_OUTSIDE: gettext_noop("Sent to laboratory or factory"),
    MetalKind.BACK_IN: gettext_noop("Back from laboratory or factory"),
    MetalKind.USED: gettext_noop("Used in works"),
    MetalKind.MADE: gettext_noop("Made in works"),
    MetalKind.ADDED: gettext_noop("Added by the factory"),
}


class AccountRef(NamedTuple):
    """Which account: whose, of what metal; `store_id` None is headquarters or the whole chain."""

    owner: str
    metal: str
    store_id: int | None = None
    partner_id: int | None = None
    member_id: int | None = None

    @property
    def code(self) -> str:
        """The account's one name, by which the table finds it."""
        ends = (self.store_id, self.partner_id, self.member_id)
        return ":".join([self.owner, self.metal, *("" if each is None else str(each) for each in ends)])


def account_named(code: str) -> AccountRef:
    """The account under a code; the inverse of AccountRef.code."""
    owner, metal, *ends = code.split(":")
    return AccountRef(owner, metal, *(int(each) if each else None for each in ends))


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalPosting:
    """One side of a posting: signed fine metal on one account; the sides of one document sum to zero.

    `net_mg` is the alloy's weight and `fineness_e4` its fineness, both 0 when only fine metal is spoken of.
    `line_no` is the document's line, 0 for the whole document. Units: mg, ten-thousandths.
    """

    account: AccountRef
    fine_mg: int
    kind: str
    net_mg: int = 0
    fineness_e4: int = 0
    line_no: int = 0


class MetalFlow(NamedTuple):
    """Metal that goods carried from one account to another on one paper: slot "metal.source" gives these.

    `store_id` is the store in which it happened. Units: mg, ten-thousandths.
    """

    on: date
    store_id: int | None
    document: str
    kind: str
    actor_key: str
    actor_name: str
    giver: AccountRef
    taker: AccountRef
    fineness_e4: int
    net_mg: int
    fine_mg: int


class SideKey(NamedTuple):
    """What tells one side of the book from another when goods and ledger are compared."""

    on: date
    store_id: int | None
    document: str
    kind: str
    actor_key: str
    account: str  # AccountRef.code
    fineness_e4: int


class Weight(NamedTuple):
    """An alloy's weight and the pure metal in it. Units: mg."""

    net_mg: int
    fine_mg: int

    def plus(self, other: "Weight") -> "Weight":
        return Weight(self.net_mg + other.net_mg, self.fine_mg + other.fine_mg)

    def minus(self, other: "Weight") -> "Weight":
        return Weight(self.net_mg - other.net_mg, self.fine_mg - other.fine_mg)


NOTHING = Weight(0, 0)


def fine_of(net_mg: int, fineness_e4: int) -> int:
    """The pure metal in an alloy: net × fineness, rounded once to 1 mg. Source: F2."""
    return share(net_mg, fineness_e4, PURE_E4)


def refuse_unbalanced(postings: Sequence[MetalPosting]) -> None:
    """Refuse sides that do not sum to zero per metal. Raises: MetalUnbalanced."""
    sums: dict[str, int] = {}
    for each in postings:
        sums[each.account.metal] = sums.get(each.account.metal, 0) + each.fine_mg
    for metal, left in sums.items():
        if left:
            raise MetalUnbalanced(metal=metal, left_mg=left)


def sides_of(flows: Iterable[MetalFlow]) -> tuple[dict[SideKey, Weight], dict[str, AccountRef], dict[str, str]]:
    """The flows as sides of the book, added up; the accounts they name; the names of who acted."""
    sides: dict[SideKey, Weight] = {}
    accounts: dict[str, AccountRef] = {}
    names: dict[str, str] = {}
    for flow in flows:
        names[flow.actor_key] = flow.actor_name
        if flow.giver == flow.taker:
            continue
        for account, sign in ((flow.giver, -1), (flow.taker, 1)):
            accounts[account.code] = account
            key = SideKey(flow.on, flow.store_id, flow.document, flow.kind, flow.actor_key, account.code,
                          flow.fineness_e4)  # fmt: skip
            moved = Weight(sign * flow.net_mg, sign * flow.fine_mg)
            sides[key] = sides.get(key, NOTHING).plus(moved)
    return sides, accounts, names


def unlike(goods: dict[SideKey, Weight], book: dict[SideKey, Weight]) -> dict[SideKey, Weight]:
    """Goods less book, where they differ: what is still to be posted, or what leaked once the day is closed."""
    found = {}
    for key in goods.keys() | book.keys():
        difference = goods.get(key, NOTHING).minus(book.get(key, NOTHING))
        if difference != NOTHING:
            found[key] = difference
    return found


@dataclass(frozen=True, slots=True)
class Exposure:
    """What of one metal the house holds for its own account. Units: fine mg."""

    owned_mg: int
    due_back_mg: int
    promised_mg: int
    customers_mg: int

    @property
    def net_mg(self) -> int:
        """Owned + due back − promised − customers' metal. Source: F19."""
        return self.owned_mg + self.due_back_mg - self.promised_mg - self.customers_mg

    def moved_by(self, cents_per_gram: int) -> int:
        """What a move of the board by so many cents a gram of fine metal is worth to us, in cents."""
        return divide_half_away(self.net_mg * cents_per_gram, 1_000)


TOLERANCE_POLICY = "inventory.metal_tolerance"


@dataclass(frozen=True, slots=True)
class ClosingLine:
    """One alloy of one store on one day: the book's way through the day, and what the goods weigh. Units: mg."""

    opening_mg: int
    in_mg: int
    out_mg: int
    goods_mg: int

    @property
    def closing_mg(self) -> int:
        return self.opening_mg + self.in_mg - self.out_mg

    @property
    def difference_mg(self) -> int:
        """Goods less book: below zero, metal is missing."""
        return self.goods_mg - self.closing_mg

    def within(self, tolerance_mg: int) -> bool:
        """Whether the difference is one that scales explain."""
        return abs(self.difference_mg) <= tolerance_mg
