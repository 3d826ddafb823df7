"""What the API of referral, grants, transfers and notices takes and gives. Points whole, money in fen."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Schema
from pydantic import model_validator

from facet.kernel.interface import RowId, Text, Whole
from facet.loyalty.api.rule_schemas import Strict
from facet.loyalty.rules.grant import LARGEST, REASON_LENGTH, Conditions


class GrantConditionsIn(Strict):
    """All that is set must hold; at least one must be set."""

    member_ids: list[RowId] = Field(default=[], max_length=5_000)
    grades: list[Text(16)] = Field(default=[], max_length=20)  # type: ignore[valid-type]
    group: Text(32) = ""  # type: ignore[valid-type]
    tag: Text(16) = ""  # type: ignore[valid-type]
    spend_from: Whole(0, 10**12) | None = None  # type: ignore[valid-type]
    spend_to: Whole(0, 10**12) | None = None  # type: ignore[valid-type]
    visits_from: Whole(1, 10_000) | None = None  # type: ignore[valid-type]
    last_visit_from: date | None = None
    last_visit_to: date | None = Field(None, description="This day included.")

    def as_conditions(self) -> Conditions:
        """The same, as the rules take it."""
        facts = self.model_dump()
        return Conditions(**facts | {"member_ids": tuple(facts["member_ids"]), "grades": tuple(facts["grades"])})


class GrantIn(Strict):
    """What each member gets, and why."""

    reason: Text(REASON_LENGTH, least=1)  # type: ignore[valid-type]
    points: Whole(0, LARGEST) = 0  # type: ignore[valid-type]
    coupon: Text(16) = Field("", description="Code of a coupon type, instead of points.")  # type: ignore[valid-type]
    conditions: GrantConditionsIn
    approval_id: RowId | None = None


class GrantPreviewOut(Schema):
    members: int
    points: int = Field(description="All together.")
    cents: int = Field(description="What coupons may cost, all together.")
    sample: list[str] = Field(description="Numbers of the first members.")


class GrantOut(Schema):
    id: int
    reason: str
    conditions: dict[str, Any]
    points: int
    coupon: str
    members: int
    done: int
    passed_over: int
    state: str
    asked_at: datetime
    finished_at: datetime | None
    undone_at: datetime | None


class UndoneOut(Schema):
    """How many members a grant was taken from, or how many points the lines of one lost."""

    members: int
    points: int = 0


class ReturnedLineIn(Strict):
    """How much of one sold line is back by now, this time included: `returned` of `whole`, in any one unit."""

    document: Text(64, least=1)  # type: ignore[valid-type]
    line_no: Whole(1, 9_999)  # type: ignore[valid-type]
    returned: Whole(1, 10**12)  # type: ignore[valid-type]
    whole: Whole(1, 10**12)  # type: ignore[valid-type]


class ReversalIn(Strict):
    """Either a grant to take back as a whole, or sold lines of one member that came back, with the reason."""

    grant_id: RowId | None = None
    member_id: RowId | None = None
    lines: list[ReturnedLineIn] = Field(default_factory=list, max_length=200)
    reason: Text(REASON_LENGTH) = ""  # type: ignore[valid-type]

    @model_validator(mode="after")
    def _one_of_both(self) -> "ReversalIn":
        if (self.grant_id is None) == (self.member_id is None) or bool(self.lines) != (self.member_id is not None):
            raise ValueError("name a grant, or a member and her lines")
        return self


class PointsTransferIn(Strict):
    from_id: RowId
    to_id: RowId
    points: Whole(1, 10**8)  # type: ignore[valid-type]
    proof_id: RowId | None = Field(None, description="Bound to the document loyalty.transfer:<Idempotency-Key>.")


class PointsTransferOut(Schema):
    entry_id: int
    points: int
    from_available: int
    to_available: int


class SurveyIn(Strict):
    survey: Text(40, least=1)  # type: ignore[valid-type]


class SurveyOut(Schema):
    points: int


class TreeRowOut(Schema):
    member_id: int
    number: str
    name: str
    level: int
    recruits: int
    points: int
    pending: int


class TreeOut(Schema):
    points: int
    pending: int
    above: str
    cut: bool
    rows: list[TreeRowOut]


class MonthOut(Schema):
    first: date
    added: int
    taken: int
    outstanding: int
    cents: int


class LiabilityOut(Schema):
    points: int
    pending: int
    owed: int
    members: int
    cents: int
    months: list[MonthOut]
