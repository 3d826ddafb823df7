"""The rules of a programme as a program sends them; rules.parsing says what must hold between the fields."""

from datetime import date

from ninja import Field, Schema
from pydantic import ConfigDict

from facet.kernel.interface import Text, Whole
from facet.loyalty.rules.earning_base import EarningBase
from facet.loyalty.rules.kinds import BasisKind, PointsClass

Multiplier = Whole(1, 1_000_000)
Points = Whole(0, 1_000_000)


class Strict(Schema):
    """An input: nothing it does not name is taken."""

    model_config = ConfigDict(extra="forbid")


class WindowIn(Strict):
    name: Text(60, least=1)
    name_en: Text(60) = ""
    begins: date
    until: date = Field(description="The first day after it.")
    yearly: bool = False
    factor_bp: Multiplier
    classes: list[PointsClass] = Field([], max_length=8)
    grades: list[Text(16)] = Field([], max_length=20)


class MemberDayIn(Strict):
    name: Text(60, least=1)
    name_en: Text(60) = ""
    every: Text(5, least=1) = Field(description="month, digit (8: the 8th, 18th, 28th), week (1: Monday) or lunar")
    day: Whole(0, 31)
    factor_bp: Multiplier
    classes: list[PointsClass] = Field([], max_length=8)
    grades: list[Text(16)] = Field([], max_length=20)


class BonusIn(Strict):
    name: Text(60, least=1)
    name_en: Text(60) = ""
    points: Whole(1, 1_000_000)
    style_code: Text(32) = Field("", description="Empty: every new product.")
    begins: date | None = None
    until: date | None = None


class WorthIn(Strict):
    points: Whole(1, 1_000_000)
    cents: Whole(1, 1_000_000)
    expected_bp: Whole(0, 10_000)


class GroupBonusIn(Strict):
    name: Text(60, least=1)
    name_en: Text(60) = ""
    group_code: Text(60, least=1) = Field(description="Members of this group.")
    factor_bp: Whole(10_000, 1_000_000) = Field(10_000, description="A factor of the period: the highest counts.")
    points: Points = Field(0, description="Added once a ticket.")
    begins: date | None = None
    until: date | None = None


class SpendingStepIn(Strict):
    from_cents: Whole(1, 10**12)
    factor_bp: Whole(10_000, 1_000_000)


class OccasionIn(Strict):
    name: Text(60, least=1)
    name_en: Text(60) = ""
    begins: date
    until: date = Field(description="The first day after it.")
    points: Whole(1, 1_000_000)
    group_code: Text(60) = Field("", description="Empty: everybody.")


class SpecialConsumptionIn(Strict):
    name: Text(60, least=1)
    name_en: Text(60) = ""
    points: Whole(1, 1_000_000)
    min_cents: Whole(0, 10**12) = 0
    points_class: PointsClass | None = Field(None, description="Only goods of this class; all where there is none.")
    first: bool = Field(False, description="Only the member's first purchase of it.")


class RewardsIn(Strict):
    registration: Points = 0
    birthday: Points = 0
    survey: Points = 0
    first_purchase: Points = 0
    occasions: list[OccasionIn] = Field([], max_length=200)
    special: list[SpecialConsumptionIn] = Field([], max_length=200)


class ReferralLevelIn(Strict):
    fixed_points: Points = 0
    percent_bp: Whole(0, 10_000) = 0


class ReferralIn(Strict):
    levels: list[ReferralLevelIn] = Field([], max_length=3)
    return_window_days: Whole(0, 365) = 7
    third_level_confirmed: bool = Field(False, description="Somebody read the legal warning about a third level.")


class CashStepIn(Strict):
    points: Whole(1, 1_000_000)
    cents: Whole(1, 10**12)


class CashIn(Strict):
    min_points: Points = 0
    points: Whole(1, 1_000_000) = 100
    cents: Whole(0, 1_000_000) = Field(0, description="What `points` pay; 0 is off.")
    share_bp: Whole(0, 10_000) = Field(0, description="Largest share of labour and fixed-price lines.")
    steps: list[CashStepIn] = Field([], max_length=50)
    excluded: list[Text(12)] = Field(["bar", "by_weight"], max_length=4)


class PendingIn(Strict):
    days: Whole(0, 365) = 0


class TransferIn(Strict):
    in_household: bool = False


class ExpiryIn(Strict):
    notice_days: list[Whole(1, 365)] = Field([60, 30, 7], max_length=10)
    grace_days: Whole(0, 365) = 30


class BasisIn(Strict):
    kind: BasisKind = BasisKind.LIFETIME
    months: Whole(1, 120) | None = None
    protection_days: Whole(0, 3650) = 0
    grace_days: Whole(0, 3650) = 0
    downgrade: bool = False


class RulesIn(Strict):
    rates: dict[PointsClass, Whole(0, 1_000_000)]
    windows: list[WindowIn] = Field([], max_length=200)
    member_days: list[MemberDayIn] = Field([], max_length=200)
    bonuses: list[BonusIn] = Field([], max_length=200)
    group_bonuses: list[GroupBonusIn] = Field([], max_length=200)
    steps: list[SpendingStepIn] = Field([], max_length=50)
    steps_by_year: bool = Field(False, description="Steps look at the calendar year's spending, not at the ticket's.")
    years_kept: Whole(0, 20)
    worth: WorthIn
    rewards: RewardsIn = Field(default_factory=lambda: RewardsIn.model_validate({}))
    referral: ReferralIn = Field(default_factory=lambda: ReferralIn.model_validate({}))
    cash: CashIn = Field(default_factory=lambda: CashIn.model_validate({}))
    pending: PendingIn = PendingIn()
    transfer: TransferIn = TransferIn()
    expiry: ExpiryIn = Field(default_factory=lambda: ExpiryIn.model_validate({}))
    basis: BasisIn = BasisIn()
    earning_base: EarningBase = Field(EarningBase.PAID, description="The amount that rates multiply.")
