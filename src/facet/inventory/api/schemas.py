"""What programs send to inventory. Units: mg, cents, thousandths of a carat, basis points, 0.1 mm."""

from datetime import date
from typing import Annotated, Any

from ninja import Field, Schema
from pydantic import AfterValidator, ConfigDict

from facet.catalog.rules.pricing import LabourKind, PriceBasis
from facet.inventory.rules.receiving import CertificateIn, MetalIn, PieceIn, StoneIn
from facet.inventory.rules.states import MovementKind
from facet.inventory.rules.words import CertificateKind, CostKind, LotBasis, Ownership, StoneOwner
from facet.inventory.services import (
    BulkIn,
    ChangeRequest,
    LotIn,
    MoveRequest,
    PieceChange,
    PlaceChange,
    PlaceIn,
    PriceChange,
    ReceiveRequest,
)
from facet.kernel.interface import Millicarats, Milligrams, PositiveCents, Text, Whole

MOST_PIECES = 200
Code = Text(32, least=1)
CodeOrNone = Text(32)
Tag = Text(40, least=1)
Word = Text(24)
Fineness = Whole(1, 10_000)
Share = Whole(0, 20_000)


def _of_this_age(day: date) -> date:
    if not 1900 <= day.year <= 2190:
        raise ValueError("must lie between 1900 and 2190")
    return day


Day = Annotated[date, AfterValidator(_of_this_age)]


class Closed(Schema):
    """A body in which an unknown name is a mistake."""

    model_config = ConfigDict(extra="forbid")

    def facts(self, *without: str) -> dict[str, Any]:
        """The fields as services take them, enumerations as their texts."""
        values = {name: getattr(self, name) for name in type(self).model_fields if name not in without}
        return {name: str(value) if isinstance(value, str) else value for name, value in values.items()}


class StoneBody(Closed):
    kind: Code = Field(description="Code of the gem in the catalogue's dictionary, e.g. diamond.")
    carat_mct: Millicarats = Field(description="All stones of the line together.")
    count: Whole(1, 100_000) = 1  # type: ignore[valid-type]
    shape: Word = ""
    colour: Word = ""
    clarity: Text(12) = ""  # type: ignore[valid-type]
    cut: Word = ""
    treatment: Text(40) = ""  # type: ignore[valid-type]
    depth_bp: Share | None = None
    table_bp: Share | None = None
    measurements: Text(32) = Field("", description="In mm, as on the report.")  # type: ignore[valid-type]
    price_cents_per_ct: PositiveCents | None = None
    cost_cents: PositiveCents | None = None
    is_main: bool = False
    ownership: StoneOwner = StoneOwner.SHOP


class MetalBody(Closed):
    metal: Word
    fineness_e4: Fineness
    weight_mg: Milligrams
    colour: Word = ""


class CertificateBody(Closed):
    lab: Text(24, least=1)  # type: ignore[valid-type]
    number: Text(40, least=1)  # type: ignore[valid-type]
    kind: CertificateKind = CertificateKind.GRADING
    issued_on: Day | None = None
    inscription: Text(60) = ""  # type: ignore[valid-type]


class CostBody(Closed):
    kind: CostKind
    cents: PositiveCents


class PieceBody(Closed):
    """One piece. What is left out comes from its style and its category."""

    tag: Tag = Field(description="Unique for ever: letters, digits, dot and hyphen.")
    category: Code = Field(description="Code of a category without sub-categories.")
    gross_weight_mg: Whole(1, 10**9)  # type: ignore[valid-type]
    net_weight_mg: Milligrams | None = Field(None, description="Metal alone; computed from the stones when left out.")
    other_parts_mg: Milligrams = Field(0, description="Neither metal nor stone: enamel, cord, springs.")
    style: CodeOrNone = ""
    price_item: CodeOrNone = Field("", description="Line of the price board, e.g. AU999.")
    form: CodeOrNone = Field("", description="Kind of piece in the catalogue's dictionary, e.g. ring.")
    legal_name: Text(80) = Field("", description="Made by law from metal, gem and form when left out.")  # type: ignore[valid-type]
    legal_name_en: Text(120) = ""  # type: ignore[valid-type]
    metal: Text(16) = ""  # type: ignore[valid-type]
    fineness_e4: Fineness | None = None
    colour: Word = ""
    circumference_tenths: Whole(1, 10_000) | None = None  # type: ignore[valid-type]
    length_mm: Whole(1, 10_000) | None = None  # type: ignore[valid-type]
    price_basis: PriceBasis | None = None
    tag_price_cents: PositiveCents | None = None
    labour_kind: LabourKind | None = None
    labour_value: PositiveCents | None = Field(None, description="Cents per gram, cents, or basis points, by kind.")
    costs: list[CostBody] = Field(default_factory=list, max_length=6)
    epc: Text(32) = Field("", description="Hexadecimal number of the RFID chip.")  # type: ignore[valid-type]
    ownership: Ownership = Ownership.OWN
    engraving: Text(60) = ""  # type: ignore[valid-type]
    is_new_product: bool = False
    note: Text(200) = ""  # type: ignore[valid-type]
    stones: list[StoneBody] = Field(default_factory=list, max_length=40)
    metals: list[MetalBody] = Field(default_factory=list, max_length=4)
    certificates: list[CertificateBody] = Field(default_factory=list, max_length=8)

    def wanted(self) -> PieceIn:
        lists = ("costs", "stones", "metals", "certificates")
        facts = self.facts(*lists)
        facts["price_basis"] = facts["price_basis"] or ""
        facts["labour_kind"] = facts["labour_kind"] or ""
        return PieceIn(
            **facts,
            costs=tuple((str(each.kind), each.cents) for each in self.costs),
            stones=tuple(StoneIn(**each.facts()) for each in self.stones),
            metals=tuple(MetalIn(**each.facts()) for each in self.metals),
            certificates=tuple(CertificateIn(**each.facts()) for each in self.certificates),
        )


