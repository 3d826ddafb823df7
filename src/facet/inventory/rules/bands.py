"""The bands by which goods are added up: by net weight, tag price and age, and their words. Pure."""

from facet.kernel.errors import gettext_noop

WEIGHT_BANDS = (("under_2", 0), ("2_to_5", 2_000), ("5_to_10", 5_000), ("10_to_20", 10_000), ("20_to_50", 20_000),
                ("from_50", 50_000))  # fmt: skip  # mg of net weight, from
PRICE_BANDS = (("under_1000", 0), ("1000_to_3000", 100_000), ("3000_to_5000", 300_000), ("5000_to_10000", 500_000),
               ("10000_to_30000", 1_000_000), ("from_30000", 3_000_000))  # fmt: skip  # tag price in cents, from
AGE_BANDS = (("under_30", 0), ("30_to_90", 30), ("90_to_180", 90), ("180_to_365", 180), ("from_365", 365))  # days, from

BAND_WORDS = {
    "under_2": gettext_noop("below 2 g"), "2_to_5": gettext_noop("2 to 5 g"), "5_to_10": gettext_noop("5 to 10 g"),
    "10_to_20": gettext_noop("10 to 20 g"), "20_to_50": gettext_noop("20 to 50 g"),
    "from_50": gettext_noop("50 g and more"),
    "under_1000": gettext_noop("below ¥1,000"), "1000_to_3000": gettext_noop("¥1,000 to 3,000"),
    "3000_to_5000": gettext_noop("¥3,000 to 5,000"), "5000_to_10000": gettext_noop("¥5,000 to 10,000"),
    "10000_to_30000": gettext_noop("¥10,000 to 30,000"), "from_30000": gettext_noop("¥30,000 and more"),
    "under_30": gettext_noop("below 30 days"), "30_to_90": gettext_noop("30 to 90 days"),
    "90_to_180": gettext_noop("90 to 180 days"), "180_to_365": gettext_noop("180 to 365 days"),
    "from_365": gettext_noop("over a year"),
}  # fmt: skip
