"""What programs send and get: tickets in, tickets out. Money in fen, weights in mg."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, ConfigDict

from facet.catalog.rules.pricing import NO_DISCOUNT, LineDiscount
from facet.kernel.interface import BasisPoints, Milligrams, PositiveCents, RowId, Text, Whole
from facet.sales.api.promoted import PromotionsOut, quoted_promotions, sold_promotions
from facet.sales.flows.pending import PendingIn
from facet.sales.rules.basis_request import BasisRequest
from facet.sales.rules.paying import IdentityRequest
from facet.sales.rules.request import CouponRequest, LineRequest, PersonShare, SaleRequest, TenderRequest
from facet.sales.selectors.quote import Quoted
from facet.sales.selectors.sale import SoldTicket
from facet.sales.services.pending import RefusedLine


class Closed(Schema):
    """A body in which an unknown name is a mistake, not noise."""

    model_config = ConfigDict(extra="forbid")


class DiscountIn(Closed):
    fixed_bp: BasisPoints = Field(0, description="Off the price of fixed-price and set pieces, basis points.")
    labour_bp: BasisPoints = Field(0, description="Off the labour of goods by weight, basis points.")
    gram_cents: PositiveCents = Field(0, description="Off each gram of metal, fen.")


class PriceBasisIn(Closed):
    """One piece by weight instead of its tag's price, or at a fixed price instead of by weight."""

    price_basis: Literal["by_weight", "fixed"]
    why: Literal["customer", "slow", "set", "tag"]
    price_cents: PositiveCents = Field(0, description="The agreed price, for `fixed`.")
    labour_cents: PositiveCents = Field(0, description="Labour a gram, for `by_weight`.")

    def asked(self) -> BasisRequest:
        """The switch this body asks for."""
        return BasisRequest(**self.dict())


class LineIn(Closed):
    tag: Text(32) = Field("", description="The piece's tag; leave empty for bulk goods.")
    sku: Text(32) = Field("", description="The bulk lot's sku; leave empty for a piece.")
    quantity: Whole(1, 100_000) = 1
    weight_mg: Milligrams = 0
    discount: DiscountIn | None = None
    approval: RowId | None = Field(None, description="A granted approval for a discount above the role's limit.")
    basis: PriceBasisIn | None = Field(
        None, description="Sold the other way round than its tag says; kind sales.price_basis."
    )


class TenderIn(Closed):
    method: Literal[
        "cash",
        "terminal",
        "wechat",
        "alipay",
        "bank",
        "mall",
        "points",
        "stored_value",
        "credit",
        "group_voucher",
        "deposit",
    ]
    amount_cents: Whole(1, 10**12)
    reference: Text(64) = Field("", description="Slip of the mall; number of the value card or the deposit; code.")
    proof: RowId | None = Field(None, description="The member's own yes to spending points or a named card.")
    settlement_cents: PositiveCents | None = Field(None, description="What a voucher's platform pays; else its face.")
    platform: Text(32) = Field("", description="Of a group-buying voucher.")
    payment: UUID | None = Field(None, description="The charge at a terminal that this is, from `charge_terminal`.")

    for_goods: bool = Field(False, description="Points alone take all goods of the ticket, beyond their usual share.")

    def request(self) -> TenderRequest:
        """The tender this body asks for."""
        return TenderRequest(**self.dict())


class CouponIn(Closed):
    code: Text(32, least=1)
    proof: RowId | None = None


class IdentityIn(Closed):
    kind: Literal["id_card", "passport", "permit"]
    name: Text(60, least=1)
    number: Text(32, least=5)


class SalespersonIn(Closed):
    staff: Text(16, least=1) = Field(description="Staff code.")
    share_bp: Whole(1, 10_000)


class QuoteIn(Closed):
    store: Text(16, least=1)
    till: Text(16, least=1)
    member: RowId | None = None
    salespeople: Annotated[list[SalespersonIn], Field(max_length=8)] = []
    lines: Annotated[list[LineIn], Field(max_length=200)] = []
    round_off: Literal["", "jiao", "yuan"] = ""
    coupons: Annotated[list[CouponIn], Field(max_length=5)] = []
    deposits_used: Annotated[list[Text(24, least=1)], Field(max_length=10)] = Field(
        [], description="Numbers of deposits whose promised price and kept piece count; a tender `deposit` pays."
    )
    payables: Annotated[list[Text(24, least=1)], Field(max_length=10)] = Field(
        [], description="Numbers of services that the ticket pays for."
    )

    def request(self, **more: Any) -> SaleRequest:
        """The ticket this body asks for."""
        return SaleRequest(
            store=self.store,
            till=self.till,
            member=self.member,
            salespeople=tuple(PersonShare(staff=each.staff, share_bp=each.share_bp) for each in self.salespeople),
            lines=tuple(line_of(line) for line in self.lines),
            round_off=self.round_off,
            deposits_used=tuple(self.deposits_used),
            payables=tuple(self.payables),
            coupons=tuple(CouponRequest(code=each.code, proof=each.proof) for each in self.coupons),
            **more,
        )


