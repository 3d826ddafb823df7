"""What a thing costs: by weight, at a fixed price, or by its components. Pure.

Every amount that a customer sees is rounded once, half away from zero, and every price carries
the sum that made it (`Step`). Source: docs/algorithms/pricing.md, whose worked tables are this
file's tests; F3, F6–F10; decisions.md §3.9, §4.7.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from facet.catalog.errors import DiscountNotForThisPrice
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.formats import shown
from facet.kernel.money import BASIS, basis_points_of, cut_to_centigram, divide_half_away, split_by_largest_remainder

MG_PER_GRAM = 1_000
MCT_PER_CARAT = 1_000
FINENESS_WHOLE = 10_000
OUNCE_E7 = 311_034_768  # one troy ounce is 31.1034768 g


class PriceBasis(StrEnum):
    """How a thing is priced; stored on categories, styles and pieces."""

    BY_WEIGHT = "by_weight"
    FIXED = "fixed"
    COMPONENTS = "components"


class LabourKind(StrEnum):
    """What the labour value counts."""

    PER_GRAM = "per_gram"  # cents per gram
    PER_PIECE = "per_piece"  # cents
    PERCENT_OF_METAL = "percent_of_metal"  # basis points of the metal at the board price


BASIS_LABELS: dict[str, str] = {
    PriceBasis.BY_WEIGHT: gettext_noop("By weight"),
    PriceBasis.FIXED: gettext_noop("Fixed price"),
    PriceBasis.COMPONENTS: gettext_noop("Metal and stones"),
}
LABOUR_LABELS: dict[str, str] = {
    LabourKind.PER_GRAM: gettext_noop("Per gram"),
    LabourKind.PER_PIECE: gettext_noop("Per piece"),
    LabourKind.PERCENT_OF_METAL: gettext_noop("Percent of the metal"),
}


@dataclass(frozen=True, slots=True)
class Labour:
    """The making charge. `value`: cents per gram, cents, or basis points, by `kind`."""

    kind: str = LabourKind.PER_GRAM
    value: int = 0


NO_LABOUR = Labour()


@dataclass(frozen=True, slots=True)
class LineDiscount:
    """What one line is given off. Units: basis points off the price, off the labour; cents off each gram."""

    fixed_bp: int = 0
    labour_bp: int = 0
    gram_cents: int = 0


NO_DISCOUNT = LineDiscount()


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the formula chip: its name (English, translatable), its terms, its result.

    A term is (kind, text): `grams`, `carats`, `yuan`, `yuan_per_gram`, `yuan_per_carat`,
    `percent`, each also with `cut_` before it where a discount changed it; `op` is a sign.
    `text` is the number as written; units and words belong to the template catalog/formula.html.
    """

    name: str
    terms: tuple[tuple[str, str], ...]
    amount_cents: int


@dataclass(frozen=True, slots=True)
class Priced:
    """A price and how it came about; the steps add up to `net_cents`.

    `metal_cents`, `labour_cents` and `stones_cents` are after their own discounts and 0 for a
    fixed price. `list_cents` is the price without any discount.
    """

    metal_cents: int
    labour_cents: int
    stones_cents: int
    list_cents: int
    discount_cents: int
    net_cents: int
    steps: tuple[Step, ...]


def price_by_weight(
    *, weight_mg: int, board_cents_per_gram: int, labour: Labour = NO_LABOUR, discount: LineDiscount = NO_DISCOUNT
) -> Priced:
    """The price of metal sold by weight: metal, and labour apart, each rounded by itself.

    The weight that prices is cut to 0.01 g. Raises: DiscountNotForThisPrice, Invalid.
    Source: F6; decisions.md §4.7 (percent on labour only, yuan per gram on metal).
    """
    if discount.fixed_bp:
        raise DiscountNotForThisPrice(
            basis=BASIS_LABELS[PriceBasis.BY_WEIGHT], discount=gettext_noop("percent off the price")
        )
    return price_components(
        weight_mg=weight_mg, board_cents_per_gram=board_cents_per_gram, stones=(), labour=labour, discount=discount
    )


