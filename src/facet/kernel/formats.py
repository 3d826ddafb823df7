"""Whole numbers in files and lists, and back from what people type. Pure.

Screens format with the shell's filters; what is written here for people reads the same.
"""

import re

SCALES = {"yuan": 2, "grams": 3, "carats": 3, "percent": 2, "int": 0, "points": 0}
_TYPED = re.compile(r"([+-]?)([0-9]{1,15})(?:\.([0-9]*))?")
_WIDE = str.maketrans("０１２３４５６７８９．，－＋−", "0123456789.,-+-")
MINUS = "\u2212"


def _digits(value: int, scale: int) -> tuple[str, str]:
    whole, part = divmod(abs(value), 10**scale)
    return f"{whole:,}", str(part).zfill(scale) if scale else ""


def shown(value: int, kind: str) -> str:
    """For people: 1234500 yuan → "12,345.00", 3980 grams → "3.98", 1250 percent → "12.5"."""
    whole, part = _digits(value, SCALES[kind])
    least = {"percent": 0}.get(kind, 2)
    part = part[:least] + part[least:].rstrip("0")
    return (MINUS if value < 0 else "") + (f"{whole}.{part}" if part else whole)


def plain(value: int, kind: str) -> str:
    """The number for a file that programs read: no groups, all its digits."""
    whole, part = _digits(value, SCALES[kind])
    whole = whole.replace(",", "")
    return ("-" if value < 0 else "") + (f"{whole}.{part}" if part else whole)


def typed(text: str, unit: str) -> int | None:
    """What somebody typed ("12,345.6", full-width too) as a whole number of `unit`, or None if it is none."""
    match = _TYPED.fullmatch(text.translate(_WIDE).replace(",", "").replace(" ", ""))
    if match is None:
        return None
    sign, whole, part = match.group(1), match.group(2), (match.group(3) or "").rstrip("0")
    scale = SCALES[unit]
    if len(part) > scale:
        return None
    value: int = int(whole) * 10**scale + int(part.ljust(scale, "0") or "0")
    return -value if sign == "-" else value
