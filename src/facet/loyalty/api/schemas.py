"""What the API of loyalty takes and gives. Money in fen, rates and factors in basis points, points whole."""

from datetime import date, datetime

from ninja import Field, Schema
from pydantic import ConfigDict

from facet.kernel.interface import PositiveCents, RowId, Text, Whole
from facet.loyalty.rules.kinds import PointsClass

Multiplier = Whole(1, 1_000_000)


class Strict(Schema):
    """An input: nothing it does not name is taken."""

    model_config = ConfigDict(extra="forbid")


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
    rate_bp: int = Field(description="Points per yuan: 20000 is 2 points.")
    coefficient_bp: int
    factor_bp: int
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
    base_cents: PositiveCents = Field(description="What the line earns on: after discounts, tax included.")
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
    rate_bp: int
    coefficient_bp: int
    factor_bp: int
    bonus: int
    window: str


class SimulationOut(Schema):
    total: int
    rules_number: int
    grade: GradeOut
    lines: list[SimulatedLineOut]


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
    every: Text(5, least=1) = Field(description="month or week")
    day: Whole(1, 31)
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


class RulesIn(Strict):
    rates: dict[PointsClass, Whole(0, 1_000_000)]
    windows: list[WindowIn] = Field([], max_length=200)
    member_days: list[MemberDayIn] = Field([], max_length=200)
    bonuses: list[BonusIn] = Field([], max_length=200)
    years_kept: Whole(0, 20)
    worth: WorthIn


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
