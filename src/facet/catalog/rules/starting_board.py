"""The purity table and the lines of the board that a new chain starts with. Pure.

Source: GB 11887-2012 with Amendment 1, in force since 4 May 2016; F5, F9.
"""

from dataclasses import dataclass
from datetime import date

from facet.catalog.rules.naming import Grade
from facet.catalog.rules.weights import Metal

GB_11887_FROM = date(2016, 5, 4)
GB_11887 = "GB 11887-2012 / XG1-2015"

GRADES: tuple[Grade, ...] = (
    Grade(Metal.GOLD, 3_750, "9K金", "9K gold", "Au375"),
    Grade(Metal.GOLD, 5_850, "14K金", "14K gold", "Au585"),
    Grade(Metal.GOLD, 7_500, "18K金", "18K gold", "Au750"),
    Grade(Metal.GOLD, 9_160, "22K金", "22K gold", "Au916"),
    Grade(Metal.GOLD, 9_900, "足金", "Fine gold", "足金"),
    Grade(Metal.PLATINUM, 8_500, "Pt850", "Pt850", "Pt850"),
    Grade(Metal.PLATINUM, 9_000, "Pt900", "Pt900", "Pt900"),
    Grade(Metal.PLATINUM, 9_500, "Pt950", "Pt950", "Pt950"),
    Grade(Metal.PLATINUM, 9_900, "足铂", "Fine platinum", "足铂"),
    Grade(Metal.PALLADIUM, 5_000, "Pd500", "Pd500", "Pd500"),
    Grade(Metal.PALLADIUM, 9_500, "Pd950", "Pd950", "Pd950"),
    Grade(Metal.PALLADIUM, 9_900, "足钯", "Fine palladium", "足钯"),
    Grade(Metal.SILVER, 8_000, "800银", "800 silver", "S800"),
    Grade(Metal.SILVER, 9_250, "925银", "Sterling silver", "S925"),
    Grade(Metal.SILVER, 9_900, "足银", "Fine silver", "足银"),
)


@dataclass(frozen=True, slots=True)
class StartingItem:
    """One line of the board; `base` and `premium_bp` suggest its retail price from another line (F9)."""

    code: str
    name: str
    name_en: str
    metal: str
    fineness_e4: int
    base: str = ""
    premium_bp: int = 0


ITEMS: tuple[StartingItem, ...] = (
    StartingItem("AU999", "足金", "Fine gold", Metal.GOLD, 9_990),
    StartingItem("AU9999", "投资金条", "Investment bars", Metal.GOLD, 9_999),
    StartingItem("AU750", "18K金", "18K gold", Metal.GOLD, 7_500, "AU999", 300),
    StartingItem("PT950", "Pt950铂金", "Platinum 950", Metal.PLATINUM, 9_500),
    StartingItem("AG999", "足银", "Fine silver", Metal.SILVER, 9_990),
    StartingItem("AU916", "22K金", "22K gold", Metal.GOLD, 9_160, "AU999", 200),
    StartingItem("AU585", "14K金", "14K gold", Metal.GOLD, 5_850, "AU999", 300),
    StartingItem("PT990", "足铂", "Fine platinum", Metal.PLATINUM, 9_900),
    StartingItem("AG925", "925银", "Sterling silver", Metal.SILVER, 9_250, "AG999", 0),
)