class TicketIn(QuoteIn):
    """A ticket with its money: what comes in or, when the customer gets some, what goes back."""

    tenders: Annotated[list[TenderIn], Field(max_length=20)]
    quote: UUID | None = Field(None, description="Keeps the board prices of this quote while it holds.")
    quotation: Text(32) = Field("", description="A quote from `open_quotation`: its lines cost what it promised.")
    basket: UUID | None = None
    expected_total_cents: Whole(-(10**12), 10**12) | None = Field(
        None, description="What the customer was shown, below zero when it goes back; else 409."
    )

    identity: IdentityIn | None = Field(
        None, description="From ¥100,000 in cash of one person on one day on: whose document was seen."
    )

    def ticket(self, **more: Any) -> SaleRequest:
        """The ticket with its money and `more` kinds of lines."""
        return self.request(
            tenders=tuple(each.request() for each in self.tenders),
            identity=IdentityRequest(**self.identity.dict()) if self.identity else None,
            quote=self.quote,
            quotation=self.quotation,
            basket=self.basket,
            expected_total_cents=self.expected_total_cents,
            **more,
        )


class PendingFactsIn(Closed):
    """What a sale adds that was made while we could not be reached."""

    token: Text(400, least=1) = Field(description="From `till_prices`, as it was signed.")
    number: Text(32, least=1) = Field(description="As printed on the slip.")
    sold_at: AwareDatetime


class SaleIn(TicketIn):
    pending: PendingFactsIn | None = Field(
        None, description="Made without the server. A refusal is then kept for the manager: sales.pending_refused."
    )

    def pending_in(self) -> PendingIn | None:
        """What it says of itself, when it was made without the server."""
        if self.pending is None:
            return None
        lines = tuple(RefusedLine(tag=line.tag or line.sku, name="", cents=0) for line in self.lines)
        return PendingIn(
            token=self.pending.token, number=self.pending.number, sold_at=self.pending.sold_at, lines=lines
        )  # fmt: skip

    def sale_request(self) -> SaleRequest:
        """The ticket of goods off the shelf."""
        return self.ticket()


def line_of(line: LineIn) -> LineRequest:
    """The line this body asks for."""
    asked = line.discount
    return LineRequest(
        tag=line.tag,
        sku=line.sku,
        quantity=line.quantity,
        weight_mg=line.weight_mg,
        discount=LineDiscount(asked.fixed_bp, asked.labour_bp, asked.gram_cents) if asked else NO_DISCOUNT,
        approval=line.approval,
        basis=line.basis.asked() if line.basis else None,
    )


class StepOut(Schema):
    name: str
    terms: list[list[str]]
    amount_cents: int


class QuoteLineOut(Schema):
    line_no: int
    code: str
    name: str
    name_en: str
    quantity: int
    weight_mg: int
    list_cents: int
    discount_cents: int
    net_cents: int
    board_cents_per_gram: int
    points: int
    steps: list[StepOut]
    needs_approval: str = Field(description="The limit that this line's discount exceeds, or empty.")


class QuoteOut(Schema):
    id: UUID
    gross_cents: int
    net_cents: int
    rounding_cents: int
    due_cents: int
    points: int
    prices_at: datetime
    expires_at: datetime
    lines: list[QuoteLineOut]
    promotions: PromotionsOut


class SaleLineOut(Schema):
    line_no: int
    kind: str
    code: str
    name: str
    name_en: str
    quantity: int
    weight_mg: int
    board_cents_per_gram: int
    metal_cents: int
    labour_cents: int
    stones_cents: int
    list_cents: int
    discount_cents: int
    net_cents: int
    points: int
    steps: list[StepOut]
    agreed: dict[str, Any] | None = Field(None, description="Why the price is not the piece's own: a quote, a switch.")


class TenderOut(Schema):
    method: str
    amount_cents: int
    tendered_cents: int


