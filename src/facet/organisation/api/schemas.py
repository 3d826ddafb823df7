"""What programs send and get. Codes name things; percent in basis points, times local to the store."""

from datetime import date, datetime, time
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import AfterValidator, ConfigDict, Field, field_validator

from facet.kernel.interface import BasisPoints, Text, Whole, clean_text

Code = Annotated[Text(16, least=1), Field(description="Letters, digits, - and _.")]
PathCode = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(clean_text)]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="Local time, HH:MM.")]
Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2200, 1, 1))]
JsonValue = Annotated[int, Field(strict=True, ge=-(10**12), le=10**12)] | bool | Text(200)


class In(Schema):
    """What comes in: nothing but what is described."""

    model_config = ConfigDict(extra="forbid")


class StoreBody(In):
    name: Text(60, least=1)
    name_en: Text(60) = ""
    kind: Literal["own", "franchise", "joint", "mall_counter"]
    entity: Code = Field(description="The company's code.")
    area: Code
    price_group: Code
    opens_at: Clock
    closes_at: Clock
    time_zone: Text(40, least=1) = "Asia/Shanghai"
    admin_code: Text(12) = Field("", description="Six digits of 省/市/区.")
    address: Text(160) = ""
    receipt_head: Text(160) = ""
    phone: Text(30) = ""
    is_open: bool = True
    opened_on: Day | None = None


class NewStoreIn(StoreBody):
    code: Code


class StoreOut(Schema):
    id: int
    code: str
    name: str
    name_en: str
    kind: str
    entity: str = Field(alias="entity_code", description="The company's code.")
    area: str = Field(alias="area_code")
    price_group: str = Field(alias="price_group_code")
    time_zone: str
    opens_at: str = Field(description="Local time, HH:MM.")
    closes_at: str = Field(description="Local time, HH:MM.")
    address: str
    phone: str
    is_open: bool

    @field_validator("opens_at", "closes_at", mode="before")
    @classmethod
    def _hours(cls, value: time | str) -> str:
        return value if isinstance(value, str) else f"{value:%H:%M}"


class TillBody(In):
    name: Text(40, least=1)
    kind: Literal["till", "tablet"] = "till"
    is_active: bool = True


class NewTillIn(TillBody):
    code: Code


class TillOut(Schema):
    code: str
    name: str
    kind: str
    is_active: bool


class TermBody(In):
    category_code: Text(32) = ""
    campaign: Text(40) = ""
    deduction_bp: BasisPoints


class MallContractBody(In):
    mall: Code = Field(description="The partner's code.")
    number: Text(40, least=1)
    deduction_bp: BasisPoints = Field(description="What the mall keeps where no term fits.")
    valid_from: Day
    valid_until: Day | None = None
    settlement_day: Whole(1, 28) = 10
    terms: list[TermBody] = Field(default_factory=list, max_length=200)


class MallContractOut(Schema):
    number: str
    mall: str = Field(alias="mall_code")
    deduction_bp: int
    settlement_day: int
    valid_from: date
    valid_until: date | None
    terms: list[tuple[str, str, int]] = Field(description="Category code, campaign, basis points.")


class NodeBody(In):
    name: Text(60, least=1)
    name_en: Text(60) = ""
    parent: Text(16) = Field("", description="Code of what it hangs below; empty for the top.")
    is_active: bool = True


class NewNodeIn(NodeBody):
    code: Code


class NodeOut(Schema):
    code: str
    name: str
    name_en: str
    parent: str
    depth: int
    count: int = Field(description="Stores of an area, people of a department, in it itself and within reach.")
    is_active: bool


class EntityBody(In):
    name: Text(80, least=1)
    name_en: Text(80) = ""
    tax_number: Text(20) = ""
    kind: Literal["own", "franchisee"]


class NewEntityIn(EntityBody):
    code: Code


class EntityOut(Schema):
    code: str
    name: str
    name_en: str
    tax_number: str
    kind: str


class NamedOut(Schema):
    code: str
    name: str
    name_en: str


class PartnerOut(NamedOut):
    kind: str
    is_active: bool


class StaffBody(In):
    name: Text(40, least=1)
    name_en: Text(60) = ""
    department: Code
    store: Text(16) = Field("", description="Code of the home store; empty for headquarters.")
    joined_on: Day | None = None


class NewStaffIn(StaffBody):
    username: Text(40, least=2)
    code: Code


class LeaveIn(In):
    left_on: Day


class RoleHeldIn(In):
    role: Text(32, least=1)
    store: Text(16) = ""
    area: Text(16) = ""
    entity: Text(16) = ""


class LoanIn(In):
    store: Code = Field(description="The store that borrows.")
    first_on: Day
    last_on: Day = Field(description="Through this business day; then the loan ends by itself.")


class LoanOut(Schema):
    id: int
    store: str = Field(alias="store_code")
    first_on: date
    last_on: date
    state: str = Field(description="coming, running, over, or ended before its last day.")


class RoleHeldOut(Schema):
    id: int
    role: str = Field(alias="role_code")
    place_kind: str
    place: str


class StaffOut(Schema):
    id: int
    code: str
    username: str
    name: str
    name_en: str
    department: str = Field(alias="department_code")
    store: str = Field(alias="store_code", description="Empty for headquarters.")
    is_active: bool
    joined_on: date | None
    left_on: date | None
    roles: list[RoleHeldOut]


class FirstPasswordOut(Schema):
    staff: StaffOut
    first_password: str = Field(description="Given once, kept nowhere; to be changed at the first sign-in.")


class RoleOut(Schema):
    code: str
    name: str
    name_en: str
    people: int
    grants: dict[str, str] = Field(description="Right to scope: own, store, area, entity or chain.")
    limits: dict[str, int]
    switches: list[str]


class GroundOut(Schema):
    role: str = Field(alias="role_code")
    place: str
    scope: str = Field(description="Empty when the role does not include the right.")
    covers: bool


class WhyOut(Schema):
    may: bool
    reason: str = Field(description="yes, yes_own, no_role, not_in_roles, elsewhere, franchisee or left.")
    grounds: list[GroundOut]
    roles: list[str] = Field(description="Roles that include the right.")
    granters: list[str] = Field(description="Who may give roles.")


class ApprovalIn(In):
    kind: Text(64, least=1)
    store: Text(16) = ""
    payload: dict[Text(64), Any] = Field(
        default_factory=dict, max_length=50, description="As the kind's domain describes."
    )
    reason: Text(200) = ""


class DecisionIn(In):
    approve: bool
    note: Text(200) = ""


class ApprovalOut(Schema):
    id: int
    kind: str
    subject: str
    amount: int
    unit: str
    limit: str
    wanted: int
    facts: dict[str, Any]
    reason: str
    store: str
    state: str = Field(description="waiting, approved, rejected, used or expired.")
    requested_by: str
    requested_at: datetime
    expires_at: datetime
    decided_by: str
    note: str
    may_decide: bool


class TaskOut(Schema):
    id: int
    kind: str
    title: str
    facts: dict[str, Any]
    url: str
    tone: str
    due_on: date | None
    is_for_store: bool


class PolicyIn(In):
    value: JsonValue
    valid_from: Day
    store: Text(16) = Field("", description="A store's own value; empty for the chain.")
    note: Text(200) = ""


class PolicyOut(Schema):
    name: str
    title: str
    value: Any
    is_default: bool


class DoneOut(Schema):
    done: bool = True


class Listed(Schema):
    """How many rows of a list to give, and from which on."""

    limit: Annotated[int, Field(ge=1, le=200)] = 100
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0
