"""The words a category may take, and what makes its defaults believable. Pure."""

from enum import StrEnum

from facet.catalog.rules.pricing import LabourKind
from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import BASIS


class PointsClass(StrEnum):
    """What a points programme tells apart. Source: decisions.md §4.14."""

    GOLD = "gold"
    DIAMOND = "diamond"
    PLATINUM = "platinum"
    CRAFT = "craft"
    JADE = "jade"
    SILVER = "silver"
    BAR = "bar"
    OTHER = "other"


class TaxClass(StrEnum):
    """What the tax rules of old gold tell apart. Source: F38, F39."""

    GENERAL = "general"
    GOLD_JEWELRY = "gold_jewelry"
    INVESTMENT_BAR = "investment_bar"


POINTS_LABELS: dict[str, str] = {
    PointsClass.GOLD: gettext_noop("Gold"),
    PointsClass.DIAMOND: gettext_noop("Diamond"),
    PointsClass.PLATINUM: gettext_noop("Platinum"),
    PointsClass.CRAFT: gettext_noop("Crafts"),
    PointsClass.JADE: gettext_noop("Jade, gems and pearls"),
    PointsClass.SILVER: gettext_noop("Silver"),
    PointsClass.BAR: gettext_noop("Investment bars"),
    PointsClass.OTHER: gettext_noop("Other"),
}
TAX_LABELS: dict[str, str] = {
    TaxClass.GENERAL: gettext_noop("General goods"),
    TaxClass.GOLD_JEWELRY: gettext_noop("Gold and silver jewelry"),
    TaxClass.INVESTMENT_BAR: gettext_noop("Investment bars"),
}


class DictionaryKind(StrEnum):
    """The lists of words that pieces, styles and members' preferences share.

    Topics are what people talk about, occupations what members do for a living.
    """

    FORM = "form"
    GEM = "gem"
    STYLE = "style"
    MATERIAL = "material"
    BRAND = "brand"
    CRAFT = "craft"
    RING_SIZE = "ring_size"
    TOPIC = "topic"
    OCCUPATION = "occupation"


DICTIONARY_LABELS: dict[str, str] = {
    DictionaryKind.FORM: gettext_noop("Kind of piece"),
    DictionaryKind.GEM: gettext_noop("Gem"),
    DictionaryKind.STYLE: gettext_noop("Taste"),
    DictionaryKind.MATERIAL: gettext_noop("Material"),
    DictionaryKind.BRAND: gettext_noop("Brand"),
    DictionaryKind.CRAFT: gettext_noop("Craft"),
    DictionaryKind.RING_SIZE: gettext_noop("Ring size"),
    DictionaryKind.TOPIC: gettext_noop("Topic of a contact"),
    DictionaryKind.OCCUPATION: gettext_noop("Kind of occupation"),
}


def check_labour(kind: str, value: int) -> None:
    """Refuse a labour default that no goldsmith would charge. Raises: Invalid."""
    if value < 0 or (kind == LabourKind.PERCENT_OF_METAL and value > BASIS):
        raise Invalid(field="labour_value", reason=gettext_noop("is out of range for this kind of labour"))
