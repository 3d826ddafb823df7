"""One row of a file becomes one piece. Pure. Source: docs/algorithms/bulk_stock.md §5."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from facet.catalog.rules.weights import stones_weight_mg
from facet.inventory.rules.receiving import CertificateIn, PieceIn, StoneIn
from facet.inventory.rules.words import CertificateKind, CostKind, Ownership
from facet.kernel import formats
from facet.kernel.errors import gettext_noop
from facet.kernel.money import divide_half_away

RATE_SCALE = 10_000  # four decimals
FIX_RATE = gettext_noop("Write yuan for one dollar, e.g. 7.15.")
FIX_WORD = gettext_noop("Write a code or a name from it.")
_SAME_NAME = (
    "style", "legal_name", "legal_name_en", "price_item", "net_weight_mg", "colour", "length_mm", "epc", "engraving",
    "note", "labour_kind", "labour_value", "price_basis",
)  # fmt: skip
_RATE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")
_MAYBE = frozenset({"net_weight_mg", "length_mm", "labour_value"})


class RowUnfit(Exception):
    """A row that is no piece: the column, what is wrong, what to do (English, translatable)."""

    def __init__(self, column: str, reason: str, fix: str, **facts: object) -> None:
        self.column, self.reason, self.fix, self.facts = column, reason, fix, facts
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What words in a file mean: codes and names in both languages, folded, to codes."""

    categories: Mapping[str, str]
    forms: Mapping[str, str]
    gems: Mapping[str, str]


def folded(text: str) -> str:
    """A word as it is compared: without case and blanks."""
    return "".join(text.casefold().split())


def piece_of(values: Mapping[str, Any], vocabulary: Vocabulary) -> PieceIn:
    """The piece that a row describes. Raises: RowUnfit."""
    stones = _stones(values, vocabulary)
    same: dict[str, Any] = {name: values.get(name) for name in _SAME_NAME}
    same |= {name: "" for name, value in same.items() if value is None and name not in _MAYBE}
    return PieceIn(
        tag=values["tag"],
        category=_meant(values, "category", vocabulary.categories),
        form=_meant(values, "form", vocabulary.forms),
        gross_weight_mg=_gross(values, stones),
        other_parts_mg=values.get("other_parts_mg") or 0,
        fineness_e4=_fineness(values.get("fineness_permille")),
        circumference_tenths=_tenths(values.get("size")),
        tag_price_cents=_tag_price(values),
        costs=tuple(_costs(values)),
        ownership=values.get("ownership") or Ownership.OWN.value,
        is_new_product=bool(values.get("is_new_product")),
        stones=stones,
        certificates=_papers(values),
        **same,
    )


def _meant(values: Mapping[str, Any], column: str, words: Mapping[str, str]) -> str:
    text = values.get(column)
    if not text:
        return ""
    if (code := words.get(folded(text))) is None:
        raise RowUnfit(
            column,
            gettext_noop("The catalogue does not know this word."),
            gettext_noop("Write a code or a name from it."),
        )
    return code


def _stones(values: Mapping[str, Any], vocabulary: Vocabulary) -> tuple[StoneIn, ...]:
    stones = [_main_stone(values, vocabulary)] if values.get("carat_mct") else []
    if values.get("side_mct"):
        side = "side_stone" if values.get("side_stone") else "stone"
        stones.append(
            StoneIn(
                kind=_gem(values, side, vocabulary),
                carat_mct=values["side_mct"],
                count=values.get("side_count") or 1,
                price_cents_per_ct=values.get("side_price"),
            )
        )
    return tuple(stones)


def _main_stone(values: Mapping[str, Any], vocabulary: Vocabulary) -> StoneIn:
    return StoneIn(
        kind=_gem(values, "stone", vocabulary),
        carat_mct=values["carat_mct"],
        count=values.get("stone_count") or 1,
        is_main=True,
        shape=values.get("stone_shape") or "",
        colour=values.get("stone_colour") or "",
        clarity=values.get("clarity") or "",
        cut=values.get("cut") or "",
        treatment=values.get("treatment") or "",
        depth_bp=values.get("depth_bp"),
        table_bp=values.get("table_bp"),
        measurements=values.get("measurements") or "",
        price_cents_per_ct=values.get("price_cents_per_ct"),
    )


def _gem(values: Mapping[str, Any], column: str, vocabulary: Vocabulary) -> str:
    kind = _meant(values, column, vocabulary.gems)
    if not kind:
        raise RowUnfit(column, gettext_noop("Carats without a stone."), gettext_noop("Write which stone it is."))
    return kind


def _gross(values: Mapping[str, Any], stones: tuple[StoneIn, ...]) -> int:
    """The total weight as given; without one, what the stones weigh: a loose stone has no other."""
    given = values.get("gross_weight_mg")
    if given:
        return int(given)
    weight = stones_weight_mg([stone.carat_mct for stone in stones])
    if not weight:
        raise RowUnfit(
            "gross_weight_mg", gettext_noop("The weight is missing."), gettext_noop("Write the total weight in grams.")
        )
    return weight


def _fineness(permille_bp: int | None) -> int | None:
    """Parts per thousand with two decimals, as ten-thousandths: 999.9 ‰ is 9999."""
    return None if permille_bp is None else divide_half_away(permille_bp, 10)


def _tenths(text: str | None) -> int | None:
    """Millimetres as people write them, in 0.1 mm."""
    if not text:
        return None
    hundredths = formats.typed(text.casefold().removesuffix("mm"), "yuan")
    if hundredths is None or not 0 < hundredths <= 100_000:
        raise RowUnfit("size", gettext_noop("This is not a size in mm."), gettext_noop("Write one number, e.g. 52.5."))
    return divide_half_away(hundredths, 10)


def _tag_price(values: Mapping[str, Any]) -> int | None:
    """The tag price in cents; one in dollars becomes yuan at the row's own rate, rounded once."""
    if values.get("tag_price_usd") is None:
        price: int | None = values.get("tag_price_cents")
        return price
    rate = _rate(values.get("rate"))
    return divide_half_away(values["tag_price_usd"] * rate, RATE_SCALE)


def _rate(text: str | None) -> int:
    """A rate with at most four decimals, times 10,000."""
    whole, _, part = (text or "").partition(".")
    if not (
        whole.isdecimal() and whole.isascii() and len(whole) <= 4 and len(part) <= 4 and (not part or part.isdecimal())
    ):
        raise RowUnfit(
            "rate",
            gettext_noop("A price in dollars needs its rate."),
            gettext_noop("Write yuan for one dollar, e.g. 7.15."),
        )
    rate = int(whole) * RATE_SCALE + int(part.ljust(4, "0"))
    if not rate:
        raise RowUnfit("rate", gettext_noop("The rate is nothing."), FIX_RATE)
    return rate


def _costs(values: Mapping[str, Any]) -> list[tuple[str, int]]:
    return [(kind.value, values[f"cost_{kind}"]) for kind in CostKind if values.get(f"cost_{kind}") is not None]


def _papers(values: Mapping[str, Any]) -> tuple[CertificateIn, ...]:
    lab, number = values.get("lab"), values.get("paper")
    if not lab and not number:
        return ()
    if not lab or not number:
        raise RowUnfit(
            "paper" if lab else "lab",
            gettext_noop("A certificate needs its laboratory and its number."),
            gettext_noop("Fill in both, or leave both empty."),
        )
    kind = values.get("paper_kind") or CertificateKind.GRADING.value
    return (CertificateIn(lab=lab, number=number, kind=kind, issued_on=values.get("paper_on")),)
