"""The tables of loyalty."""

from facet.loyalty.models.award import Award, ExpiryNotice
from facet.loyalty.models.coupon import BirthdayGift, Coupon, CouponBatch, CouponEvent, CouponType
from facet.loyalty.models.earned import EarnedLine
from facet.loyalty.models.grade import GradeChange, GradeWatch
from facet.loyalty.models.grant import Grant, GrantLine
from facet.loyalty.models.owed_sale import OwedSale
from facet.loyalty.models.points import LotMove, PointsAccount, PointsEntry, PointsLot
from facet.loyalty.models.policy import GradePolicy
from facet.loyalty.models.prize import Prize, PrizeMovement, PrizeStock, Redemption
from facet.loyalty.models.programme import Grade, RuleVersion
from facet.loyalty.models.proof import MemberPin, Proof
from facet.loyalty.models.replay import Replay
from facet.loyalty.models.reservation import PointsReservation
from facet.loyalty.models.stored_value import StoredValueAccount, StoredValueEntry

__all__ = [
    "Award",
    "BirthdayGift",
    "Coupon",
    "CouponBatch",
    "CouponEvent",
    "CouponType",
    "EarnedLine",
    "ExpiryNotice",
    "Grade",
    "GradeChange",
    "GradePolicy",
    "GradeWatch",
    "Grant",
    "GrantLine",
    "LotMove",
    "MemberPin",
    "OwedSale",
    "PointsAccount",
    "PointsEntry",
    "PointsLot",
    "PointsReservation",
    "Prize",
    "PrizeMovement",
    "PrizeStock",
    "Proof",
    "Redemption",
    "Replay",
    "RuleVersion",
    "StoredValueAccount",
    "StoredValueEntry",
]
