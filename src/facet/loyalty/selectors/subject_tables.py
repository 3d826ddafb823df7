"""The loyalty tables that hold something of a person, and how each forgets. See kernel/privacy.py."""

from facet.kernel.errors import gettext_noop
from facet.kernel.privacy import EMPTY, MARK, ROW, SubjectTable

TABLES = (
    SubjectTable("loyalty.PointsAccount", gettext_noop("Points"), order=40),
    SubjectTable(
        "loyalty.PointsEntry", gettext_noop("Points, line by line"), "account__member", {"reason": EMPTY}, order=41
    ),
    SubjectTable("loyalty.PointsLot", gettext_noop("Points by expiry"), "account__member", order=42),
    SubjectTable("loyalty.LotMove", gettext_noop("Moves between lots"), "lot__account__member", order=43),
    SubjectTable("loyalty.EarnedLine", gettext_noop("How points were earned"), "account__member", order=44),
    SubjectTable("loyalty.PointsReservation", gettext_noop("Points reserved"), "account__member", order=45),
    SubjectTable("loyalty.Award", gettext_noop("Gifts, referral and pending points"), "account__member", order=45),
    SubjectTable("loyalty.OwedSale", gettext_noop("Points of purchases on credit"), "account__member", order=45),
    SubjectTable("loyalty.GrantLine", gettext_noop("Grants to many"), order=45),
    SubjectTable("loyalty.GradeChange", gettext_noop("Grades"), order=46),
    SubjectTable("loyalty.GradeWatch", gettext_noop("Grade under watch"), order=47),
    SubjectTable("loyalty.Coupon", gettext_noop("Coupons"), erase={"code": MARK}, order=48),
    SubjectTable(
        "loyalty.CouponEvent",
        gettext_noop("What happened to the coupons"),
        "coupon__member",
        {"reason": EMPTY},
        order=49,
    ),
    SubjectTable("loyalty.BirthdayGift", gettext_noop("Birthday gifts"), order=50),
    SubjectTable("loyalty.Redemption", gettext_noop("Prizes redeemed"), order=51),
    SubjectTable("loyalty.StoredValueAccount", gettext_noop("Stored value"), erase={"number": MARK}, order=52),
    SubjectTable(
        "loyalty.StoredValueEntry",
        gettext_noop("Stored value, line by line"),
        "account__member",
        {"reason": EMPTY},
        order=53,
    ),
    SubjectTable("loyalty.MemberPin", gettext_noop("PIN for spending"), erase={"encoded": ROW}, order=54),
    SubjectTable("loyalty.Proof", gettext_noop("Proofs for spending"), order=55),
)
