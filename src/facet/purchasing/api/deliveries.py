"""What programs send about a delivery: pieces with stones and papers, bulk goods, refusals. Units: mg, cents."""

from ninja import Field

from facet.inventory.rules.receiving import CertificateIn, StoneIn
from facet.inventory.rules.words import CertificateKind
from facet.kernel.interface import Milligrams, PositiveCents, Text, Whole
from facet.purchasing.api.schemas import Closed, Code, CodeOrNone, Count, Day, LineNo, Tag
from facet.purchasing.services import DeliveredPiece, DeliveryIn


class DeliveredStoneBody(Closed):
    kind: Code = Field(description="Code of the gem in the catalogue's dictionary, e.g. diamond.")
    carat_mct: Whole(1, 10**9) = Field(description="All stones of the line together.")  # type: ignore[valid-type]
    count: Count = 1
    shape: Text(24) = ""  # type: ignore[valid-type]
    colour: Text(24) = ""  # type: ignore[valid-type]
    clarity: Text(12) = ""  # type: ignore[valid-type]
    cut: Text(24) = ""  # type: ignore[valid-type]
    is_main: bool = False


class DeliveredPaperBody(Closed):
    lab: Text(24, least=1)  # type: ignore[valid-type]
    number: Text(40, least=1)  # type: ignore[valid-type]
    kind: CertificateKind = CertificateKind.GRADING
    issued_on: Day | None = None


class DeliveredBody(Closed):
    line_no: LineNo
    tag: Tag = Field(description="The new tag of the piece; for bulk goods the number of their lot.")
    gross_mg: Whole(1, 10**9)  # type: ignore[valid-type]
    net_mg: Milligrams | None = None
    accepted: bool = True
    reason: Text(120) = Field("", description="Needed to refuse a piece.")  # type: ignore[valid-type]
    form: CodeOrNone = ""
    tag_price_cents: PositiveCents | None = None
    epc: Text(32) = ""  # type: ignore[valid-type]
    bulk: bool = Field(False, description="Goods without tags of their own: by quantity and grams together.")
    quantity: Count = 1
    other_parts_mg: Milligrams = 0
    circumference_tenths: Whole(1, 10_000) | None = None  # type: ignore[valid-type]
    length_mm: Whole(1, 10_000) | None = None  # type: ignore[valid-type]
    colour: Text(24) = ""  # type: ignore[valid-type]
    stones: list[DeliveredStoneBody] = Field(default_factory=list, max_length=40)
    certificates: list[DeliveredPaperBody] = Field(default_factory=list, max_length=8)

    def wanted(self) -> DeliveredPiece:
        facts = self.dict(exclude={"stones", "certificates"})
        return DeliveredPiece(
            **facts, stones=tuple(StoneIn(**each.dict()) for each in self.stones),
            certificates=tuple(CertificateIn(**each.dict()) for each in self.certificates),
        )  # fmt: skip


class DeliveryBody(Closed):
    items: list[DeliveredBody] = Field(min_length=1, max_length=500)
    place: CodeOrNone = ""
    delivery_note: Text(40) = ""  # type: ignore[valid-type]

    def wanted(self, number: str) -> DeliveryIn:
        items = [item.wanted() for item in self.items]
        return DeliveryIn(number=number, items=items, place=self.place, delivery_note=self.delivery_note)
