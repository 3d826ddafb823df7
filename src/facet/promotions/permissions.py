"""What staff may be allowed to do with promotions. Pure."""

from enum import StrEnum

from facet.kernel.errors import gettext_noop


class PromotionsPermission(StrEnum):
    """The codes of this domain's rights."""

    VIEW_PROMOTIONS = "promotions.view_promotions"
    MANAGE_PROMOTIONS = "promotions.manage_promotions"
    APPROVE_PROMOTIONS = "promotions.approve_promotions"


LABELS = {
    PromotionsPermission.VIEW_PROMOTIONS: gettext_noop("See promotions and what they brought"),
    PromotionsPermission.MANAGE_PROMOTIONS: gettext_noop("Draft, publish and stop promotions"),
    PromotionsPermission.APPROVE_PROMOTIONS: gettext_noop("Allow a colleague's promotion to go live"),
}
