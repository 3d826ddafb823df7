"""The trade's own prices that are recorded beside the board. Pure. Source: R108, R351."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


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
