"""A bill beside order and receipts: line by line, each difference by its name. Pure.

Source: docs/algorithms/purchasing.md §5; notice 11/2025 on gold bought through the exchange (domain.md H).
"""

from dataclasses import dataclass
from datetime import date

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import basis_points_of
from facet.purchasing.rules.words import Channel, GoldUse, InvoiceKind, Mismatch

APPROVAL_KIND = "purchasing.bill"
APPROVAL_MINUTES = 7 * 24 * 60
PRICE_TOLERANCE_BP = 10  # of what was to be expected
PRICE_TOLERANCE_CENTS = 100
WEIGHT_TOLERANCE_MG = 20  # a delivery's grams, as scales differ (F45)
NOTICE_11 = date(2025, 11, 1)
DEDUCTION_BP = 600  # of an ordinary invoice's amount


@dataclass(frozen=True, slots=True)
class Expected:
    """What a line may be billed for: what was received and taken in, less what was billed before. Units: mg, cents."""

    quantity: int
    weight_mg: int
    cents: int
    billed_before: bool = False


def mismatch(expected: Expected, *, quantity: int, weight_mg: int, cents: int) -> Mismatch | None:
    """The first thing that differs by more than the tolerance, None when the line agrees.

    Billing less than was received is no difference to stop at: the supplier may bill the rest later.
    """
    if expected.quantity <= 0 and (quantity > 0 or cents > 0):
        return Mismatch.BILLED_TWICE if expected.billed_before else Mismatch.NOT_RECEIVED
    if quantity > expected.quantity:
        return Mismatch.QUANTITY
    if weight_mg > expected.weight_mg + WEIGHT_TOLERANCE_MG:
        return Mismatch.WEIGHT
    return None if abs(cents - expected.cents) <= tolerance_cents(expected.cents) else Mismatch.PRICE


def tolerance_cents(expected_cents: int) -> int:
    """By how much a line may differ from what was agreed: one yuan, or 0.1 % where that is more."""
    return max(PRICE_TOLERANCE_CENTS, basis_points_of(expected_cents, PRICE_TOLERANCE_BP))


def part_of(expected: Expected, *, quantity: int, weight_mg: int) -> int:
    """What `quantity` of an expected line should cost: by grams where it has any, else by pieces. Units: cents."""
    whole, part = (expected.weight_mg, weight_mg) if expected.weight_mg and weight_mg else (expected.quantity, quantity)
    if part >= whole or whole <= 0:
        return expected.cents
    return (2 * expected.cents * part + whole) // (2 * whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What the bill's paper says. Units: cents, basis points."""

    billed_on: date
    channel: str
    gold_use: str
    invoice_kind: str
    net_cents: int
    tax_cents: int


def deduction_bp(paper: Paper) -> int:
    """The rate at which input tax is deducted from an ordinary invoice: 6 % of non-investment gold through a member.

    Only from 1 November 2025 on; everything else deducts what a special invoice shows, or nothing.
    """
    through_exchange = paper.channel in (Channel.EXCHANGE, Channel.MEMBER)
    ordinary = paper.invoice_kind == InvoiceKind.ORDINARY and paper.gold_use == GoldUse.NON_INVESTMENT
    return DEDUCTION_BP if through_exchange and ordinary and paper.billed_on >= NOTICE_11 else 0


def deductible_cents(paper: Paper) -> int:
    """The input tax that may be deducted. Units: cents."""
    if paper.invoice_kind == InvoiceKind.SPECIAL:
        return paper.tax_cents
    return basis_points_of(paper.net_cents + paper.tax_cents, deduction_bp(paper))


def check_paper(paper: Paper) -> None:
    """Refuse what no paper can say. Raises: Invalid."""
    invests = paper.gold_use == GoldUse.INVESTMENT and paper.invoice_kind == InvoiceKind.SPECIAL
    if invests and paper.channel != Channel.EXCHANGE and paper.billed_on >= NOTICE_11:
        reason = gettext_noop("investment gold comes with an ordinary invoice only (notice 11/2025)")
        raise Invalid(field="invoice_kind", reason=reason)
    if paper.invoice_kind == InvoiceKind.NONE and paper.tax_cents:
        raise Invalid(field="tax_cents", reason=gettext_noop("without an invoice there is no tax to deduct"))
