"""The closed lists of inventory and their words; price bases and labour are the catalogue's. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from facet.kernel.errors import gettext_noop


class Ownership(StrEnum):
    """Whose a piece is while it lies with us."""

    OWN = "own"
    CONSIGNED = "consigned"
    CUSTOMER = "customer"


class StoneOwner(StrEnum):
    """Whose a stone is."""

    SHOP = "shop"
    CUSTOMER = "customer"


class CertificateKind(StrEnum):
    """What a laboratory's paper is about."""

    GRADING = "grading"
    IDENTIFICATION = "identification"
    PURITY = "purity"


class CostKind(StrEnum):
    """The parts of what a piece cost us."""

    METAL = "metal"
    LABOUR = "labour"
    STONES = "stones"
    TAX = "tax"
    FREIGHT = "freight"
    OTHER = "other"


class LotBasis(StrEnum):
    """How goods of a lot are priced."""

    PER_PIECE = "per_piece"
    BY_WEIGHT = "by_weight"


OWNERSHIP_WORDS = {
    Ownership.OWN: gettext_noop("Our own"),
    Ownership.CONSIGNED: gettext_noop("Consigned to us"),
    Ownership.CUSTOMER: gettext_noop("The customer's"),
}
STONE_OWNER_WORDS = {
    StoneOwner.SHOP: gettext_noop("Our own"),
    StoneOwner.CUSTOMER: gettext_noop("The customer's"),
}
CERTIFICATE_WORDS = {
    CertificateKind.GRADING: gettext_noop("Grading"),
    CertificateKind.IDENTIFICATION: gettext_noop("Identification"),
    CertificateKind.PURITY: gettext_noop("Purity"),
}
COST_WORDS = {
    CostKind.METAL: gettext_noop("Metal"),
    CostKind.LABOUR: gettext_noop("Labour"),
    CostKind.STONES: gettext_noop("Stones"),
    CostKind.TAX: gettext_noop("Tax"),
    CostKind.FREIGHT: gettext_noop("Freight"),
    CostKind.OTHER: gettext_noop("Other"),
}
LOT_BASIS_WORDS = {
    LotBasis.PER_PIECE: gettext_noop("Per piece"),
    LotBasis.BY_WEIGHT: gettext_noop("By weight"),
}


Key = TypeVar("Key", bound=str)


def choices(words: Mapping[Key, str]) -> list[tuple[str, str]]:
    """`words` as a column's choices, in a fixed order."""
    return [(str(key), word) for key, word in words.items()]


def values(words: Iterable[StrEnum]) -> list[str]:
    """What a column may hold."""
    return [str(key) for key in words]