def price_fixed(*, tag_price_cents: int, discount: LineDiscount = NO_DISCOUNT) -> Priced:
    """The price on the tag, less a share of it. Raises: DiscountNotForThisPrice, Invalid. Source: F7."""
    if discount.labour_bp or discount.gram_cents:
        raise DiscountNotForThisPrice(
            basis=BASIS_LABELS[PriceBasis.FIXED], discount=gettext_noop("off labour or per gram")
        )
    _check(discount, weight_mg=0, board_cents_per_gram=0)
    if tag_price_cents < 0:
        raise Invalid(field="tag_price_cents", reason=gettext_noop("must not be negative"))
    net = basis_points_of(tag_price_cents, BASIS - discount.fixed_bp)
    terms = [("yuan", shown(tag_price_cents, "yuan"))]
    if discount.fixed_bp:
        terms += [("op", "×"), ("cut_percent", shown(BASIS - discount.fixed_bp, "percent"))]
    step = Step(gettext_noop("Fixed price"), tuple(terms), net)
    return Priced(0, 0, 0, tag_price_cents, tag_price_cents - net, net, (step,))


def price_components(
    *,
    weight_mg: int,
    board_cents_per_gram: int,
    stones: Sequence[tuple[int, int]],
    labour: Labour = NO_LABOUR,
    discount: LineDiscount = NO_DISCOUNT,
) -> Priced:
    """The price of a set piece: metal, each stone row, labour, and a share off the whole.

    `stones` are (thousandths of a carat, cents per carat). Raises: Invalid. Source: F8.
    """
    _check(discount, weight_mg=weight_mg, board_cents_per_gram=board_cents_per_gram)
    weight = cut_to_centigram(weight_mg)
    listed_metal = divide_half_away(weight * board_cents_per_gram, MG_PER_GRAM)
    metal = _metal_step(weight, board_cents_per_gram, discount.gram_cents)
    stone_steps = [_stone_step(mct, cents_per_ct) for mct, cents_per_ct in stones]
    labour_step = _labour_step(weight, listed_metal, labour, discount.labour_bp)
    stones_cents = sum(step.amount_cents for step in stone_steps)
    steps = [metal, *stone_steps, *([labour_step] if labour.value else [])]
    subtotal = metal.amount_cents + stones_cents + labour_step.amount_cents
    if discount.fixed_bp:
        steps.append(_off_step(subtotal, discount.fixed_bp))
    net = sum(step.amount_cents for step in steps)
    listed = listed_metal + stones_cents + _labour_step(weight, listed_metal, labour, 0).amount_cents
    return Priced(metal.amount_cents, labour_step.amount_cents, stones_cents, listed, listed - net, net, tuple(steps))


def _check(discount: LineDiscount, *, weight_mg: int, board_cents_per_gram: int) -> None:
    shares = {"fixed_bp": discount.fixed_bp, "labour_bp": discount.labour_bp}
    for field, value in shares.items():
        if not 0 <= value <= BASIS:
            raise Invalid(field=field, reason=gettext_noop("must lie between 0 and 10,000 basis points"))
    if not 0 <= discount.gram_cents <= max(board_cents_per_gram, 0):
        raise Invalid(field="gram_cents", reason=gettext_noop("must lie between 0 and the gold price"))
    if weight_mg < 0 or board_cents_per_gram < 0:
        raise Invalid(field="weight_mg", reason=gettext_noop("must not be negative"))


def _metal_step(weight_mg: int, board: int, cut: int) -> Step:
    price: tuple[tuple[str, str], ...] = (("yuan_per_gram", shown(board, "yuan")),)
    if cut:
        price = (("op", "("), *price, ("op", "−"), ("cut_yuan_per_gram", shown(cut, "yuan")), ("op", ")"))
    terms = (("grams", shown(weight_mg, "grams")), ("op", "×"), *price)
    return Step(gettext_noop("Metal value"), terms, divide_half_away(weight_mg * (board - cut), MG_PER_GRAM))


def _stone_step(mct: int, cents_per_ct: int) -> Step:
    if mct < 0 or cents_per_ct < 0:
        raise Invalid(field="stones", reason=gettext_noop("must not be negative"))
    terms = (("carats", shown(mct, "carats")), ("op", "×"), ("yuan_per_carat", shown(cents_per_ct, "yuan")))
    return Step(gettext_noop("Stone value"), terms, divide_half_away(mct * cents_per_ct, MCT_PER_CARAT))


