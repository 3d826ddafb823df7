"""What a ticket asks for, as plain facts: the same for the till, the API and the demonstration. Pure."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from facet.catalog.rules.pricing import LineDiscount
from facet.sales.rules.basis_request import BasisRequest
from facet.sales.rules.deposit_request import DepositRequest
from facet.sales.rules.old_gold_request import GoldBack, OldGoldRequest
from facet.sales.rules.paying import IdentityRequest
from facet.sales.rules.returns import ReturnRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRequest:
    """One line: a piece by its tag, or goods from a bulk lot by sku with quantity and weight."""

    tag: str = ""
    sku: str = ""
    quantity: int = 1
    weight_mg: int = 0
    discount: LineDiscount = LineDiscount()
    approval: int | None = None
    basis: BasisRequest | None = None  # sold the other way round than its tag says

    @property
    def code(self) -> str:
        return self.tag or self.sku


@dataclass(frozen=True, slots=True, kw_only=True)
class TenderRequest:
    """Money on the counter: for cash what was handed over, for the rest what was charged."""

    method: str
    amount_cents: int
    reference: str = ""
    proof: int | None = None  # given by the member: points, a named card
    settlement_cents: int | None = None  # what a voucher's platform will pay
    platform: str = ""
    payment: UUID | None = None  # the charge at a terminal that this is
    for_goods: bool = False  # points alone take the goods, without the share and the exclusions of points as cash


@dataclass(frozen=True, slots=True, kw_only=True)
class CouponRequest:
    """A coupon that is used up on the ticket; its discount lands on lines."""

    code: str
    proof: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShare:
    """One salesperson's part of the ticket, in basis points; the first named is the main one."""

    staff: str
    share_bp: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingFacts:
    """What a ticket adds that was made without the server: its number on the slip, its prices' and its own moment."""

    number: str
    snapshot: UUID
    made_at: datetime  # of the prices, as the server signed it
    sold_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SaleRequest:
    """Everything that makes a ticket. `round_off` is "", "jiao" or "yuan" (抹零).

    `lines` are goods off the shelf; every other kind of line has a field of its own. When the
    ticket owes the customer, `tenders` are what goes back.
    """

    store: str
    till: str
    lines: tuple[LineRequest, ...] = ()
    returns: tuple[ReturnRequest, ...] = ()
    old_gold: tuple[OldGoldRequest, ...] = ()
    gold_back: tuple[GoldBack, ...] = ()
    deposits: tuple[DepositRequest, ...] = ()  # money into deposits, or out of them
    deposits_used: tuple[str, ...] = ()  # numbers whose promised price and kept piece count
    payables: tuple[str, ...] = ()  # numbers of services that the ticket pays for
    coupons: tuple[CouponRequest, ...] = ()
    identity: IdentityRequest | None = None
    member: int | None = None
    salespeople: tuple[PersonShare, ...] = ()
    tenders: tuple[TenderRequest, ...] = ()
    round_off: str = ""
    quote: UUID | None = None
    quotation: str = ""  # the number of a quote whose promised prices count
    basket: UUID | None = None
    expected_total_cents: int | None = None
    pending: PendingFacts | None = None

    @property
    def has_others(self) -> bool:
        """Whether anything but goods off the shelf stands on the ticket."""
        return bool(self.returns or self.old_gold or self.gold_back or self.deposits or self.payables)


def holder_of(basket: UUID | None) -> str:
    """Under which name a basket holds its pieces; "" for a ticket that never was one."""
    return f"basket:{basket}" if basket else ""
