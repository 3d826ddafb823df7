"""The closed lists of loyalty: what may move points, and why a grade changed. Pure."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class EntryKind(StrEnum):
    """What moved the points."""

    EARNED = "earned"
    REPAID = "repaid"  # earned points that went to what the member owed
    CLAWED_BACK = "clawed_back"
    ADJUSTED = "adjusted"
    EXPIRED = "expired"


ENTRY_LABELS = {
    EntryKind.EARNED: gettext_noop("Points from a purchase"),
    EntryKind.REPAID: gettext_noop("Owed points made good"),
    EntryKind.CLAWED_BACK: gettext_noop("Taken back for a return"),
    EntryKind.ADJUSTED: gettext_noop("Adjusted by hand"),
    EntryKind.EXPIRED: gettext_noop("Expired"),
}


class GradeCause(StrEnum):
    """Why a member's grade changed."""

    EARNED = "earned"
    CLAWED_BACK = "clawed_back"
    REGRADED = "regraded"


CAUSE_LABELS = {
    GradeCause.EARNED: gettext_noop("Points of a purchase"),
    GradeCause.CLAWED_BACK: gettext_noop("Points of a return"),
    GradeCause.REGRADED: gettext_noop("New grade ladder"),
}


class PointsClass(StrEnum):
    """The classes of goods that the rates speak of; catalog's categories each name one."""

    GOLD = "gold"
    DIAMOND = "diamond"
    PLATINUM = "platinum"
    CRAFT = "craft"
    JADE = "jade"
    SILVER = "silver"
    BAR = "bar"
    OTHER = "other"


CLASS_LABELS = {
    PointsClass.GOLD: gettext_noop("Gold"),
    PointsClass.DIAMOND: gettext_noop("Diamond"),
    PointsClass.PLATINUM: gettext_noop("Platinum"),
    PointsClass.CRAFT: gettext_noop("Crafts"),
    PointsClass.JADE: gettext_noop("Jade"),
    PointsClass.SILVER: gettext_noop("Silver"),
    PointsClass.BAR: gettext_noop("Investment bars"),
    PointsClass.OTHER: gettext_noop("Other goods"),
}