def _labour_step(weight_mg: int, listed_metal: int, labour: Labour, off_bp: int) -> Step:
    """Labour after its own discount. Percent of metal counts the metal at the full board price."""
    if labour.value < 0:
        raise Invalid(field="labour", reason=gettext_noop("must not be negative"))
    kept = BASIS - off_bp
    terms: tuple[tuple[str, str], ...]
    match labour.kind:
        case LabourKind.PER_GRAM:
            terms = (("grams", shown(weight_mg, "grams")), ("op", "×"), ("yuan_per_gram", shown(labour.value, "yuan")))
            amount = divide_half_away(weight_mg * labour.value * kept, MG_PER_GRAM * BASIS)
        case LabourKind.PER_PIECE:
            terms = (("yuan", shown(labour.value, "yuan")),)
            amount = basis_points_of(labour.value, kept)
        case LabourKind.PERCENT_OF_METAL:
            terms = (("yuan", shown(listed_metal, "yuan")), ("op", "×"), ("percent", shown(labour.value, "percent")))
            amount = divide_half_away(listed_metal * labour.value * kept, BASIS * BASIS)
        case _:
            raise Invalid(field="labour", reason=gettext_noop("is not a known kind"))
    if off_bp:
        terms = (*terms, ("op", "×"), ("cut_percent", shown(kept, "percent")))
    return Step(gettext_noop("Labour"), terms, amount)


def _off_step(subtotal: int, off_bp: int) -> Step:
    terms = (("op", "−"), ("yuan", shown(subtotal, "yuan")), ("op", "×"), ("cut_percent", shown(off_bp, "percent")))
    return Step(gettext_noop("Discount"), terms, -basis_points_of(subtotal, off_bp))


def implied_cents_per_gram(net_cents: int, *, weight_mg: int) -> int:
    """What a fixed price comes to for each gram. Units: cents. Raises: Invalid. Source: F7."""
    if weight_mg <= 0:
        raise Invalid(field="weight_mg", reason=gettext_noop("must be more than nothing"))
    return divide_half_away(net_cents * MG_PER_GRAM, weight_mg)


def premium_bp(net_cents: int, *, weight_mg: int, board_cents_per_gram: int) -> int:
    """How far a fixed price lies above its metal at the board price. Units: basis points. Source: F7."""
    metal = weight_mg * board_cents_per_gram
    if metal <= 0:
        raise Invalid(field="weight_mg", reason=gettext_noop("must be more than nothing"))
    return divide_half_away(net_cents * MG_PER_GRAM * BASIS - metal * BASIS, metal)


def alloy_cents_per_gram(
    board_cents_per_gram: int, *, fineness_e4: int, premium_basis_points: int = 0, step_cents: int = 100
) -> int:
    """A board price for an alloy, from the pure metal's, to the whole yuan or another step. Units: cents.

    Source: F9.
    """
    numerator = board_cents_per_gram * fineness_e4 * (BASIS + premium_basis_points)
    return divide_half_away(numerator, FINENESS_WHOLE * BASIS * step_cents) * step_cents


def price_step_cents(cents_per_gram: int) -> int:
    """How finely a price is set: to the yuan from ¥100 a gram on, else to 0.10. Units: cents."""
    return 100 if cents_per_gram >= 10_000 else 10


def spread_discount(discount_cents: int, amounts_cents: Sequence[int]) -> list[int]:
    """What each line gives of an order's discount, in proportion, to the cent. Raises: Invalid. Source: F10."""
    if not 0 <= discount_cents <= sum(amounts_cents):
        raise Invalid(field="discount_cents", reason=gettext_noop("must lie between 0 and the sum of the lines"))
    if not discount_cents:
        return [0] * len(amounts_cents)
    return split_by_largest_remainder(discount_cents, amounts_cents)


def market_cents_per_gram(usd_cents_per_ounce: int, *, yuan_per_dollar_e4: int) -> int:
    """The world price of a troy ounce as cents per gram. Source: F3."""
    return divide_half_away(usd_cents_per_ounce * yuan_per_dollar_e4 * 10**7, 10**4 * OUNCE_E7)
