"""What the API of spending takes and gives. Money in fen, percentages in basis points, points whole."""

from datetime import date, datetime

from ninja import Field, Schema

from facet.kernel.interface import PositiveCents, RowId, Text, Whole
from facet.loyalty.api.rule_schemas import Strict
from facet.loyalty.rules.conversion import Into
from facet.loyalty.rules.coupon import Benefit
from facet.loyalty.rules.kinds import PointsClass
from facet.loyalty.rules.proof import ProofKind, Purpose
from facet.loyalty.rules.stored_value import CardKind


class ProofIn(Strict):
    kind: ProofKind
    purpose: Purpose
    member_id: RowId
    amount: Whole(0, 10**12) = Field(description="Points for purpose points, else fen.")
    document: Text(64, least=1) = Field(description="Spent on, such as loyalty.redemption:<Idempotency-Key>.")


class ProofOut(Schema):
    proof_id: int
    approval_id: int | None = Field(description="Of the manager who is asked.")


class AnswerIn(Strict):
    answer: Text(40, least=1) = Field(description="The code, QR text, PIN, or the number of the approval.")


class RedeemIn(Strict):
    member_id: RowId
    prize: Text(16, least=1)
    quantity: Whole(1, 20) = 1
    store_id: RowId | None = Field(None, description="By default the caller's own store.")
    proof_id: RowId | None = Field(None, description="Bound to document loyalty.redemption:<Idempotency-Key>.")
    hand_over: bool = True


class RedeemedOut(Schema):
    redemption_id: int
    points: int
    available: int


class ConvertIn(Strict):
    member_id: RowId
    points: Whole(0, 10**8)
    into: Into
    coupon_type: Text(16) = ""
    store_id: RowId | None = None
    proof_id: RowId | None = Field(None, description="Bound to document loyalty.conversion:<Idempotency-Key>.")
    approval_id: RowId | None = None


class ConvertedOut(Schema):
    points: int
    cents: int
    available: int
    account_id: int | None
    coupon_id: int | None


class PrizeOut(Schema):
    code: str
    name: str
    name_en: str
    points: int
    on_hand: int
    is_birthday_gift: bool


class IssueIn(Strict):
    member_id: RowId
    type: Text(16, least=1)
    approval_id: RowId | None = None


class CouponLineIn(Strict):
    line_no: Whole(1, 500)
    due_cents: PositiveCents
    points_class: PointsClass
    labour_cents: PositiveCents = 0
    price_kind: Text(12) = Field("fixed", description="by_weight, bar, fixed or set.")


class UseIn(Strict):
    code: Text(30, least=1)
    document: Text(64, least=1) = Field(description="What it is used on; unique for ever.")
    member_id: RowId | None = None
    store_id: RowId | None = None
    lines: list[CouponLineIn] = Field([], max_length=200)
    proof_id: RowId | None = None


class UsedOut(Schema):
    coupon_id: int
    name: str
    cents: int
    off: dict[int, int] = Field(description="Fen by line number.")
    gift: str


class CouponTypeOut(Schema):
    code: str
    name: str
    name_en: str
    benefit: Benefit
    value: int = Field(description="Fen, or basis points for the two percentages.")
    cap_cents: int
    min_spend_cents: int
    days: int
    per_member: int
    is_open: bool


class HistoryOut(Schema):
    at: datetime
    label: str
    store: str
    cents: int
    reason: str


class CouponOut(Schema):
    id: int
    code: str = Field(description="Whole for a personal coupon, masked for a bearer's.")
    type: CouponTypeOut
    state: str
    member_id: int | None
    valid_from: date
    valid_until: date = Field(description="The last day.")
    history: list[HistoryOut]


class CouponRowOut(Schema):
    id: int
    type: CouponTypeOut
    state: str
    member_id: int | None
    valid_from: date
    valid_until: date


class CardIn(Strict):
    kind: CardKind
    member_id: RowId | None = None
    principal_cents: PositiveCents = 0
    bonus_cents: PositiveCents = 0
    store_id: RowId | None = None
    identity_seen: bool = False


class CardOpenedOut(Schema):
    account_id: int
    balance_cents: int


class ValueLineOut(Schema):
    at: datetime
    label: str
    document: str
    principal_cents: int
    bonus_cents: int
    balance_cents: int
    reason: str


class CardOut(Schema):
    id: int
    number: str
    kind: CardKind
    state: str
    member_id: int | None
    store: str
    principal_cents: int
    bonus_cents: int
    balance_cents: int
    lines: list[ValueLineOut]


class OwedOut(Schema):
    store: str
    kind: CardKind
    cards: int
    principal_cents: int
    bonus_cents: int
