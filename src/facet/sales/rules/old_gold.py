"""Old gold: what it weighs for the customer, and what it is worth each way. Pure.

A weight that stands on the slip is rounded to 1 mg once, after all its factors; an amount is that
weight times the price, rounded once. Source: domain.md F12–F17; decisions.md §3.9, §4.8; R316;
docs/algorithms/old_gold.md.
"""

from dataclasses import dataclass
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import BASIS, basis_points_of, divide_half_away
from facet.sales.errors import OldGoldNotTaken

FINE_E4 = 10_000
MG_PER_GRAM = 1_000
MOST_MG = 10_000_000  # ten kilograms: more is a slip of the finger


class Way(StrEnum):
    """How old gold counts."""

    GRAMS = "grams"
    VALUE = "value"
    UPGRADE = "upgrade"
    BUY_BACK = "buy_back"


WAY_WORDS = {
    Way.GRAMS: gettext_noop("Gram for gram"),
    Way.VALUE: gettext_noop("By value"),
    Way.UPGRADE: gettext_noop("Upgrade at the price paid"),
    Way.BUY_BACK: gettext_noop("Buy-back"),
}


class Maker(StrEnum):
    """Whose gold it is."""

    OWN = "own"
    OTHER = "other"


MAKER_WORDS = {Maker.OWN: gettext_noop("Our own brand"), Maker.OTHER: gettext_noop("Another brand")}


class Assay(StrEnum):
    """How the fineness was found."""

    XRF = "xrf"
    TOUCHSTONE = "touchstone"
    FIRE = "fire"


