"""Whole numbers only: cents, milligrams, basis points, and the one way to round them. Pure.

Source: decisions.md D4; docs/algorithms/rounding.md.
"""

from collections.abc import Sequence

BASIS = 10_000  # basis points in a whole


def divide_half_away(numerator: int, denominator: int) -> int:
    """`numerator / denominator` to the nearest whole number, halves away from zero.

    Symmetric, so that a refund is the exact negative of its sale.
    """
    if denominator <= 0:
        raise ValueError("the denominator must be positive")
    magnitude = (2 * abs(numerator) + denominator) // (2 * denominator)
    return magnitude if numerator >= 0 else -magnitude


def share(total: int, part: int, whole: int) -> int:
    """`part / whole` of `total`, rounded once. Units: those of `total`."""
    return divide_half_away(total * part, whole)


def basis_points_of(total: int, points: int) -> int:
    """`points` basis points of `total`, rounded once. Units: those of `total`."""
    return divide_half_away(total * points, BASIS)


def split_by_largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Share `total` in proportion to `weights`; the parts add up exactly, signs are kept.

    Earlier parts win a tie. Weights are not negative and one of them is positive.
    Source: F10, F35.
    """
    whole = sum(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise ValueError("weights must not be negative and one must be positive")
    size = abs(total)
    parts = [size * weight // whole for weight in weights]
    neediest = sorted(range(len(weights)), key=lambda i: (-(size * weights[i] % whole), i))
    for i in neediest[: size - sum(parts)]:
        parts[i] += 1
    return parts if total >= 0 else [-part for part in parts]


def partial_reversal(total: int, *, returned: int, whole: int, already: int) -> int:
    """What the next partial reversal takes back, so that all of them add up to `total` exactly.

    `returned` is the share given back so far *including this time*, out of `whole`;
    `already` is what earlier reversals took. Units: those of `total`.
    Source: decisions.md D6, F28.
    """
    if not 0 <= returned <= whole:
        raise ValueError("more would be returned than was sold")
    return share(total, returned, whole) - already


def cut_to_centigram(weight_mg: int) -> int:
    """The weight that prices: milligrams cut, never raised, to 0.01 g. Units: mg.

    Source: decisions.md §3.9 (10.255 g prices as 10.25 g).
    """
    return weight_mg // 10 * 10
