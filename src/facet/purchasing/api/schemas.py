"""What programs send to and get from purchasing. Units: mg, cents, basis points, days."""

from datetime import date, datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from facet.kernel.interface import Milligrams, PositiveCents, Text, Whole
from facet.purchasing.rules.words import Channel, FixedWith, GoldUse, InvoiceKind, LabourPer
from facet.purchasing.services import (
    BillIn,
    BillLineIn,
    Confirmation,
    FixingIn,
    LabourPriceIn,
    MemoIn,
    OrderIn,
    OrderLineIn,
    SettlementIn,
    SupplierReturnIn,
    TermsIn,
)

Code = Text(32, least=1)
CodeOrNone = Text(32)
Number = Text(24, least=1)
Tag = Text(40, least=1)
Word = Text(16, least=1)
Count = Whole(1, 100_000)
LineNo = Whole(1, 200)


def _of_this_age(day: date) -> date:
    if not 1900 <= day.year <= 2190:
        raise ValueError("must lie between 1900 and 2190")
    return day


Day = Annotated[date, AfterValidator(_of_this_age)]


class Closed(Schema):
    """A body in which an unknown name is a mistake."""

    model_config = ConfigDict(extra="forbid")


class TermsBody(Closed):
    email: Text(254) = ""  # type: ignore[valid-type]
    payment_days: Whole(0, 365) = 30  # type: ignore[valid-type]
    currency: Text(3) = "CNY"  # type: ignore[valid-type]
    lead_days: Whole(0, 365) = 14  # type: ignore[valid-type]
    priced_later: bool = False
    language: Text(8) = "zh-hans"  # type: ignore[valid-type]
    note: Text(200) = ""  # type: ignore[valid-type]

    def wanted(self, supplier: str) -> TermsIn:
        return TermsIn(supplier=supplier, **self.dict())


class LabourPriceBody(Closed):
    category: CodeOrNone = ""
    style: CodeOrNone = ""
    labour_per: LabourPer
    labour_cents: PositiveCents
    valid_from: Day

    def wanted(self, supplier: str) -> LabourPriceIn:
        return LabourPriceIn(supplier=supplier, **self.dict())


class OrderLineBody(Closed):
    """A category or a style. Prices left out come from the supplier's list and the last trade price."""

    category: CodeOrNone = ""
    style: CodeOrNone = ""
    quantity: Count
    weight_mg: Milligrams = Field(0, description="Net metal of all pieces together.")
    label: Text(80) = ""  # type: ignore[valid-type]
    metal_cents_per_gram: PositiveCents | None = Field(None, description="Of fine metal.")
    labour_per: LabourPer | None = None
    labour_cents: PositiveCents | None = None
    other_cents: PositiveCents = Field(0, description="Stones and papers, a piece.")

    def wanted(self) -> OrderLineIn:
        return OrderLineIn(**self.dict() | {"labour_per": str(self.labour_per or "")})


class OrderBody(Closed):
    supplier: Code
    store: Code
    due_on: Day
    lines: list[OrderLineBody] = Field(min_length=1, max_length=200)
    priced_later: bool | None = Field(None, description="Left out: as agreed with the supplier.")
    consigned: bool = False
    return_by: Day | None = None
    note: Text(200) = ""  # type: ignore[valid-type]
    origin: Text(24) = ""  # type: ignore[valid-type]

    def wanted(self) -> OrderIn:
        return OrderIn(**self.dict() | {"lines": tuple(line.wanted() for line in self.lines)})


class OrderReasonBody(Closed):
    reason: Text(120, least=1)  # type: ignore[valid-type]


class LineAnswerBody(Closed):
    line_no: LineNo
    quantity: Whole(0, 100_000)  # type: ignore[valid-type]


class ConfirmationBody(Closed):
    promised_on: Day
    lines: list[LineAnswerBody] = Field(default_factory=list, max_length=200, description="Missing lines: all of them.")

    def wanted(self) -> Confirmation:
        return Confirmation(self.promised_on, {line.line_no: line.quantity for line in self.lines})


class ReturnBody(Closed):
    supplier: Code
    store: Code
    tags: list[Tag] = Field(min_length=1, max_length=500)
    reason: Text(120, least=1)  # type: ignore[valid-type]
    carrier: Text(60) = ""  # type: ignore[valid-type]

    def wanted(self) -> SupplierReturnIn:
        return SupplierReturnIn(**self.dict() | {"tags": tuple(self.tags)})


class FixingBody(Closed):
    supplier: Code
    metal: Word
    fine_mg: Whole(1, 10**12)  # type: ignore[valid-type]
    cents_per_gram: Whole(1, 10**9)  # type: ignore[valid-type]
    paid_with: FixedWith = FixedWith.MONEY
    store: CodeOrNone = Field("", description="Whose old gold pays; only with old_gold.")
    note: Text(120) = ""  # type: ignore[valid-type]

    def wanted(self, store_id: int | None) -> FixingIn:
        facts = {name: value for name, value in self.dict().items() if name != "store"}
        return FixingIn(**facts, store_id=store_id)