ASSAY_WORDS = {
    Assay.XRF: gettext_noop("Spectrometer"),
    Assay.TOUCHSTONE: gettext_noop("Touchstone"),
    Assay.FIRE: gettext_noop("Fire assay"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One customer's old gold on the scale and under the test. Units: mg, ten-thousandths.

    `melted_mg` is its weight after melting, 0 where it was not melted: then gross less non-metal counts.
    """

    gross_mg: int
    non_metal_mg: int = 0
    melted_mg: int = 0
    fineness_e4: int

    @property
    def net_mg(self) -> int:
        """The metal: after melting what came out of the crucible, before it gross less what is no metal."""
        return self.melted_mg or self.gross_mg - self.non_metal_mg

    @property
    def fine_mg(self) -> int:
        """The fine metal in it, for the books. Units: mg."""
        return divide_half_away(self.net_mg * self.fineness_e4, FINE_E4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """The board of one metal at one moment, in cents a gram; None where the house does not do that."""

    retail: int
    exchange: int | None
    buy_back: int | None
    reference_e4: int  # the fineness that the board speaks of


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """The house's terms for old gold in one store on one day. Units: basis points, cents a gram, ‰ as e4."""

    loss_bp: int = 100
    buy_back_loss_bp: int = 200
    fee_cents: int = 1_800
    own_ratio_bp: int = BASIS
    other_ratio_bp: int = BASIS
    missing_fee_cents: int = 3_000
    least_e4: int = 9_900
    upgrade_bp: int = BASIS
    upgrade_least_bp: int = 15_000

    def ratio_bp(self, maker: str) -> int:
        """How heavy new goods must be against the old, in basis points."""
        return self.own_ratio_bp if maker == Maker.OWN else self.other_ratio_bp


@dataclass(frozen=True, slots=True)
class NewGoods:
    """What the ticket sells, as far as old gold may count against it. Units: mg of this metal by weight, cents."""

    by_weight_mg: int = 0
    by_weight_cents: int = 0
    other_cents: int = 0

    @property
    def cents(self) -> int:
        return self.by_weight_cents + self.other_cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What old gold is worth one way: credit = amount − fee − surcharge. Units: mg, cents, cents a gram.

    `matched_mg` of the credited weight count at `price`, the rest at `rest_price` (gram for gram).
    """

    way: Way
    net_mg: int
    credited_mg: int
    price: int
    amount_cents: int
    matched_mg: int = 0
    rest_price: int = 0
    fee_cents: int = 0
    fee_price: int = 0
    missing_mg: int = 0
    missing_cents: int = 0
    missing_price: int = 0
    paid_cents: int = 0
    share_bp: int = 0

    @property
    def credit_cents(self) -> int:
        return self.amount_cents - self.fee_cents - self.missing_cents


def checked(weighed: Weighed) -> Weighed:
    """`weighed` when scale and test make sense. Raises: Invalid, naming the field."""
    if not 0 < weighed.gross_mg <= MOST_MG:
        raise Invalid(field="gross_mg", reason=gettext_noop("Write the weight on the scale, in grams."))
    if not 0 <= weighed.non_metal_mg < weighed.gross_mg:
        raise Invalid(
            field="non_metal_mg", reason=gettext_noop("Stones and other non-metal weigh less than the whole.")
        )
    if not 0 <= weighed.melted_mg <= weighed.gross_mg - weighed.non_metal_mg:
        raise Invalid(
            field="melted_mg", reason=gettext_noop("After melting it cannot weigh more than the metal before.")
        )
    if not 0 < weighed.fineness_e4 <= FINE_E4:
        raise Invalid(
            field="fineness", reason=gettext_noop("Write the tested fineness in ‰, above 0 and at most 1000.")
        )
    return weighed


def credited_mg(weighed: Weighed, *, reference_e4: int, loss_bp: int) -> int:
    """Net weight × fineness ÷ reference × (1 − loss), rounded once. Units: mg. Source: F12, F17."""
    return divide_half_away(weighed.net_mg * weighed.fineness_e4 * (BASIS - loss_bp), reference_e4 * BASIS)


def worth_of(weight_mg: int, cents_per_gram: int) -> int:
    """Milligrams at cents a gram, rounded once. Units: cents."""
    return divide_half_away(weight_mg * cents_per_gram, MG_PER_GRAM)


def missing_mg(*, old_mg: int, new_mg: int, ratio_bp: int) -> int:
    """How much lighter the new goods are than the rule asks; net weights are compared. Units: mg. Source: F15."""
    return max(0, basis_points_of(old_mg, ratio_bp) - new_mg)


def by_grams(weighed: Weighed, *, maker: str, new: NewGoods, prices: Prices, terms: Terms) -> Worth:
    """Gram for gram: credited grams count as grams of the new piece at the board, less the fee a gram. Source: F14.

    Grams beyond the new piece count at the buy-back price. Raises: OldGoldNotTaken.
    """
    if weighed.fineness_e4 < terms.least_e4:
        raise OldGoldNotTaken(reason=gettext_noop("Below the least fineness it counts by value or is bought back."))
    if not new.by_weight_mg:
        raise OldGoldNotTaken(reason=gettext_noop("Scan the new piece by weight first; grams count against grams."))
    credited = credited_mg(weighed, reference_e4=prices.reference_e4, loss_bp=terms.loss_bp)
    matched = min(credited, new.by_weight_mg)
    rest_price = prices.buy_back or prices.exchange or 0
    missing = missing_mg(old_mg=weighed.net_mg, new_mg=new.by_weight_mg, ratio_bp=terms.ratio_bp(maker))
    return Worth(
        way=Way.GRAMS, net_mg=weighed.net_mg, credited_mg=credited, price=prices.retail, matched_mg=matched,
        amount_cents=worth_of(matched, prices.retail) + worth_of(credited - matched, rest_price), rest_price=rest_price,
        fee_cents=worth_of(weighed.net_mg, terms.fee_cents), fee_price=terms.fee_cents, missing_mg=missing,
        missing_cents=worth_of(missing, terms.missing_fee_cents), missing_price=terms.missing_fee_cents,
    )  # fmt: skip


def by_value(weighed: Weighed, *, maker: str, new: NewGoods, prices: Prices, terms: Terms) -> Worth:
    """By value: credited weight at the trade-in price, less the fee a gram of the old. Source: F13.

    The least weight is asked where the new goods are sold by weight. Raises: OldGoldNotTaken.
    """
    if prices.exchange is None:
        raise OldGoldNotTaken(reason=gettext_noop("No trade-in price of this metal is published."))
    if not new.cents:
        raise OldGoldNotTaken(reason=gettext_noop("Scan the new goods first, or buy the gold back."))
    credited = credited_mg(weighed, reference_e4=prices.reference_e4, loss_bp=terms.loss_bp)
    ratio = terms.ratio_bp(maker) if new.by_weight_mg else 0
    missing = missing_mg(old_mg=weighed.net_mg, new_mg=new.by_weight_mg, ratio_bp=ratio)
    return Worth(
        way=Way.VALUE, net_mg=weighed.net_mg, credited_mg=credited, price=prices.exchange, matched_mg=credited,
        amount_cents=worth_of(credited, prices.exchange), fee_cents=worth_of(weighed.net_mg, terms.fee_cents),
        fee_price=terms.fee_cents, missing_mg=missing, missing_cents=worth_of(missing, terms.missing_fee_cents),
        missing_price=terms.missing_fee_cents,
    )  # fmt: skip


def by_buy_back(weighed: Weighed, *, prices: Prices, terms: Terms) -> Worth:
    """Bought for money: fine weight less the loss, at the buy-back price. Source: F17. Raises: OldGoldNotTaken."""
    if prices.buy_back is None:
        raise OldGoldNotTaken(reason=gettext_noop("No buy-back price of this metal is published."))
    fine = credited_mg(weighed, reference_e4=FINE_E4, loss_bp=terms.buy_back_loss_bp)
    return Worth(
        way=Way.BUY_BACK, net_mg=weighed.net_mg, credited_mg=fine, price=prices.buy_back, matched_mg=fine,
        amount_cents=worth_of(fine, prices.buy_back),
    )  # fmt: skip


def by_upgrade(weighed: Weighed, *, paid_cents: int, new: NewGoods, terms: Terms) -> Worth:
    """A piece of ours at a fixed price counts at what was paid for it, for something dearer. Source: F16.

    `paid_cents` is the stored net of its line. Raises: OldGoldNotTaken.
    """
    if paid_cents <= 0:
        raise OldGoldNotTaken(reason=gettext_noop("Find its receipt first: what was paid is what counts."))
    if new.cents < basis_points_of(paid_cents, terms.upgrade_least_bp):
        raise OldGoldNotTaken(reason=gettext_noop("The new goods must cost more: see the least multiple in the terms."))
    return Worth(
        way=Way.UPGRADE, net_mg=weighed.net_mg, credited_mg=weighed.net_mg, price=0, paid_cents=paid_cents,
        share_bp=terms.upgrade_bp, amount_cents=basis_points_of(paid_cents, terms.upgrade_bp),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """What old gold is valued against: new goods, board, terms, and what was paid for it (cents, for an upgrade)."""

    new: NewGoods
    prices: Prices
    terms: Terms
    paid_cents: int = 0


def value_old_gold(way: str, weighed: Weighed, *, maker: str, against: Against) -> Worth:
    """What old gold is worth `way`. Raises: Invalid, OldGoldNotTaken."""
    checked(weighed)
    new, prices, terms = against.new, against.prices, against.terms
    if way == Way.GRAMS:
        worth = by_grams(weighed, maker=maker, new=new, prices=prices, terms=terms)
    elif way == Way.VALUE:
        worth = by_value(weighed, maker=maker, new=new, prices=prices, terms=terms)
    elif way == Way.UPGRADE:
        worth = by_upgrade(weighed, paid_cents=against.paid_cents, new=new, terms=terms)
    elif way == Way.BUY_BACK:
        worth = by_buy_back(weighed, prices=prices, terms=terms)
    else:
        raise Invalid(field="way", reason=gettext_noop("Choose one of the ways."))
    if worth.credit_cents <= 0:
        raise OldGoldNotTaken(reason=gettext_noop("After fee and surcharge nothing would be left of it."))
    return worth
