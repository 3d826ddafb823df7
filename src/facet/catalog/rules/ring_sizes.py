"""Ring sizes of several countries from one stored measure, the inner circumference. Pure.

Micrometres and a long π, so that nothing is rounded before it is shown. Chinese numbers are not
computed: two tables in use disagree, so the chain keeps its own (dictionary "ring_size").
Source: F24; docs/algorithms/weights.md §4.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import divide_half_away

_PI_E15 = 3_141_592_653_589_793
_E15 = 10**15
US_ZERO_UM = 11_630  # diameter of US size 0
US_STEP_E1_UM = 8_128  # diameter grows by 812.8 µm a size
JAPAN_ONE_UM = 13_000  # diameter of Japanese size 1; each size is a third of a millimetre more
ISO_LEAST, ISO_MOST = 41, 76
EU_BASE = 40


@dataclass(frozen=True, slots=True)
class RingSize:
    """One ring in every way of counting. Units: 0.1 mm, 0.01 mm; quarters of a US, halves of a Japanese size."""

    circumference_tenths: int
    diameter_hundredths: int
    iso: int
    eu: int
    us_quarters: int
    japan_halves: int


def ring_size(*, circumference_um: int) -> RingSize:
    """Every country's number for an inner circumference. Raises: Invalid outside ISO 41–76. Source: F24."""
    iso = divide_half_away(circumference_um, 1_000)
    if not ISO_LEAST <= iso <= ISO_MOST:
        raise Invalid(field="circumference", reason=gettext_noop("must lie between 41 and 76 mm"))
    # the diameter in nanometres: one place more than any size needs
    diameter_nm = divide_half_away(circumference_um * 1_000 * _E15, _PI_E15)
    return RingSize(
        circumference_tenths=divide_half_away(circumference_um, 100),
        diameter_hundredths=divide_half_away(diameter_nm, 10_000),
        iso=iso,
        eu=iso - EU_BASE,
        us_quarters=divide_half_away((diameter_nm - US_ZERO_UM * 1_000) * 4, US_STEP_E1_UM * 100),
        japan_halves=divide_half_away((diameter_nm - JAPAN_ONE_UM * 1_000) * 6, 1_000_000) + 2,
    )


def circumference_um_of_us(quarters: int) -> int:
    """The inner circumference of a US size, given in quarters of a size. Units: µm. Source: F24."""
    diameter_e3_um = US_ZERO_UM * 1_000 + US_STEP_E1_UM * 100 * quarters // 4
    return divide_half_away(diameter_e3_um * _PI_E15, 1_000 * _E15)


def local_number(circumference_tenths: int, table: Iterable[tuple[str, int]]) -> str:
    """The number that a chain's own table gives: the nearest row, the smaller one on a tie; "" without rows.

    `table` holds (number, circumference in 0.1 mm).
    """
    rows = sorted(table, key=lambda row: (abs(row[1] - circumference_tenths), row[1]))
    return rows[0][0] if rows else ""