class ReceiptBody(Closed):
    """One delivery: all of its pieces or none."""

    store: Code
    place: CodeOrNone = Field("", description="Left out: the place where the store puts new goods.")
    supplier: CodeOrNone = ""
    batch: Text(40) = ""  # type: ignore[valid-type]
    document: Text(40) = Field("", description="The supplier's delivery note.")  # type: ignore[valid-type]
    pieces: list[PieceBody] = Field(min_length=1, max_length=MOST_PIECES)

    def wanted(self) -> ReceiveRequest:
        return ReceiveRequest(**self.facts("pieces"), pieces=tuple(each.wanted() for each in self.pieces))


Tags = Annotated[list[Tag], Field(min_length=1, max_length=MOST_PIECES)]


class MoveBody(Closed):
    """Pieces that go to one place of their store."""

    store: Code
    place: Code
    tags: Tags

    def wanted(self) -> MoveRequest:
        return MoveRequest(store=self.store, place=self.place, tags=tuple(self.tags))


class ChangeBody(Closed):
    """Pieces that leave the sale or come back to it, and why."""

    store: Code
    tags: Tags
    kind: MovementKind
    reason: Text(120, least=1)  # type: ignore[valid-type]
    document: Text(40) = ""  # type: ignore[valid-type]

    def wanted(self) -> ChangeRequest:
        return ChangeRequest(**self.facts("tags"), tags=tuple(self.tags))


class PiecePatch(Closed):
    """What a piece shall be described as; what is left out stays."""

    legal_name: Text(80, least=1) | None = None  # type: ignore[valid-type]
    legal_name_en: Text(120) | None = None  # type: ignore[valid-type]
    colour: Word | None = None
    circumference_tenths: Whole(1, 10_000) | None = None  # type: ignore[valid-type]
    length_mm: Whole(1, 10_000) | None = None  # type: ignore[valid-type]
    engraving: Text(60) | None = None  # type: ignore[valid-type]
    note: Text(200) | None = None  # type: ignore[valid-type]
    epc: Text(32) | None = None  # type: ignore[valid-type]
    is_new_product: bool | None = None

    def wanted(self) -> PieceChange:
        return PieceChange(**self.facts())


class PriceBody(Closed):
    """What the tag shall say."""

    price_basis: PriceBasis
    reason: Text(120, least=1)  # type: ignore[valid-type]
    tag_price_cents: PositiveCents | None = None
    labour_kind: LabourKind | None = None
    labour_value: PositiveCents = 0

    def wanted(self) -> PriceChange:
        return PriceChange(**{**self.facts(), "labour_kind": str(self.labour_kind or "")})


class RetagBody(Closed):
    new_tag: Tag
    reason: Text(120, least=1)  # type: ignore[valid-type]


class PlaceBody(Closed):
    """A new place of a store."""

    store: Code
    code: Text(24, least=1)  # type: ignore[valid-type]
    kind: Text(8, least=1) = Field(description="counter, tray, slot, vault or window.")  # type: ignore[valid-type]
    name: Text(60) = ""  # type: ignore[valid-type]
    under: Text(24) = Field("", description="Code of the place that holds it; left out: the store itself.")  # type: ignore[valid-type]

    capacity: Whole(1, 9_999) | None = Field(None, description="How many fit, with the places inside it.")  # type: ignore[valid-type]
    tare_mg: Milligrams | None = Field(None, description="What it weighs empty.")
    responsible: CodeOrNone = Field("", description="Code of a colleague of the store who answers for it.")

    def wanted(self) -> PlaceIn:
        return PlaceIn(**self.facts())


class PlaceChangeBody(Closed):
    """What a place is from now on; what is left out is emptied."""

    name: Text(60) = ""  # type: ignore[valid-type]
    is_open: bool = True
    takes_in: bool = False
    capacity: Whole(1, 9_999) | None = None  # type: ignore[valid-type]
    tare_mg: Milligrams | None = None
    responsible: CodeOrNone = ""

    def wanted(self) -> PlaceChange:
        return PlaceChange(**self.facts())


class LotBody(Closed):
    """A new kind of bulk goods."""

    sku: Tag
    name: Text(80, least=1)  # type: ignore[valid-type]
    name_en: Text(120) = ""  # type: ignore[valid-type]
    category: Code
    price_basis: LotBasis
    price_item: CodeOrNone = ""
    price_cents: PositiveCents = Field(0, description="Per piece, or the labour per gram.")
    cost_cents_per_gram: PositiveCents | None = None

    def wanted(self) -> LotIn:
        return LotIn(**self.facts())


class BulkBody(Closed):
    """Pieces and grams of one lot at one place: what came in, or what was counted."""

    store: Code
    sku: Tag
    quantity: Whole(0, 10**6)  # type: ignore[valid-type]
    weight_mg: Milligrams
    place: CodeOrNone = ""
    document: Text(40) = ""  # type: ignore[valid-type]
    reason: Text(120) = ""  # type: ignore[valid-type]
    cost_cents: PositiveCents | None = Field(None, description="Of a delivery: what it cost in all.")

    def wanted(self) -> BulkIn:
        return BulkIn(**self.facts())
