"""What goes in and out. Weights in mg, money in cents, rings in 0.1 mm around, inside."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict

from facet.kernel.interface import Text, Whole
from facet.members.rules.file import MemberIn, Person
from facet.members.rules.words import Channel, ConsentChannel, ConsentPurpose, RelationKind


def _text_only(value: Any) -> Any:
    if value is not None and not isinstance(value, str | date):
        raise ValueError("write a day as 1988-05-14")
    return value


def _of_this_age(day: date) -> date:
    if not 1900 <= day.year <= 2190:
        raise ValueError("must lie between 1900 and 2190")
    return day


Day = Annotated[date, BeforeValidator(_text_only), AfterValidator(_of_this_age)]
Code = Text(16)
Number = Text(20)
Ring = Whole(300, 900)
Allergy = Text(20, least=1)


class Closed(Schema):
    """A body in which an unknown name is a mistake."""

    model_config = ConfigDict(extra="forbid")


class MemberPatch(Closed):
    """What to change; what is left out stays."""

    name: Text(60, least=1) = ""
    phone: Text(30) = ""
    gender: Literal["", "f", "m"] = ""
    birth_date: Day | None = None
    is_lunar_birthday: bool = Field(False, strict=True, description="The birthday is kept by the lunar calendar.")
    email: Text(120) = ""
    wechat: Text(40) = ""
    street: Text(160) = ""
    admin_code: Text(6) = Field("", description="GB/T 2260; the area derives from it.")
    id_number: Text(30) = ""
    note: Text(2000, lines=True) = ""
    occupation: Text(40) = ""
    occupation_kind: Text(32) = ""
    is_birth_year_known: bool = Field(True, strict=True, description="False: only month and day count.")
    allergies: list[Allergy] = Field(default_factory=list, max_length=10)
    ring_tenths: Ring | None = Field(None, description="Inner circumference, 0.1 mm.")
    preferences: list[Whole(1, 2**53 - 1)] | None = Field(
        None, max_length=50, description="Dictionary entries, the dearest first."
    )
    version: Whole(1, 2**31 - 1) | None = Field(None, description="The version you saw; 409 if it changed since.")

    def changes(self) -> dict[str, Any]:
        """The person's fields that were sent."""
        sent = self.model_dump(exclude_unset=True, exclude={"preferences", "version"})
        if "allergies" in sent:
            sent["allergies"] = tuple(sent["allergies"])
        return sent


class MemberConsentIn(Closed):
    channel: ConsentChannel
    purpose: ConsentPurpose = ConsentPurpose.MARKETING
    is_granted: bool = Field(strict=True)


FieldAnswer = Text(200) | Whole(-(10**12), 10**12) | bool | list[Text(32, least=1)] | None  # type: ignore[misc]  # as all bounds


class MemberCreate(Closed):
    """Name and one way to reach her are enough."""

    name: Text(60, least=1)
    phone: Text(30) = ""
    gender: Literal["", "f", "m"] = ""
    birth_date: Day | None = None
    is_lunar_birthday: bool = Field(False, strict=True)
    email: Text(120) = ""
    wechat: Text(40) = ""
    street: Text(160) = ""
    admin_code: Text(6) = ""
    id_number: Text(30) = ""
    note: Text(2000, lines=True) = ""
    occupation: Text(40) = ""
    occupation_kind: Text(32) = ""
    is_birth_year_known: bool = Field(True, strict=True, description="False: only month and day count.")
    allergies: list[Allergy] = Field(default_factory=list, max_length=10)
    ring_tenths: Ring | None = None
    store: Code = Field("", description="Store code; your own store by default.")
    clerk: Code = Field("", description="Staff code; yourself by default.")
    channel: Channel = Channel.STORE
    referrer: Number = Field("", description="Member number.")
    card_type: Code = ""
    card_number: Number = Field("", description="Of a card already printed; else one is made.")
    consents: list[MemberConsentIn] = Field(default_factory=list, max_length=8)
    preferences: list[Whole(1, 2**53 - 1)] = Field(default_factory=list, max_length=50)
    fields: dict[str, FieldAnswer] = Field(
        default_factory=dict,
        max_length=100,
        description="The chain's own fields by code; required ones must be there.",
    )
    even_if_similar: bool = Field(False, strict=True, description="A possible duplicate is another person.")

    def wanted(self) -> MemberIn:
        """The file to be opened."""
        of_person = {name: getattr(self, name) for name in Person.__dataclass_fields__}
        return MemberIn(
            person=Person(**of_person | {"allergies": tuple(self.allergies)}),
            store_code=self.store,
            clerk_code=self.clerk,
            channel=self.channel,
            referrer_number=self.referrer,
            card_type=self.card_type,
            card_number=self.card_number,
            consents=tuple((each.channel, each.is_granted) for each in self.consents),
            preferences=tuple(self.preferences),
            even_if_similar=self.even_if_similar,
            fields=self.fields,
        )