class SalespersonOut(Schema):
    staff: str
    share_bp: int
    net_cents: int


class SaleOut(Schema):
    id: UUID
    number: str
    store: str
    till: str
    member: int | None
    business_date: date
    completed_at: datetime
    gross_cents: int
    net_cents: int
    returned_cents: int = Field(description="The part of net that came back, zero or below.")
    other_cents: int = Field(description="Lines that are no revenue: old gold, deposits, stored value, credit.")
    rounding_cents: int
    due_cents: int = Field(description="Below zero: the customer gets it.")
    change_cents: int
    points_earned: int
    grade_before: str
    grade_after: str
    pieces: int
    weight_mg: int
    lines: list[SaleLineOut]
    tenders: list[TenderOut]
    salespeople: list[SalespersonOut]
    promotions: PromotionsOut


class ShiftIn(Closed):
    store: Text(16, least=1)
    till: Text(16, least=1)
    float_cents: PositiveCents = 0


class ShiftCloseIn(Closed):
    store: Text(16, least=1)
    till: Text(16, least=1)
    counted: dict[Literal["cash", "terminal", "wechat", "alipay", "bank", "mall"], PositiveCents]
    terminals: dict[Text(20, least=1), PositiveCents] = Field(
        {}, description="What each card terminal printed, by its name; together the count of `terminal`."
    )
    note: Text(200) = ""


class ShiftCountOut(Schema):
    method: str
    expected_cents: int
    counted_cents: int
    difference_cents: int


class ShiftOut(Schema):
    id: int
    store: str
    till: str
    business_date: date
    opened_at: datetime
    closed_at: datetime | None
    float_cents: int
    counts: list[ShiftCountOut]


class PersonDayOut(Schema):
    staff: str
    name: str
    tickets: int
    pieces_bp: int = Field(description="Ten-thousandths of a piece: shared pieces count by share.")
    weight_mg: int
    net_cents: int
    returned_cents: int = Field(description="Of it, what came back: zero or below.")
    labour_cents: int = Field(description="Of the price of what was sold, by the person's part of each line.")


def quote_out(quoted: Quoted) -> dict[str, Any]:
    """A quote as the API gives it."""
    return {
        "id": quoted.id,
        "gross_cents": quoted.totals.gross_cents,
        "net_cents": quoted.totals.net_cents,
        "rounding_cents": quoted.totals.rounding_cents,
        "due_cents": quoted.totals.due_cents,
        "points": quoted.points,
        "prices_at": quoted.prices_at,
        "expires_at": quoted.expires_at,
        "promotions": quoted_promotions(quoted.promoted),
        "lines": [
            {
                "line_no": line.line_no,
                "code": line.goods.code,
                "name": line.goods.name,
                "name_en": line.goods.name_en,
                "quantity": line.goods.quantity,
                "weight_mg": line.goods.weight_mg,
                "list_cents": line.list_cents,
                "discount_cents": line.priced.discount_cents,
                "net_cents": line.net_cents,
                "board_cents_per_gram": line.board.cents_per_gram if line.board else 0,
                "points": quoted.line_points.get(line.line_no, 0),
                "steps": [
                    {"name": step.name, "terms": [list(term) for term in step.terms], "amount_cents": step.amount_cents}
                    for step in line.priced.steps
                ],
                "needs_approval": quoted.beyond[line.line_no].limit if line.line_no in quoted.beyond else "",
            }
            for line in quoted.lines
        ],
    }


_SALE = (
    "id number business_date completed_at gross_cents net_cents returned_cents other_cents rounding_cents due_cents"
    " change_cents points_earned grade_before grade_after pieces weight_mg"
).split()


def sale_out(sold: SoldTicket) -> dict[str, Any]:
    """A sale as the API gives it; fresh and replayed answers are made by this one function."""
    return {
        **{name: getattr(sold.sale, name) for name in _SALE},
        "store": sold.store_code,
        "till": sold.till_code,
        "member": sold.sale.member_id,
        "lines": [{name: getattr(line, name) for name in SaleLineOut.model_fields} for line in sold.lines],
        "tenders": [{name: getattr(tender, name) for name in TenderOut.model_fields} for tender in sold.tenders],
        "salespeople": [
            {"staff": code, "share_bp": share_bp, "net_cents": net_cents} for code, share_bp, net_cents in sold.people()
        ],
        "promotions": sold_promotions(f"sales.sale:{sold.sale.pk}"),
    }
