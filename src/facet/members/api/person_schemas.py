"""What goes in and out of the parts of a file, and of the house's own lists. Sizes in 0.1 mm."""

from datetime import date, datetime

from ninja import Field, Schema

from facet.kernel.interface import Text, Whole
from facet.members.api.schemas import Closed, FieldAnswer, Number
from facet.members.rules.field import FieldKind
from facet.members.rules.occasion import OccasionKind
from facet.members.rules.size import SizeKind
from facet.members.rules.tag import TagTone
from facet.members.rules.words import ConsentPurpose

Tenths = Whole(300, 12_000)
GroupCode = Text(32, least=1)
Id = Whole(1, 2**53 - 1)


class MemberSizesIn(Closed):
    sizes: dict[SizeKind, Tenths | None] = Field(max_length=12, description="null takes a size away.")


class MemberSizeOut(Schema):
    kind: str
    tenths: int
    measured_on: date


class MemberOccasionIn(Closed):
    kind: OccasionKind
    month: Whole(1, 12)
    day: Whole(1, 31)
    label: Text(40) = ""
    year: Whole(1900, 2190) | None = None
    is_lunar: bool = Field(False, strict=True)
    lead_days: Whole(0, 60) = 14
    is_shared: bool = Field(True, strict=True, description="Shown on the pages of the relatives, too.")
    hidden_from: Number = Field("", description="Number of the one member whose page must not show it.")


class MemberOccasionOut(Schema):
    id: int
    kind: str
    label: str
    year: int | None
    month: int
    day: int
    is_lunar: bool
    next_on: date
    lead_days: int
    is_shared: bool
    is_hidden: bool
    of_id: int
    of_number: str
    of_name: str


class MemberOccasionMadeOut(Schema):
    occasion_id: int


class MemberTagIn(Closed):
    name: Text(16, least=1)
    name_en: Text(32) = ""
    tone: TagTone = TagTone.PLAIN
    order: Whole(0, 9999) = 0
    is_active: bool = Field(True, strict=True)


class MemberTagOut(Schema):
    id: int
    name: str
    name_en: str
    tone: str
    order: int
    is_active: bool
    members: int


class MemberTagMadeOut(Schema):
    tag_id: int


class MemberTagsIn(Closed):
    tags: list[Id] = Field(max_length=60, description="Exactly these.")


class MemberNumbersIn(Closed):
    numbers: list[Number] = Field(min_length=1, max_length=500)


class MemberCountOut(Schema):
    count: int


class MemberGroupIn(Closed):
    code: GroupCode
    name: Text(32, least=1)
    name_en: Text(32) = ""
    rule: Text(64) = Field("", description="Key of a computed rule; empty for a group kept by hand.")
    params: dict[str, Whole(0, 10**12)] = Field(default_factory=dict, max_length=12)
    order: Whole(0, 9999) = 0
    is_active: bool = Field(True, strict=True)


class MemberGroupOut(Schema):
    id: int
    code: str
    name: str
    name_en: str
    kind: str
    rule: str
    params: dict[str, int]
    order: int
    is_active: bool
    computed_at: datetime | None
    members: int


class MemberGroupMadeOut(Schema):
    group_id: int


class MemberFieldChoice(Closed):
    code: Text(32, least=1)
    name: Text(32, least=1)
    name_en: Text(32) = ""


class MemberFieldIn(Closed):
    code: Text(32, least=1)
    name: Text(32, least=1)
    name_en: Text(32) = ""
    kind: FieldKind = FieldKind.TEXT
    hint: Text(120) = ""
    hint_en: Text(120) = ""
    choices: list[MemberFieldChoice] = Field(default_factory=list, max_length=60)
    is_personal: bool = Field(False, strict=True, description="Sealed at rest, masked, revealed on demand.")
    is_required: bool = Field(False, strict=True)
    is_searchable: bool = Field(False, strict=True)
    order: Whole(0, 9999) = 0
    is_active: bool = Field(True, strict=True)


class MemberFieldOut(Schema):
    id: int
    code: str
    name: str
    name_en: str
    kind: str
    hint: str
    hint_en: str
    choices: list[MemberFieldChoice]
    is_personal: bool
    is_required: bool
    is_searchable: bool
    order: int
    is_active: bool


class MemberFieldMadeOut(Schema):
    field_id: int


class MemberFieldsIn(Closed):
    fields: dict[str, FieldAnswer] = Field(max_length=100, description="By field code; null empties.")


class MemberFieldValueOut(Schema):
    code: str
    kind: str
    value: str = Field(description="`***` where the field is personal.")


class MemberProfilingIn(Closed):
    is_allowed: bool = Field(strict=True)


class MemberAnswerOut(Schema):
    channel: str
    purpose: str
    is_granted: bool
    given_at: datetime
    text_version: str


class ConsentTextIn(Closed):
    purpose: ConsentPurpose
    text: Text(2000, least=1, lines=True)
    text_en: Text(2000, lines=True) = ""


class ConsentTextOut(Schema):
    purpose: str
    version: int
    text: str
    text_en: str
    valid_from: datetime


class ConsentVersionOut(Schema):
    version: int


class MemberPrivacyIn(Closed):
    is_private: bool = Field(strict=True)


class HouseholdJoinIn(Closed):
    number: Number


class HouseholdIdOut(Schema):
    household_id: int


class HouseholdPersonOut(Schema):
    member_id: int
    number: str
    name: str
    is_head: bool
    in_reach: bool
    grade_code: str
    spend_cents: int | None
    visits: int | None


class HouseholdOut(Schema):
    id: int
    people: list[HouseholdPersonOut]
    spend_cents: int
    visits: int
    unseen: int
