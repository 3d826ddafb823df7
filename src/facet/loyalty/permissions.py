"""What staff may be allowed to do in loyalty. Pure."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class LoyaltyPermission(StrEnum):
    """The codes of this domain's rights."""

    VIEW_POINTS = "loyalty.view_points"
    VIEW_PROGRAMME = "loyalty.view_programme"
    ADJUST_POINTS = "loyalty.adjust_points"
    MANAGE_PROGRAMME = "loyalty.manage_programme"
    APPROVE_PROGRAMME = "loyalty.approve_programme"
    REDEEM = "loyalty.redeem"
    MANAGE_PRIZES = "loyalty.manage_prizes"
    STOCK_PRIZES = "loyalty.stock_prizes"
    VIEW_COUPONS = "loyalty.view_coupons"
    ISSUE_COUPONS = "loyalty.issue_coupons"
    USE_COUPONS = "loyalty.use_coupons"
    MANAGE_COUPONS = "loyalty.manage_coupons"
    VIEW_STORED_VALUE = "loyalty.view_stored_value"
    SELL_STORED_VALUE = "loyalty.sell_stored_value"
    MANAGE_STORED_VALUE = "loyalty.manage_stored_value"
    VIEW_LIABILITY = "loyalty.view_liability"
    VIEW_REFERRALS = "loyalty.view_referrals"


LABELS = {
    LoyaltyPermission.VIEW_POINTS: gettext_noop("See members' points and how they were counted"),
    LoyaltyPermission.VIEW_PROGRAMME: gettext_noop("See the points rules and the grade ladder"),
    LoyaltyPermission.ADJUST_POINTS: gettext_noop("Give or take points by hand, up to a limit"),
    LoyaltyPermission.MANAGE_PROGRAMME: gettext_noop("Change and publish the points rules"),
    LoyaltyPermission.APPROVE_PROGRAMME: gettext_noop("Allow a colleague's points rules to go live"),
    LoyaltyPermission.REDEEM: gettext_noop("Ask for proofs, give prizes for points, turn points into value"),
    LoyaltyPermission.MANAGE_PRIZES: gettext_noop("Change prizes and what they cost"),
    LoyaltyPermission.STOCK_PRIZES: gettext_noop("Receive and correct the stock of prizes"),
    LoyaltyPermission.VIEW_COUPONS: gettext_noop("See coupons"),
    LoyaltyPermission.ISSUE_COUPONS: gettext_noop("Give coupons to members, up to a limit"),
    LoyaltyPermission.USE_COUPONS: gettext_noop("Use coupons and give birthday gifts at the counter"),
    LoyaltyPermission.MANAGE_COUPONS: gettext_noop("Change coupon types, make batches, make coupons void"),
    LoyaltyPermission.VIEW_STORED_VALUE: gettext_noop("See stored-value cards"),
    LoyaltyPermission.SELL_STORED_VALUE: gettext_noop("Open stored-value cards"),
    LoyaltyPermission.MANAGE_STORED_VALUE: gettext_noop("Freeze, move and pay out stored-value cards"),
    LoyaltyPermission.VIEW_LIABILITY: gettext_noop("See what stored value the house owes"),
    LoyaltyPermission.VIEW_REFERRALS: gettext_noop("See who brought whom and what it earned"),
}
