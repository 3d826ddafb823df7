"""What goes in and out about cards, credit and joins. Money in cents, shares in basis points."""

from datetime import date
from typing import Literal

from ninja import Field, Schema
from pydantic import ConfigDict

from facet.kernel.interface import BasisPoints, PositiveCents, RowId, Text, Whole
from facet.members.rules.merge import TAKEABLE


class _In(Schema):
    model_config = ConfigDict(extra="forbid")


class CardIssueIn(_In):
    """A card to be given; empty texts take the defaults."""

    card_type: Text(16) = ""
    number: Text(20) = ""
    reason: Text(120) = ""


class CardChangeIn(_In):
    """What is done with a card."""

    do: Literal["lost", "frozen", "unfrozen", "renewed"]
    reason: Text(120) = ""


class CardNumberOut(Schema):
    """The card's number."""

    number: str


class CardStateOut(Schema):
    """The card's state."""

    state: str


class MemberCardOut(Schema):
    """One card of a member."""

    id: int
    number: str
    type_code: str
    type_name: str
    state: str
    issued_on: date
    store: str
    expires_on: date | None
    replaced_by: str


class CardTypeOut(Schema):
    """One kind of card."""

    id: int
    code: str
    name: str
    name_en: str
    valid_months: int | None
    colour: str
    price_level: int
    labour_discount_bp: int
    category_ids: list[int]
    is_active: bool


class CardTypeIn(_In):
    """One kind of card as it shall be; `id` changes an existing one."""

    id: RowId | None = None
    code: Text(16, least=1)
    name: Text(32, least=1)
    name_en: Text(32) = ""
    valid_months: Whole(1, 240) | None = None
    colour: Text(8) = "gold"
    price_level: Whole(0, 9) = 0
    labour_discount_bp: BasisPoints = 0
    categories: list[RowId] = []
    is_active: bool = True


class PriceLevelIn(_In):
    """What members of this level pay less."""

    name: Text(32, least=1)
    name_en: Text(32) = ""
    fixed_bp: Whole(0, 9_999) = Field(0, description="Off fixed prices and sets, basis points.")
    gram_cents: Whole(0, 100_000) = Field(0, description="Off each gram of metal by weight, fen.")


class PriceLevelOut(Schema):
    """One price level, and the names of the card types that have it."""

    level: int
    name: str
    name_en: str
    fixed_bp: int
    gram_cents: int
    card_types: list[str]


class CardRowIdOut(Schema):
    """The row that was written."""

    id: int


class CreditLimitIn(_In):
    """How much a member may owe, in cents, and for how many days."""

    limit_cents: PositiveCents
    due_days: Whole(1, 365) = 30


class RepaymentIn(_In):
    """What a member pays back."""

    amount_cents: PositiveCents
    tender: Literal["cash", "terminal", "wechat", "alipay", "bank"]
    reason: Text(120) = ""


class WriteOffIn(_In):
    """What is given up, with finance's approval."""

    amount_cents: PositiveCents
    reason: Text(120, least=4)
    approval_id: RowId


class CreditReasonIn(_In):
    """Why."""

    reason: Text(120, least=4)


class CreditPostedOut(Schema):
    """The line written and what is open after it."""

    entry_id: int
    open_cents: int
    available_cents: int


class CreditLineOut(Schema):
    """One line of the credit book."""

    id: int
    on: date
    kind: str
    amount_cents: int
    open_after: int
    due_on: date | None
    tender: str
    document: str
    store: str


class CreditStatementOut(Schema):
    """A member's credit. `ages`: not due, 1–30, 31–60, 61–90, over 90 days overdue."""

    member_id: int
    number: str
    limit_cents: int
    open_cents: int
    available_cents: int
    due_days: int
    oldest_due_on: date | None
    days_overdue: int
    is_warned: bool
    ages: list[int]
    lines: list[CreditLineOut]


class MergeMembersIn(_In):
    """Which file goes into the one named in the path, and which facts it brings along."""

    merged_id: RowId
    take: list[Literal[tuple(TAKEABLE)]] = []  # type: ignore[valid-type]
    reason: Text(120) = ""
    approval_id: RowId | None = None


class MergedOut(Schema):
    """The join, for undoing it."""

    merge_id: int


class UnmergedOut(Schema):
    """The file that stands alone again."""

    member_id: int


class HandOverIn(_In):
    """Whose members go to whom, by staff code."""

    from_code: Text(16, least=1)
    to_codes: list[Text(16, least=1)]


class HandedOverOut(Schema):
    """How many each colleague got, by code."""

    given: dict[str, int]


class CardPageOut(Schema):
    """The path of the member's card page; shown once."""

    path: str