class MemberOpenedOut(Schema):
    member_id: int
    number: str
    card_number: str


class FoundMemberOut(Schema):
    """One row of a search. Beyond your reach the name is masked; the phone always is."""

    id: int
    number: str
    name: str
    gender: str
    masked_phone: str
    grade_code: str
    birth_month: int | None
    is_lunar_birthday: bool
    last_visit_on: date | None
    last_store: str
    clerk_name: str
    home_store: str
    in_reach: bool


class MemberLikenessOut(Schema):
    member: FoundMemberOut
    reason: str


class MemberTradeOut(Schema):
    cents: int
    pieces: int
    weight_mg: int


class MemberFullOut(Schema):
    """What only those see whose reach holds the member. Contacts stay masked; reveal shows them."""

    version: int
    masked_email: str
    masked_wechat: str
    has_street: bool
    has_id_number: bool
    birthday: str = Field(description="Month and day: 05-14.")
    birth_decade: int | None
    is_lunar_birthday: bool
    area: str
    occupation: str
    occupation_kind: str
    is_birth_year_known: bool
    no_profiling: bool
    note: str
    card_number: str
    card_type: str
    card_expires_on: date | None
    opened_on: date
    opened_store: str
    clerk_code: str
    channel: str
    referrer_number: str
    points_owed: int
    points_lifetime: int
    credit_open_cents: int
    visits: int
    last_visit_on: date | None
    usual_gap_days: int | None
    last_year: MemberTradeOut
    all_time: MemberTradeOut
    consents: dict[str, bool]
    preferences: list[str]


class MemberOut(Schema):
    """The limited card of a member, and `full` where your reach holds her."""

    id: int
    number: str
    name: str = Field(description="Masked (陈**) beyond your reach.")
    gender: str
    masked_phone: str
    grade_code: str
    points_available: int
    ring_tenths: int | None
    allergies: list[str]
    birth_month: int | None
    home_store: str
    clerk_name: str
    is_active: bool
    full: MemberFullOut | None


class MemberVersionOut(Schema):
    version: int


class MemberReasonIn(Closed):
    reason: Text(200, least=1)


class RevealIn(Closed):
    field: Literal["phone", "email", "wechat", "street", "birth_date", "id_number"]
    reason: Text(200) = ""


class RevealOut(Schema):
    value: str


class MemberClerkIn(Closed):
    clerk: Text(16, least=1) = Field(description="Staff code.")


class MemberReferrerIn(Closed):
    referrer: Number = Field(description="Member number; empty takes the referrer back.")


class MemberRelationIn(Closed):
    kind: RelationKind
    number: Number = Field("", description="Number of the other member, if she is one.")
    name: Text(60) = ""
    birth_date: Day | None = None
    is_private: bool = Field(False, strict=True, description="Her matters are not shown on the other's page.")


class MemberRelationOut(Schema):
    relation_id: int


class RelativeOut(Schema):
    id: int
    kind: str
    name: str
    member_id: int | None
    number: str
    is_private: bool


class MemberDoneOut(Schema):
    done: bool = True


class TimelineLineOut(Schema):
    id: int
    at: datetime
    kind: str
    text: str
    store: str
    amount_cents: int
    points: int
    pieces: int
    weight_mg: int


class TimelineOut(Schema):
    lines: list[TimelineLineOut]
    before: int | None = Field(description="Send as `before` for older lines; none left: null.")
    older: int


class MemberDuplicatesIn(Closed):
    name: Text(60) = ""
    phone: Text(30) = ""
    birth_date: Day | None = None


class AdministrativeAreaOut(Schema):
    code: str
    name: str
