"""A piece as it comes in: what was written down, what the catalogue adds, what must fit. Pure.

Source: F1, F5 (domain.md C); docs/algorithms/bulk_stock.md §4 has the worked table of defaults.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from facet.catalog.rules.naming import FORBIDDEN, Grade, legal_name, legal_name_en
from facet.catalog.rules.pricing import LabourKind, PriceBasis
from facet.catalog.rules.weights import net_metal_weight_mg, stones_weight_mg
from facet.inventory.errors import PieceUnfit, WeightsDisagree
from facet.inventory.rules.bulk import grams
from facet.inventory.rules.tags import checked_epc, checked_tag
from facet.inventory.rules.words import CertificateKind, CostKind, Ownership, StoneOwner
from facet.kernel.errors import gettext_noop

NET_TOLERANCE_MG = 10  # scales and paper round carats; more than 0.01 g is a mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class StoneIn:
    """One line of stones. Units: thousandths of a carat in all, cents."""

    kind: str
    carat_mct: int
    count: int = 1
    shape: str = ""
    colour: str = ""
    clarity: str = ""
    cut: str = ""
    treatment: str = ""
    depth_bp: int | None = None
    table_bp: int | None = None
    measurements: str = ""
    price_cents_per_ct: int | None = None
    cost_cents: int | None = None
    is_main: bool = False
    ownership: str = StoneOwner.SHOP


@dataclass(frozen=True, slots=True, kw_only=True)
class MetalIn:
    """One metal of a piece that has several. Units: mg, ten-thousandths."""

    metal: str
    fineness_e4: int
    weight_mg: int
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateIn:
    """One paper of a laboratory."""

    lab: str
    number: str
    kind: str = CertificateKind.GRADING
    issued_on: date | None = None
    inscription: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceIn:
    """One piece as it was written down at the counter or in a file. Empty means: as the catalogue says.

    Units: mg, cents, 0.1 mm, mm; `labour_value` counts what `labour_kind` says.
    """

    tag: str
    category: str  # code
    gross_weight_mg: int
    net_weight_mg: int | None = None
    other_parts_mg: int = 0
    style: str = ""  # code
    price_item: str = ""  # code
    form: str = ""  # code of the catalogue's kind of piece: ring, bangle, loose
    legal_name: str = ""
    legal_name_en: str = ""
    metal: str = ""
    fineness_e4: int | None = None
    colour: str = ""
    circumference_tenths: int | None = None
    length_mm: int | None = None
    price_basis: str = ""
    tag_price_cents: int | None = None
    labour_kind: str = ""
    labour_value: int | None = None
    costs: tuple[tuple[str, int], ...] = ()  # (CostKind, cents)
    epc: str = ""
    ownership: str = Ownership.OWN
    engraving: str = ""
    is_new_product: bool = False
    note: str = ""
    stones: tuple[StoneIn, ...] = ()
    metals: tuple[MetalIn, ...] = ()
    certificates: tuple[CertificateIn, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What style, category and price item say about a new piece."""

    price_basis: str
    labour_kind: str
    labour_value: int
    price_item_id: int | None = None
    metal: str = ""
    fineness_e4: int = 0
    form: str = ""  # code
    form_name: str = ""  # 戒指
    form_name_en: str = ""
    gem: str = ""
    gem_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A piece with every fact decided, ready to be written."""

    tag: str
    epc: str | None
    legal_name: str
    legal_name_en: str
    form: str
    metal: str
    fineness_e4: int
    gross_weight_mg: int
    net_weight_mg: int
    price_basis: str
    price_item_id: int | None
    tag_price_cents: int | None
    labour_kind: str
    labour_value: int
    cost_cents: int | None
    main_stone: int | None  # position in `stones`


def settled(piece: PieceIn, *, defaults: Defaults, grades: Iterable[Grade]) -> Settled:
    """`piece` with the catalogue's defaults, its weights checked and its legal name made.

    Raises: TagUnfit, PieceUnfit, WeightsDisagree, WeightImpossible, PurityNotLegal. Source: F1, F5.
    """
    _check_lists(piece)
    fineness = piece.fineness_e4 if piece.fineness_e4 is not None else defaults.fineness_e4
    metal = piece.metal or defaults.metal
    basis = piece.price_basis or defaults.price_basis
    _check_price(piece, basis=basis, price_item_id=defaults.price_item_id)
    names = _names(piece, metal=metal, fineness_e4=fineness, defaults=defaults, grades=tuple(grades))
    fixed = basis == PriceBasis.FIXED
    return Settled(
        tag=checked_tag(piece.tag),
        epc=checked_epc(piece.epc),
        legal_name=names[0],
        legal_name_en=names[1],
        form=defaults.form,
        metal=metal,
        fineness_e4=fineness if metal else 0,
        gross_weight_mg=piece.gross_weight_mg,
        net_weight_mg=net_weight(piece, metal=metal),
        price_basis=basis,
        price_item_id=defaults.price_item_id,
        tag_price_cents=piece.tag_price_cents,
        labour_kind="" if fixed else piece.labour_kind or defaults.labour_kind or LabourKind.PER_GRAM,
        labour_value=0 if fixed else defaults.labour_value if piece.labour_value is None else piece.labour_value,
        cost_cents=sum(cents for _, cents in piece.costs) if piece.costs else None,
        main_stone=main_stone(piece),
    )


def net_weight(piece: PieceIn, *, metal: str) -> int:
    """The metal in the piece, computed, or the given one once it fits. Units: mg. Source: F1.

    Raises: WeightsDisagree, WeightImpossible, PieceUnfit.
    """
    carats = [stone.carat_mct for stone in piece.stones]
    if not metal:
        if stones_weight_mg(carats) > piece.gross_weight_mg:
            short = grams(piece.gross_weight_mg - stones_weight_mg(carats))
            raise WeightsDisagree(tag=piece.tag, net=grams(0), computed=short, field="gross_weight_mg")
        return 0
    computed = net_metal_weight_mg(
        gross_mg=piece.gross_weight_mg, stones_mct=carats, other_parts_mg=piece.other_parts_mg
    )
    net = computed if piece.net_weight_mg is None else piece.net_weight_mg
    if abs(net - computed) > NET_TOLERANCE_MG or net > piece.gross_weight_mg:
        raise WeightsDisagree(tag=piece.tag, net=grams(net), computed=grams(computed), field="net_weight_mg")
    if piece.metals and sum(each.weight_mg for each in piece.metals) != net:
        raise _unfit(piece, "metals", gettext_noop("the weights of its metals do not add up to the net weight"))
    return net


def main_stone(piece: PieceIn) -> int | None:
    """The position of the main stone: the one marked, else the heaviest, the first of equals."""
    marked = [place for place, stone in enumerate(piece.stones) if stone.is_main]
    if len(marked) > 1:
        raise _unfit(piece, "stones", gettext_noop("only one stone can be the main stone"))
    if marked or not piece.stones:
        return marked[0] if marked else None
    return max(range(len(piece.stones)), key=lambda place: (piece.stones[place].carat_mct, -place))


def _names(
    piece: PieceIn, *, metal: str, fineness_e4: int, defaults: Defaults, grades: tuple[Grade, ...]
) -> tuple[str, str]:
    """The legal name and its English. A name written by hand is taken if the law does not forbid it."""
    if piece.legal_name:
        if any(word in piece.legal_name for word in FORBIDDEN):
            raise _unfit(piece, "legal_name", gettext_noop("this name claims a purity that the law does not know"))
        return piece.legal_name, piece.legal_name_en
    if not defaults.form_name:
        raise _unfit(piece, "form", gettext_noop("say what kind of piece it is, or write its name"))
    gem, gem_en = (defaults.gem, defaults.gem_en) if piece.stones else ("", "")
    if not metal:
        english = " ".join(word for word in (gem_en, defaults.form_name_en.lower()) if word)
        return f"{gem}{defaults.form_name}", english
    return (
        legal_name(metal=metal, fineness_e4=fineness_e4, kind=defaults.form_name, table=grades, gem=gem),
        legal_name_en(metal=metal, fineness_e4=fineness_e4, kind=defaults.form_name_en, table=grades, gem=gem_en),
    )


def _check_price(piece: PieceIn, *, basis: str, price_item_id: int | None) -> None:
    if basis == PriceBasis.FIXED and piece.tag_price_cents is None:
        raise _unfit(piece, "tag_price_cents", gettext_noop("a piece at a fixed price needs its tag price"))
    if basis != PriceBasis.FIXED and price_item_id is None:
        raise _unfit(piece, "price_item", gettext_noop("a piece priced by its metal needs a line of the price board"))


def _check_lists(piece: PieceIn) -> None:
    if piece.gross_weight_mg <= 0:
        raise _unfit(piece, "gross_weight_mg", gettext_noop("weigh the piece: the total weight is missing"))
    kinds = [kind for kind, _ in piece.costs]
    if len(kinds) != len(set(kinds)) or not set(kinds) <= set(CostKind):
        raise _unfit(piece, "costs", gettext_noop("each part of the cost may stand once"))


def _unfit(piece: PieceIn, field: str, reason: str) -> PieceUnfit:
    return PieceUnfit(tag=piece.tag, field=field, reason=reason)
