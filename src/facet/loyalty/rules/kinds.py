"""The closed lists of loyalty: what may move points, and why a grade changed. Pure."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class EntryKind(StrEnum):
    """What moved the points."""

    EARNED = "earned"
    ON_CREDIT = "on_credit"  # of a purchase on credit, with its repayment
    REPAID = "repaid"  # earned points that went to what the member owed
    CLAWED_BACK = "clawed_back"
    ADJUSTED = "adjusted"
    EXPIRED = "expired"
    SPENT = "spent"  # paid with points
    SPENT_BACK = "spent_back"
    REDEEMED = "redeemed"  # a prize
    REDEEMED_BACK = "redeemed_back"
    CONVERTED = "converted"  # to stored value or a coupon
    MERGED_OUT = "merged_out"
    MERGED_IN = "merged_in"
    REFERRED = "referred"  # a referrer's share of a friend's purchase
    RECRUIT = "recruit"  # a referrer's fixed points
    REGISTRATION = "registration"
    BIRTHDAY = "birthday"
    OCCASION = "occasion"
    FIRST_PURCHASE = "first_purchase"
    SURVEY = "survey"
    GRANTED = "granted"  # to many at once
    TAKEN_BACK = "taken_back"  # of a referral, a gift or a grant
    HANDED_OUT = "handed_out"  # to somebody of the household
    HANDED_IN = "handed_in"


ENTRY_LABELS = {
    EntryKind.EARNED: gettext_noop("Points from a purchase"),
    EntryKind.ON_CREDIT: gettext_noop("Points from a purchase on credit"),
    EntryKind.REPAID: gettext_noop("Owed points made good"),
    EntryKind.CLAWED_BACK: gettext_noop("Taken back for a return"),
    EntryKind.ADJUSTED: gettext_noop("Adjusted by hand"),
    EntryKind.EXPIRED: gettext_noop("Expired"),
    EntryKind.SPENT: gettext_noop("Paid with points"),
    EntryKind.SPENT_BACK: gettext_noop("Points back from a return"),
    EntryKind.REDEEMED: gettext_noop("Prize for points"),
    EntryKind.REDEEMED_BACK: gettext_noop("Points back for a prize"),
    EntryKind.CONVERTED: gettext_noop("Turned into value"),
    EntryKind.MERGED_OUT: gettext_noop("Went to another file of the member"),
    EntryKind.MERGED_IN: gettext_noop("Came with a joined file"),
    EntryKind.REFERRED: gettext_noop("Share of a friend's purchase"),
    EntryKind.RECRUIT: gettext_noop("For bringing a member"),
    EntryKind.REGISTRATION: gettext_noop("Welcome points"),
    EntryKind.BIRTHDAY: gettext_noop("Birthday points"),
    EntryKind.OCCASION: gettext_noop("Company occasion"),
    EntryKind.FIRST_PURCHASE: gettext_noop("First purchase"),
    EntryKind.SURVEY: gettext_noop("Survey answered"),
    EntryKind.GRANTED: gettext_noop("Granted to many"),
    EntryKind.TAKEN_BACK: gettext_noop("Gift or referral taken back"),
    EntryKind.HANDED_OUT: gettext_noop("Given to the household"),
    EntryKind.HANDED_IN: gettext_noop("From the household"),
}


class GradeCause(StrEnum):
    """Why a member's grade changed."""

    EARNED = "earned"
    CLAWED_BACK = "clawed_back"
    REGRADED = "regraded"
    LOWERED = "lowered"
    OPENING = "opening"


CAUSE_LABELS = {
    GradeCause.EARNED: gettext_noop("Points of a purchase"),
    GradeCause.CLAWED_BACK: gettext_noop("Points of a return"),
    GradeCause.REGRADED: gettext_noop("New grade ladder"),
    GradeCause.LOWERED: gettext_noop("Figures fell below the grade"),
    GradeCause.OPENING: gettext_noop("Brought over from the older system"),
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


class BasisKind(StrEnum):
    """What a grade ladder may rest on."""

    LIFETIME = "lifetime"
    PERIOD_POINTS = "period_points"
    SPEND = "spend"
    BALANCE = "balance"
    MARGIN = "margin"
    FREQUENCY = "frequency"
    CREDIT_LIMIT = "credit_limit"


BASIS_LABELS = {
    BasisKind.LIFETIME: gettext_noop("Points ever earned"),
    BasisKind.PERIOD_POINTS: gettext_noop("Points earned in a period"),
    BasisKind.SPEND: gettext_noop("Amount spent"),
    BasisKind.BALANCE: gettext_noop("Points available"),
    BasisKind.MARGIN: gettext_noop("Margin brought"),
    BasisKind.FREQUENCY: gettext_noop("Number of visits"),
    BasisKind.CREDIT_LIMIT: gettext_noop("Credit limit"),
}
