"""What the API of loyalty takes and gives. Money in fen, rates and factors in basis points, points whole."""

from datetime import date, datetime

from ninja import Field, Schema

from facet.kernel.interface import PositiveCents, RowId, Text, Whole
from facet.loyalty.api.rule_schemas import Multiplier, RulesIn, Strict
from facet.loyalty.rules.earning_base import EarningBase
from facet.loyalty.rules.kinds import PointsClass


class GradeOut(Schema):
    code: str
    name: str
    name_en: str
    threshold: int = Field(description="Lifetime points from which the grade is reached.")
    coefficient_bp: int = Field(description="What earning is multiplied by: 12000 is × 1.2.")


class EndingOut(Schema):
    points: int
    expires_on: date = Field(description="The last day on which these points can be used.")


class LineOut(Schema):
    """How one ticket line was counted: base × rate × coefficient × factor, cut, plus bonuses."""

    document: str
    line_no: int
    label: str
    points_class: str
    base_cents: int = Field(description="Negative for a return.")
    base: EarningBase = Field(description="Which amount of the line it is.")
    rate_bp: int = Field(description="Points per yuan: 20000 is 2 points.")
    coefficient_bp: int
    factor_bp: int
    step_bp: int = Field(10_000, description="Of the spending step: 10000 where there is none.")
    window: str = Field(description="Name of the rule that gave the factor; empty on a plain day.")
    bonuses: list[tuple[str, int]]
    points: int = Field(description="Bonuses included; negative for a return.")


class EntryOut(Schema):
    id: int
    recorded_at: datetime
    kind: str
    points: int = Field(description="Signed change of what is available.")
    owed_delta: int = Field(description="Signed change of what the member owes.")
    available_after: int
    owed_after: int
    document: str
    reason: str
    rules_number: int | None = Field(description="Version of the rules that counted.")
    lines: list[LineOut]


class MemberPointsOut(Schema):
    member_id: int
    available: int
    owed: int
    pending: int
    lifetime: int
    grade: GradeOut
    next_grade: GradeOut | None
    missing: int = Field(description="Lifetime points to the next grade.")
    endings: list[EndingOut]
    entries: list[EntryOut]
    next_before: int | None = Field(description="Ask for older entries with ?before=.")


class TicketLineIn(Strict):
    points_class: PointsClass
    base_cents: PositiveCents = Field(description="What is paid of the line: after discounts, tax included.")
    gross_cents: PositiveCents | None = Field(None, description="Before discounts; by default as much as after them.")
    discounted_cents: PositiveCents | None = Field(
        None, description="After discounts, before coupons, points and old gold; by default what is paid."
    )
    is_new_product: bool = False
    style_code: Text(32) = ""
    quantity: Whole(1, 10_000) = 1
    label: Text(60) = ""


class SimulationIn(Strict):
    grade: Text(16) = Field("", description="Grade before the ticket; empty for the first. Not with member_id.")
    member_id: RowId | None = None
    on: date | None = Field(None, description="The day of the purchase; by default today.")
    draft: bool = Field(False, description="Count with the draft instead of the rules in force.")
    lines: list[TicketLineIn] = Field(min_length=1, max_length=200)


class SimulatedLineOut(Schema):
    line_no: int
    points: int
    points_class: str
    base_cents: int
    base: EarningBase = Field(description="Which amount of the line it is.")
    rate_bp: int
    coefficient_bp: int
    factor_bp: int
    step_bp: int = Field(description="Of the spending step: 10000 where there is none.")
    bonus: int
    bonuses: list[tuple[str, int]]
    window: str


class SimulationOut(Schema):
    total: int
    rules_number: int
    grade: GradeOut
    lines: list[SimulatedLineOut]


class GradeIn(Strict):
    code: Text(16, least=1) = Field(description="Small Latin letters and digits; names the grade through all versions.")
    name: Text(40, least=1)
    name_en: Text(40) = ""
    threshold: Whole(0, 10**12)
    coefficient_bp: Multiplier


class DraftIn(Strict):
    rules: RulesIn
    ladder: list[GradeIn] = Field(min_length=1, max_length=20)


class PublishIn(Strict):
    effective_on: date
    approval_id: RowId | None = Field(None, description="By default the yes that was asked for with the draft.")


class AskIn(Strict):
    effective_on: date
    reason: Text(120, least=1)


class AskedOut(Schema):
    approval_id: int


class StopIn(Strict):
    effective_on: date | None = Field(None, description="By default today.")


class VersionOut(Schema):
    number: int
    state: str
    effective_on: date | None


class ProgrammeOut(VersionOut):
    rules: dict = Field(description="As RulesIn.")
    ladder: list[GradeOut]


class AdjustmentIn(Strict):
    points: Whole(-10_000_000, 10_000_000) = Field(description="Positive gives, negative takes.")
    reason: Text(120, least=1)
    approval_id: RowId | None = Field(None, description="A second person's yes, above your own limit.")


class AdjustedOut(Schema):
    entry_id: int
    points: int
    available: int
    owed: int


class RegradedOut(Schema):
    changed: int


class ReplayIn(Strict):
    number: RowId | None = Field(None, description="A version; by default the draft.")
    since: date
    until: date = Field(description="The first day after it.")


class ReplayOut(Schema):
    id: int
    number: int
    since: date
    until: date
    state: str = Field(description="waiting, running or done.")
    lines_done: int
    lines_total: int
    result: dict = Field(
        description="live and draft points, liability and cost in fen as [live, draft], by_day, by_class, moves of"
        " grade as [before, after, members], and the first 200 movers as [member, before, after, live, draft]."
    )


class GradeStepOut(Schema):
    on: date
    before: str
    after: str
    cause: str
    figure: int = Field(description="What decided: points, or what the basis of that day says.")
    rules_number: int


class MemberGradeOut(Schema):
    member_id: int
    grade: GradeOut
    next_grade: GradeOut | None
    missing: int = Field(description="To the next grade, in the unit of thresholds.")
    basis: str = Field(description="What thresholds are compared with: lifetime, period_points, spend, …")
    figure: int = Field(description="The member's figure on that basis: points, whole yuan or visits.")
    safe_until: date | None = Field(description="First day on which the grade is protected no longer.")
    below_since: date | None = Field(description="Since when the figure is below the grade; null while it is not.")
    history: list[GradeStepOut]
