"""What a promotion promises, to whom, and how far it may go. Pure.

Units: fen, basis points, milligrams, minutes after midnight. Every window is half-open.
Source: R093–R102, R328, decisions.md §3.7, §4.7; docs/algorithms/promotions.md.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from facet.kernel.errors import gettext_noop


class Kind(StrEnum):
    """What a promotion gives."""

    PERCENT = "percent"
    AMOUNT = "amount"
    SPEND_SAVE = "spend_save"
    GIFT = "gift"
    SECOND_PIECE = "second_piece"
    PIECES = "pieces"
    ADD_ON = "add_on"
    BUNDLE = "bundle"
    GRAM = "gram"
    LABOUR = "labour"
    POINTS = "points"
    COUPON = "coupon"


KIND_LABELS: dict[str, str] = {
    Kind.PERCENT: gettext_noop("Percent off"),
    Kind.AMOUNT: gettext_noop("Amount off"),
    Kind.SPEND_SAVE: gettext_noop("Spend and save"),
    Kind.GIFT: gettext_noop("Gift with purchase"),
    Kind.SECOND_PIECE: gettext_noop("Second piece cheaper"),
    Kind.PIECES: gettext_noop("Several pieces, percent off"),
    Kind.ADD_ON: gettext_noop("Add-on at a special price"),
    Kind.BUNDLE: gettext_noop("Set bought together"),
    Kind.GRAM: gettext_noop("Yuan off per gram"),
    Kind.LABOUR: gettext_noop("Percent off labour"),
    Kind.POINTS: gettext_noop("Points multiplied"),
    Kind.COUPON: gettext_noop("Coupon for next time"),
}

PERCENT_KINDS = frozenset({Kind.PERCENT, Kind.SECOND_PIECE, Kind.PIECES, Kind.LABOUR})

# Line prices first, then sets, then what is taken off the whole ticket, then what takes nothing off.
STAGES: dict[str, int] = {
    Kind.GRAM: 0, Kind.LABOUR: 0, Kind.PERCENT: 0, Kind.SECOND_PIECE: 1, Kind.PIECES: 1, Kind.ADD_ON: 1,
    Kind.BUNDLE: 1, Kind.AMOUNT: 2, Kind.SPEND_SAVE: 2, Kind.GIFT: 3, Kind.POINTS: 3,
    Kind.COUPON: 3,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which goods: categories with all below them, styles, single pieces. Empty means all."""

    categories: frozenset[str] = frozenset()
    styles: frozenset[str] = frozenset()
    pieces: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()  # categories that are left out, with all below them

    @property
    def is_open(self) -> bool:
        return not (self.categories or self.styles or self.pieces)

    def fits(self, *, code: str, style: str, path: Collection[str]) -> bool:
        """Whether goods of this code, style and category path are meant."""
        if self.but.intersection(path):
            return False
        return self.is_open or code in self.pieces or style in self.styles or bool(self.categories.intersection(path))


class Every(StrEnum):
    """On which days a promotion repeats."""

    DAY = ""
    MONTH = "month"  # on one day of every month
    DIGIT = "digit"  # on every day of the month that ends in a digit: 8, 18, 28
    NTH = "nth"  # on every nth day, counted from the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """Who, where and when. Empty means everybody, everywhere, always.

    `begins` is the first day and `until` the day after the last, both of the store's calendar.
    """

    begins: date
    until: date
    stores: frozenset[str] = frozenset()
    store_kinds: frozenset[str] = frozenset()
    grades: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    members_only: bool = False
    first_purchase: bool = False
    birthday_days: int | None = None  # so many days before and after
    anniversary_days: int | None = None
    from_minute: int = 0
    until_minute: int = 24 * 60
    weekdays: frozenset[int] = frozenset()  # 1 is Monday
    every: str = Every.DAY
    day: int = 0

    @property
    def asks_member(self) -> bool:
        return bool(
            self.members_only or self.grades or self.groups or self.first_purchase
            or self.birthday_days is not None or self.anniversary_days is not None
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far it may go; 0 is no limit. Counted in tickets and fen."""

    per_member: int = 0
    per_day: int = 0
    total: int = 0
    budget_cents: int = 0

    @property
    def sliced(self) -> bool:
        """Whether stores hold slices of it that a sale must lock."""
        return bool(self.per_day or self.total or self.budget_cents)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guard:
    """Below what a line never falls: a share of its list price, its cost and a share on top."""

    floor_bp: int = 0
    margin_bp: int | None = None  # over cost; None: cost is not looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class CostShares:
    """Who bears it, in basis points; the house bears the rest."""

    brand_bp: int = 0
    mall_bp: int = 0
    franchisee_bp: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """One promotion, complete.

    `value` is fen for amounts, add-on prices and sets, fen a gram for GRAM, basis points for percentages and
    the points factor, nothing for gifts and coupons. `from_cents` is what fitting goods must come to; with `steps` it
    counts again for each full `from_cents`, at most `most_steps` times (0: any number).
    """

    kind: str
    conditions: Conditions
    value: int = 0
    from_cents: int = 0
    steps: bool = False
    most_steps: int = 0
    pieces: int = 0
    excess_over_mg: int = 0
    gift_sku: str = ""
    gift_quantity: int = 0
    coupon: str = ""  # code of the type that is given
    coupon_quantity: int = 0
    scope: Scope = Scope()
    target: Scope = Scope()  # the add-on goods
    parts: tuple[Scope, ...] = ()  # of a set
    limits: Limits = Limits()
    guard: Guard = Guard()
    shares: CostShares = CostShares()
    group: str = ""  # of those in one group, one counts
    priority: int = 0
    with_manual: bool = False  # also on lines with a discount by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is left to give, here and for this member; None where there is no limit. Units: fen, tickets, pieces."""

    budget_cents: int | None = None
    total: int | None = None
    today: int | None = None
    member: int | None = None
    gifts: int | None = None
    coupons: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A promotion's published terms with what is left of it. `id` is the version's, or a coupon's below zero."""

    id: int
    code: str
    name: str
    terms: Terms
    name_en: str = ""
    left: Left = field(default=Left())
