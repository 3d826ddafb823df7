"""One item of a delivery: what it weighs, what it costs, which piece it becomes. Pure.

Source: docs/algorithms/purchasing.md §1–2.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Protocol

from facet.inventory.rules.receiving import CertificateIn, PieceIn, StoneIn, net_weight
from facet.inventory.rules.words import CostKind, Ownership
from facet.kernel.errors import Invalid, gettext_noop
from facet.purchasing.rules.orders import Parts, Price, cost


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredPiece:
    """One piece as it came out of the parcel: weighed, and accepted or refused with a reason.

    `bulk`: goods without tags of their own; `tag` is then the number of their lot, `quantity` how many came, and
    `gross_mg` what they weigh together. Units: mg, cents, 0.1 mm, mm.
    """

    line_no: int
    tag: str
    gross_mg: int
    net_mg: int | None = None
    accepted: bool = True
    reason: str = ""
    bulk: bool = False
    quantity: int = 1
    form: str = ""  # the catalogue's kind of piece; "": the style's, else the one the category's code ends with
    tag_price_cents: int | None = None
    stones: tuple[StoneIn, ...] = ()
    certificates: tuple[CertificateIn, ...] = ()
    epc: str = ""
    other_parts_mg: int = 0
    circumference_tenths: int | None = None
    length_mm: int | None = None
    colour: str = ""
    note: str = ""


class OrderedLine(Protocol):
    """The line of an order that an item came against, as far as its price needs it."""

    category: Any
    style: Any
    metal: str
    fineness_e4: int
    metal_cents_per_gram: int
    labour_per: str
    labour_cents: int
    other_cents: int


class BulkKindOf(Protocol):
    """What bulk goods of a lot are made of."""

    @property
    def metal(self) -> str: ...

    @property
    def fineness_e4(self) -> int: ...


def weighed(item: DeliveredPiece, line: OrderedLine) -> tuple[int, Parts]:
    """The net weight, and what the item costs. Raises: WeightsDisagree, WeightImpossible."""
    piece = PieceIn(
        tag=item.tag, category="", gross_weight_mg=item.gross_mg, net_weight_mg=item.net_mg, stones=item.stones,
        other_parts_mg=item.other_parts_mg,
    )  # fmt: skip
    net_mg = net_weight(piece, metal=line.metal)
    price = Price(
        metal_cents_per_gram=line.metal_cents_per_gram, labour_per=line.labour_per, labour_cents=line.labour_cents,
        other_cents=line.other_cents,
    )  # fmt: skip
    return net_mg, cost(price, net_mg=net_mg, fineness_e4=line.fineness_e4, quantity=item.quantity)


def piece_in(
    item: DeliveredPiece, line: OrderedLine, *, parts: Parts, consigned: bool, forms: AbstractSet[str]
) -> PieceIn:
    """The piece that goes into stock for an accepted item of `line`; `forms` are the catalogue's kinds of pieces."""
    named = line.category.code.rpartition("-")[2]  # gold-bangle holds bangles
    drawn = named if line.style is None and named in forms else ""
    costs = ((CostKind.METAL, parts.metal_cents), (CostKind.LABOUR, parts.labour_cents),
             (CostKind.STONES, parts.other_cents))  # fmt: skip
    return PieceIn(
        tag=item.tag, category=line.category.code, style=line.style.code if line.style else "",
        gross_weight_mg=item.gross_mg, net_weight_mg=item.net_mg, other_parts_mg=item.other_parts_mg,
        tag_price_cents=item.tag_price_cents, stones=item.stones, certificates=item.certificates, epc=item.epc,
        circumference_tenths=item.circumference_tenths, length_mm=item.length_mm, colour=item.colour, note=item.note,
        form=item.form or drawn, ownership=Ownership.CONSIGNED if consigned else Ownership.OWN,
        # The metal's part stands even at nothing, so that a price fixed later finds it.
        costs=tuple((str(kind), cents) for kind, cents in costs if cents or kind == CostKind.METAL),
    )  # fmt: skip


def check_bulk(item: DeliveredPiece, line: OrderedLine, *, lot: BulkKindOf | None, own: bool) -> None:
    """Refuse bulk goods that do not fit their line. `own`: ours at once and at a price. Raises: Invalid."""
    if lot is None:
        raise Invalid(field="tag", reason=gettext_noop("there is no such lot of bulk goods; open it under Bulk goods"))
    if item.quantity < 1 or item.gross_mg < 1:
        raise Invalid(field="quantity", reason=gettext_noop("write how many came and what they weigh together"))
    if (lot.metal, lot.fineness_e4) != (line.metal, line.fineness_e4):
        raise Invalid(field="tag", reason=gettext_noop("the lot is of another metal than the line that was ordered"))
    if item.stones or item.certificates or item.epc:
        raise Invalid(field="quantity", reason=gettext_noop("goods with stones, papers or chips have a tag each"))
    if not own:
        reason = gettext_noop("bulk goods are received on orders that are priced now and ours: give the others tags")
        raise Invalid(field="quantity", reason=reason)