class BillLineBody(Closed):
    order: Number
    line_no: LineNo
    quantity: Whole(0, 100_000)  # type: ignore[valid-type]
    weight_mg: Milligrams = 0
    net_cents: PositiveCents

    def wanted(self) -> BillLineIn:
        return BillLineIn(**self.dict())


class BillBody(Closed):
    supplier: Code
    bill_number: Text(40, least=1)  # type: ignore[valid-type]
    billed_on: Day
    lines: list[BillLineBody] = Field(min_length=1, max_length=200)
    tax_cents: PositiveCents = 0
    channel: Channel = Channel.TRADE
    gold_use: GoldUse = GoldUse.NO_GOLD
    invoice_kind: InvoiceKind = InvoiceKind.NONE

    def wanted(self) -> BillIn:
        return BillIn(**self.dict() | {"lines": tuple(line.wanted() for line in self.lines)})


class ConsignmentBody(Closed):
    supplier: Code
    tags: list[Tag] = Field(default_factory=list, max_length=500, description="Empty: all that were sold.")
    cents_per_gram: PositiveCents = 0

    def wanted(self) -> SettlementIn:
        return SettlementIn(**self.dict())


class MemoBody(Closed):
    partner: Code
    store: Code
    tags: list[Tag] = Field(min_length=1, max_length=500)
    due_on: Day
    note: Text(200) = ""  # type: ignore[valid-type]

    def wanted(self) -> MemoIn:
        return MemoIn(**self.dict() | {"tags": tuple(self.tags)})


class MemoBackItem(Closed):
    tag: Tag
    weight_mg: Milligrams | None = None


class MemoBackBody(Closed):
    items: list[MemoBackItem] = Field(min_length=1, max_length=500)


class NumberOut(Schema):
    number: str


class StateOut(Schema):
    number: str
    state: str


class OrderApprovalOut(Schema):
    approval_id: int


class EvaluationOut(Schema):
    orders: int
    on_time_bp: int | None
    short_bp: int | None
    rejected_bp: int | None
    lead_days: int | None
    lead_days_long: int | None


class SupplierOut(Schema):
    code: str
    name: str
    name_en: str
    is_active: bool
    has_email: bool
    payment_days: int = Field(alias="terms.payment_days")
    lead_days: int = Field(alias="terms.lead_days")
    priced_later: bool = Field(alias="terms.priced_later")
    open_orders: int
    evaluation: EvaluationOut


class SupplierShortOut(Schema):
    code: str
    name: str
    name_en: str
    is_active: bool
    open_orders: int


class OrderLineOut(Schema):
    line_no: int
    category: str
    style: str
    label: str
    metal: str
    fineness_e4: int
    quantity: int
    weight_mg: int
    metal_cents_per_gram: int | None = Field(description="Null without the right to see cost.")
    labour_per: str
    labour_cents: int | None
    other_cents: int | None
    amount_cents: int | None
    confirmed_quantity: int | None
    received_quantity: int
    received_weight_mg: int
    rejected_quantity: int
    cancelled_quantity: int
    to_come: int


class OrderOut(Schema):
    number: str
    state: str
    supplier: str = Field(alias="supplier_code")
    store: str = Field(alias="store_code")
    priced_later: bool
    consigned: bool
    return_by: date | None
    due_on: date
    promised_on: date | None
    days_late: int
    pieces: int
    weight_mg: int
    amount_cents: int | None
    created_at: datetime
    sent_at: datetime | None
    confirmed_at: datetime | None
    first_received_at: datetime | None
    closed_at: datetime | None
    lines: list[OrderLineOut]


class OrderShortOut(Schema):
    number: str
    state: str
    supplier: str = Field(alias="supplier.code")
    store: str = Field(alias="store.code")
    pieces: int
    received: int
    due_on: date
    promised_on: date | None


class DeliveryOut(Schema):
    receipt: str
    order: str
    tags: list[str]
    rejected: list[str]
    state: str


class GramsOwedOut(Schema):
    supplier: str = Field(alias="supplier_code")
    metal: str
    open_mg: int
    since: datetime


class BillLineOut(Schema):
    line_no: int
    order: str = Field(alias="order_line.order.number")
    order_line_no: int = Field(alias="order_line.line_no")
    quantity: int
    weight_mg: int
    expected_quantity: int
    expected_weight_mg: int
    mismatch: str = Field(description="Empty where the line agrees.")


class BillOut(Schema):
    number: str
    bill_number: str
    supplier: str = Field(alias="supplier.code")
    state: str
    billed_on: date
    pay_by: date
    deduction_bp: int
    lines: list[BillLineOut] = Field(alias="shown_lines")


class ConsignedOut(Schema):
    tag: str
    supplier: str = Field(alias="receipt.supplier.code")
    store: str = Field(alias="piece.store.code")
    state: str = Field(alias="piece.state")
    net_mg: int
    return_by: date | None = Field(alias="back_by")
