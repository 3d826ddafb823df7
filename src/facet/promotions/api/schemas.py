"""What the API of promotions takes and gives. Money in fen, percentages in basis points, weights in mg."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict

from facet.kernel.interface import BasisPoints, Milligrams, PositiveCents, RowId, Text, Whole
from facet.promotions.rules.terms import Kind

CODE = Text(16, least=1)


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class ScopeIn(Strict):
    """Which goods; nothing said means all."""

    categories: list[Text(32, least=1)] = Field([], max_length=200)
    styles: list[Text(32, least=1)] = Field([], max_length=500)
    pieces: list[Text(32, least=1)] = Field([], max_length=500)
    but: list[Text(32, least=1)] = Field([], max_length=200)


class ConditionsIn(Strict):
    """Who, where and when. `until` is the day after the last."""

    begins: date
    until: date
    stores: list[Text(32, least=1)] = Field([], max_length=500)
    store_kinds: list[Text(32, least=1)] = Field([], max_length=10)
    grades: list[Text(32, least=1)] = Field([], max_length=50)
    groups: list[Text(32, least=1)] = Field([], max_length=50)
    members_only: bool = False
    first_purchase: bool = False
    birthday_days: Whole(0, 45) | None = None
    anniversary_days: Whole(0, 45) | None = None
    from_minute: Whole(0, 1440) = 0
    until_minute: Whole(0, 1440) = 1440
    weekdays: list[Whole(1, 7)] = Field([], max_length=7)
    every: Text(8) = ""
    day: Whole(0, 366) = 0


class LimitsIn(Strict):
    per_member: Whole(0, 10**6) = 0
    per_day: Whole(0, 10**6) = 0
    total: Whole(0, 10**6) = 0
    budget_cents: Whole(0, 10**10) = 0


class GuardIn(Strict):
    floor_bp: BasisPoints = 0
    margin_bp: BasisPoints | None = None


class CostSharesIn(Strict):
    brand_bp: BasisPoints = 0
    mall_bp: BasisPoints = 0
    franchisee_bp: BasisPoints = 0


class TermsIn(Strict):
    """One promotion, complete: see docs/algorithms/promotions.md."""

    kind: Kind
    conditions: ConditionsIn
    value: Whole(0, 10**10) = 0
    from_cents: Whole(0, 10**10) = 0
    steps: bool = False
    most_steps: Whole(0, 99) = 0
    pieces: Whole(0, 99) = 0
    excess_over_mg: Milligrams = 0
    gift_sku: Text(32) = ""
    gift_quantity: Whole(0, 99) = 0
    coupon: Text(16) = Field("", description="Code of the type of coupons that are given.")
    coupon_quantity: Whole(0, 9) = 0
    scope: ScopeIn = Field(default_factory=lambda: ScopeIn.model_validate({}))
    target: ScopeIn = Field(default_factory=lambda: ScopeIn.model_validate({}))
    parts: list[ScopeIn] = Field([], max_length=5)
    limits: LimitsIn = LimitsIn()
    guard: GuardIn = GuardIn()
    shares: CostSharesIn = CostSharesIn()
    group: Text(16) = ""
    priority: Whole(-1_000, 1_000) = 0
    with_manual: bool = False


class PromotionDraftIn(Strict):
    """A promotion as marketing wants it; its code stands in the address."""

    name: Text(60, least=1)
    name_en: Text(60) = ""
    terms: TermsIn


class PromotionAskIn(Strict):
    reason: Text(120, least=1)


class PromotionPublishIn(Strict):
    approval_id: RowId | None = Field(None, description="Empty: the yes that was asked for with the draft.")


class PromotionRowOut(Schema):
    code: str
    name: str
    name_en: str
    number: int
    kind: str
    state: str = Field(description="draft, review, scheduled, running, ended or stopped, today.")
    begins: date
    until: date = Field(description="The day after the last.")
    gives: str = Field(description="What the customer gets, in words.")
    conditions: list[str] = Field(description="What is asked beside the days, in words.")
    limits: list[str] = Field(description="How far it may go and who bears it, in words.")
    tickets: int
    given_cents: int


class EffectOut(Schema):
    tickets: int
    given_cents: int
    brand_cents: int
    mall_cents: int
    franchisee_cents: int
    house_cents: int
    gifts: int
    coupons: int
    revenue_cents: int
    budget_cents: int
    used_cents: int


class PromotionVersionOut(Schema):
    number: int
    state: str
    terms: dict[str, Any]
    published_at: datetime | None
    published_by: str


class PromotionOut(Schema):
    code: str
    name: str
    name_en: str
    versions: list[PromotionVersionOut]
    clashes: list[str] = Field(description="Promotions that it meets, in words.")
    effect: EffectOut


class SampleLineIn(Strict):
    """Goods by weight have weight and metal, the rest a price."""

    category: CODE
    price_cents: PositiveCents = 0
    weight_mg: Milligrams = 0
    metal_cents: PositiveCents = 0
    labour_cents: PositiveCents = 0
    quantity: Whole(1, 1_000) = 1
    style: Text(32) = ""
    cost_cents: PositiveCents = 0


class BuyerIn(Strict):
    grade: Text(16) = ""
    groups: list[Text(32, least=1)] = Field([], max_length=50)
    is_first: bool = False
    birthday_in: Whole(-45, 45) | None = None
    anniversary_in: Whole(-45, 45) | None = None


class SampleIn(Strict):
    """A cart, where and when by the store's clock, and by whom."""

    lines: list[SampleLineIn] = Field(min_length=1, max_length=100)
    now: datetime
    store: Text(16) = ""
    store_kind: Text(16) = "own"
    buyer: BuyerIn | None = None
    draft: Text(16) = Field("", description="Code of a promotion whose draft is tried beside the live ones.")
    alone: bool = False


class TakenOut(Schema):
    line: str = Field(description="01 is the first line of the sample.")
    cents: int
    part: str
    set_no: int


class AppliedOut(Schema):
    code: str
    name: str
    cents: int
    gifts: int
    coupons: int
    factor_bp: int
    taken: list[TakenOut]
    more_cents: int = Field(description="To the next step, 0 where there is none.")
    cut: bool = Field(description="Whether a floor stopped part of it.")


class SkippedOut(Schema):
    code: str
    name: str
    why: str
    more: int = Field(description="What is missing: fen, pieces or mg by `why`.")
    other: str
    sentence: str


class PreviewOut(Schema):
    off_cents: int
    applied: list[AppliedOut]
    skipped: list[SkippedOut]


class PromotionNumberOut(Schema):
    code: str
    number: int


class ApprovalAskedOut(Schema):
    approval_id: int
