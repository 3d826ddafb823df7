"""The trade's own prices that are recorded beside the board. Pure. Source: R108, R351."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop
from facet.kernel.importing.definition import ImportColumn


class MarketSeries(StrEnum):
    """What is recorded: metals in cents per gram, the diamond index in hundredths of a point."""

    GOLD = "gold"
    PLATINUM = "platinum"
    PALLADIUM = "palladium"
    SILVER = "silver"
    DIAMOND = "diamond"


SERIES_LABELS: dict[str, str] = {
    MarketSeries.GOLD: gettext_noop("Gold, trade price"),
    MarketSeries.PLATINUM: gettext_noop("Platinum, trade price"),
    MarketSeries.PALLADIUM: gettext_noop("Palladium, trade price"),
    MarketSeries.SILVER: gettext_noop("Silver, trade price"),
    MarketSeries.DIAMOND: gettext_noop("Diamond index"),
}

# Chinese first, then English, then what other systems write.
COLUMNS: tuple[ImportColumn, ...] = (
    ImportColumn("on", ("日期", "Day", "交易日", "date"), "date", required=True, example="2026-02-13"),
    ImportColumn(
        "series",
        ("行情", "Price", "品种", "series"),
        "choice",
        required=True,
        choices=(
            (str(MarketSeries.GOLD), "黄金", "金", "Au", "Au9999"),
            (str(MarketSeries.PLATINUM), "铂金", "铂", "Pt"),
            (str(MarketSeries.PALLADIUM), "钯金", "钯", "Pd"),
            (str(MarketSeries.SILVER), "白银", "银", "Ag"),
            (str(MarketSeries.DIAMOND), "钻石指数", "钻石", "diamond index"),
        ),
        example="黄金",
    ),
    ImportColumn(
        "value_cents",
        ("价格", "Value", "收盘价", "元/克"),
        "yuan",
        required=True,
        least=1,
        most=10**9,
        hint=gettext_noop("Yuan per gram; the diamond index in points."),
        example="845.30",
    ),
    ImportColumn("source", ("来源", "Source"), limit=60, example="上海黄金交易所"),
)
