"""Whole numbers as screens show them: cents, milligrams, milli-carats, basis points. Pure.

Minus is U+2212, thousands are parted by commas in every language of the house; units stand
outside, because their place differs by language. Source: look.md "Type", ux.md §3.2.
"""

from facet.kernel.formats import MINUS, shown

__all__ = ["MINUS", "money", "percent", "phone", "thousandths", "times", "whole", "yuan"]


def _with_plus(text: str, value: int, *, plus: bool) -> str:
    return f"+{text}" if plus and value > 0 else text


def whole(value: int, *, plus: bool = False) -> str:
    """A count: 18640 → "18,640". With `plus`, a gain carries its sign."""
    return _with_plus(shown(value, "int"), value, plus=plus)


def yuan(cents: int, *, plus: bool = False) -> str:
    """Money: 1234500 → "12,345.00"."""
    return _with_plus(shown(cents, "yuan"), cents, plus=plus)


def money(cents: int) -> str:
    """Money with its currency: 1234500 → "¥12,345.00", −500 → "−¥5.00"."""
    return f"{MINUS if cents < 0 else ''}¥{yuan(abs(cents))}"


def thousandths(value: int, *, plus: bool = False) -> str:
    """Grams from mg, carats from mct: two decimals, a third only where there is one.

    3980 → "3.98", 11479 → "11.479": nothing is rounded away by showing it.
    """
    return _with_plus(shown(value, "grams"), value, plus=plus)


def percent(basis_points: int, *, plus: bool = False) -> str:
    """A share: 1670 → "16.7%", 8000 → "80%", 1234 → "12.34%"."""
    return f"{_with_plus(shown(basis_points, 'percent'), basis_points, plus=plus)}%"


def times(basis_points: int) -> str:
    """A multiplier: 15000 → "1.5", 20000 → "2", 12345 → "1.2345"."""
    size, rest = divmod(basis_points, 10_000)
    return f"{size:,}.{rest:04d}".rstrip("0").rstrip(".")


def phone(digits: str) -> str:
    """A mainland mobile number in groups of 3-4-4; anything else as it is."""
    if len(digits) == 11 and digits.isdigit() and digits.startswith("1"):
        return f"{digits[:3]} {digits[3:7]} {digits[7:]}"
    return digits
