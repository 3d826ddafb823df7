"""What marketing and accountants send to keep prizes, coupons and cards. Money in fen, percentages in basis points."""

from datetime import date

from ninja import Field, Schema

from facet.kernel.interface import PositiveCents, RowId, Text, Whole
from facet.loyalty.api.rule_schemas import Strict
from facet.loyalty.rules.coupon import Benefit
from facet.loyalty.rules.kinds import PointsClass


class PrizeKeptIn(Strict):
    name: Text(60, least=1)
    name_en: Text(60) = ""
    points: Whole(0, 10**8) = Field(description="0: not for points, a gift only.")
    cost_cents: PositiveCents = 0
    begins: date | None = None
    until: date | None = Field(None, description="The first day after.")
    per_member: Whole(0, 1_000) = Field(0, description="0: any number.")
    is_open: bool = True
    is_birthday_gift: bool = False


class PrizeStockIn(Strict):
    store_id: RowId | None = Field(None, description="By default the caller's own store.")
    quantity: Whole(-10_000, 10_000) = Field(description="Below zero only as a correction.")
    reason: Text(120) = ""
    is_correction: bool = False


class PrizeStockOut(Schema):
    on_hand: int


class CouponTypeNewIn(Strict):
    code: Text(16, least=1)
    name: Text(60, least=1)
    name_en: Text(60) = ""
    benefit: Benefit
    value: Whole(0, 10**9) = Field(0, description="Fen, or basis points for the two percentages.")
    cap_cents: PositiveCents = 0
    min_spend_cents: PositiveCents = 0
    classes: list[PointsClass] = Field([], max_length=20, description="Empty: all goods.")
    store_ids: list[RowId] = Field([], max_length=1_000, description="Empty: all stores.")
    stacks: bool = False
    days: Whole(1, 3_650) = 90
    per_member: Whole(0, 1_000) = 0
    cost_cents: PositiveCents = 0
    prize: Text(16) = Field("", description="Code of the prize, for a gift.")


class CouponTypeOpenIn(Strict):
    is_open: bool


class CouponBatchIn(Strict):
    type: Text(16, least=1)
    quantity: Whole(1, 10_000)
    label: Text(60, least=1)
    store_id: RowId | None = None


class CouponsIn(Strict):
    type: Text(16, least=1)
    member_ids: list[RowId] = Field(min_length=1, max_length=10_000)
    label: Text(60) = ""


class CouponBatchMadeOut(Schema):
    batch_id: int


class WhyIn(Strict):
    reason: Text(120, least=1)


class FreezeIn(WhyIn):
    frozen: bool


class HolderIn(Strict):
    member_id: RowId


class CardNamedOut(Schema):
    account_id: int


class PaidOutOut(Schema):
    principal_cents: int = Field(description="Below zero: this much money leaves the drawer.")
    bonus_cents: int = Field(description="Below zero: this much ended, nobody gets it.")


class PinIn(Strict):
    pin: Text(6, least=6)
    proof_id: RowId = Field(description="Of purpose pin.")


class PromotionEffectOut(Schema):
    name: str
    points: int
    used: int
    tickets: int
    sales_cents: int


class ClassEffectOut(Schema):
    points_class: PointsClass
    sales_cents: int
    points: int
    rate_bp: int = Field(description="Points per yuan.")
    cost_bp: int
    margin_bp: int | None = Field(description="Only for those who see costs.")


class EffectsOut(Schema):
    promotions: list[PromotionEffectOut]
    classes: list[ClassEffectOut]
