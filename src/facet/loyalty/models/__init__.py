"""The tables of loyalty."""

from facet.loyalty.models.earned import EarnedLine
from facet.loyalty.models.grade import GradeChange
from facet.loyalty.models.points import LotMove, PointsAccount, PointsEntry, PointsLot
from facet.loyalty.models.programme import Grade, RuleVersion

__all__ = [
    "EarnedLine",
    "Grade",
    "GradeChange",
    "LotMove",
    "PointsAccount",
    "PointsEntry",
    "PointsLot",
    "RuleVersion",
]
