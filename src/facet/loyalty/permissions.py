"""What staff may be allowed to do in loyalty. Pure."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class LoyaltyPermission(StrEnum):
    """The codes of this domain's rights."""

    VIEW_POINTS = "loyalty.view_points"
    VIEW_PROGRAMME = "loyalty.view_programme"
    ADJUST_POINTS = "loyalty.adjust_points"
    MANAGE_PROGRAMME = "loyalty.manage_programme"


LABELS = {
    LoyaltyPermission.VIEW_POINTS: gettext_noop("See members' points and how they were counted"),
    LoyaltyPermission.VIEW_PROGRAMME: gettext_noop("See the points rules and the grade ladder"),
    LoyaltyPermission.ADJUST_POINTS: gettext_noop("Give or take points by hand, up to a limit"),
    LoyaltyPermission.MANAGE_PROGRAMME: gettext_noop("Change and publish the points rules"),
}
