"""What can be done with points, grades and their rules."""

from facet.loyalty.services.adjusting import Adjusted, Adjustment, adjust_points
from facet.loyalty.services.earning import Earned, earn_points
from facet.loyalty.services.expiry import expire_points
from facet.loyalty.services.programme import Rules, install_programme, publish_rule_version, save_draft
from facet.loyalty.services.regrading import regrade_members
from facet.loyalty.services.returns import ReturnedLine, TakenBack, reverse_points

__all__ = [
    "Adjusted",
    "Adjustment",
    "Earned",
    "ReturnedLine",
    "Rules",
    "TakenBack",
    "adjust_points",
    "earn_points",
    "expire_points",
    "install_programme",
    "publish_rule_version",
    "regrade_members",
    "reverse_points",
    "save_draft",
]
