"""Categories, styles and words as programs send and get them. Weights in mg, shares in basis points."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from facet.catalog.api.schemas.common import Closed, Code, CodeOrNone, Day, plain
from facet.catalog.rules.categories import PointsClass, TaxClass
from facet.catalog.rules.pricing import LabourKind, PriceBasis
from facet.catalog.services import CategoryRequest, StyleRequest, WordRequest
from facet.kernel.interface import BasisPoints, Milligrams, PositiveCents, Text, Whole


class CategoryIn(Closed):
    """A category's names and defaults."""

    name: Text(64, least=1)
    name_en: Text(64, least=1)
    points_class: PointsClass = PointsClass.OTHER
    price_basis: PriceBasis = PriceBasis.FIXED
    labour_kind: LabourKind = LabourKind.PER_GRAM
    labour_value: PositiveCents = Field(0, description="Cents per gram, cents, or basis points of the metal.")
    loss_bp: BasisPoints = 0
    target_margin_bp: BasisPoints = 0
    tax_class: TaxClass = TaxClass.GENERAL
    earns_points: bool = True
    allows_discount: bool = True
    price_item: CodeOrNone = ""
    icon: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,31}$")] = "diamond"

    def wanted(self) -> CategoryRequest:
        return CategoryRequest(**plain(self, "code", "parent"))


class NewCategoryIn(CategoryIn):
    """A new leaf of the tree."""

    code: Code
    parent: CodeOrNone = Field("", description="Code of the branch it hangs on; empty for a root.")


class MoveIn(Closed):
    """Where a branch shall hang; empty for a root."""

    parent: CodeOrNone = ""


class CategoryOut(Schema):
    """A category with the codes from the root down to itself."""

    id: int
    code: str
    name: str
    name_en: str
    path_codes: list[str]
    points_class: str
    tax_class: str
    price_basis: str
    labour_kind: str
    labour_value: int
    loss_bp: int
    target_margin_bp: int
    earns_points: bool
    allows_discount: bool
    price_item_id: int | None
    icon: str
    is_leaf: bool
    is_active: bool


class StyleIn(Closed):
    """A style; other rows by their codes, empty for none."""

    name: Text(64, least=1)
    name_en: Text(64) = ""
    category: Code
    series: Text(64) = ""
    set_code: CodeOrNone = ""
    brand: CodeOrNone = ""
    craft: CodeOrNone = ""
    taste: CodeOrNone = ""
    form: CodeOrNone = ""
    gem: CodeOrNone = ""
    price_item: CodeOrNone = ""
    price_basis: PriceBasis = PriceBasis.BY_WEIGHT
    labour_kind: LabourKind = LabourKind.PER_GRAM
    labour_value: PositiveCents | None = None
    weight_from_mg: Milligrams | None = None
    weight_to_mg: Milligrams | None = None
    note: Text(200) = ""

    def wanted(self) -> StyleRequest:
        return StyleRequest(**plain(self, "code"))


class NewStyleIn(StyleIn):
    """A new style."""

    code: Code


class StylesIn(Closed):
    """Which styles; `after` is the last code of the page before."""

    search: Text(40) = ""
    category: CodeOrNone = ""
    after: CodeOrNone = ""
    limit: Annotated[int, Field(ge=1, le=200)] = 50


class WithdrawIn(Closed):
    """From which day no new pieces are taken; null takes the style back into use."""

    on: Day | None


class WordOut(Schema):
    """A word of a dictionary; `value` is a ring size's circumference in 0.1 mm."""

    id: int
    kind: str
    code: str
    name: str
    name_en: str
    value: int | None
    position: int
    is_active: bool


class StyleOut(Schema):
    """A style with the words that describe it, by what they say."""

    id: int
    code: str
    name: str
    name_en: str
    category_code: str
    price_item_code: str
    price_basis: str
    labour_kind: str
    labour_value: int | None
    weight_from_mg: int | None
    weight_to_mg: int | None
    series: str
    set_code: str
    note: str
    withdrawn_on: date | None
    words: dict[str, WordOut]


class WordIn(Closed):
    """A word's names, order and use."""

    name: Text(64, least=1)
    name_en: Text(64, least=1)
    value: Whole(1, 9_999) | None = None
    position: Whole(0, 10_000) = 0
    is_active: bool = True

    def wanted(self) -> WordRequest:
        return WordRequest(**plain(self, "code"))


class WordMoveIn(Closed):
    """Where a word goes among its dictionary's."""

    to: Literal["up", "down"] = Field(description="One place towards the beginning, or towards the end.")


class NewWordIn(WordIn):
    """A new word."""

    code: Code
