"""Rates and factors as people write them. Pure."""

from collections.abc import Mapping
from typing import Any

from facet.kernel.money import BASIS


def times(factor_bp: int) -> str:
    """15 000 → "1.5", 20 000 → "2": never more digits than there are."""
    whole, part = divmod(factor_bp, BASIS)
    return f"{whole}.{part:04d}".rstrip("0").rstrip(".")


def typed_times(text: str) -> int | None:
    """ "1.5" → 15 000, or None for what is no number of at most four decimals."""
    whole, dot, part = text.strip().translate(str.maketrans("０１２３４５６７８９．", "0123456789.")).partition(".")
    if not whole.isdecimal() or (dot and not part.isdecimal()) or len(part) > 4 or len(whole) > 6:
        return None
    return int(whole) * BASIS + int(part.ljust(4, "0") or "0")


def choices(labels: Mapping[Any, str]) -> list[tuple[str, str]]:
    """(value, English label) of a closed list, for a condition."""
    return [(kind.value, label) for kind, label in labels.items()]
