"""Every refusal of promotions. Pure."""

from facet.kernel.errors import DomainError, Invalid, NotFound, gettext_noop


class TermsInvalid(Invalid):
    """Terms that cannot be meant. Facts: `field`, `reason` (English, translatable)."""

    code = "promotions.terms_invalid"


class PromotionUnknown(NotFound):
    """No promotion has this code."""

    code = "promotions.unknown"
    text = gettext_noop("There is no promotion “{key}”.")


class PromotionFixed(DomainError):
    """A published version is history: changes open a new one."""

    code = "promotions.fixed"
    text = gettext_noop("Version {number} of {promotion} is {state} and cannot be changed. Open a new draft.")


class NothingRuns(DomainError):
    """There is nothing to stop."""

    code = "promotions.nothing_runs"
    text = gettext_noop("{promotion} is neither running nor planned, so there is nothing to stop.")


class PromotionUsedUp(DomainError):
    """Between the price that was shown and the sale, somebody else took the last one."""

    code = "promotions.used_up"
    text = gettext_noop("{promotion}: the last one has just been used. Look at the new price and ask the customer.")


class CouponsUsed(DomainError):
    """A coupon that came with the goods was used before they came back (P23)."""

    code = "promotions.coupons_used"
    text = gettext_noop(
        "{promotion} gave coupons for these goods, and {used} of them paid on another ticket. Take the goods of that"
        " ticket back first; its coupon is then free again."
    )


class SetBroken(DomainError):
    """Goods of a set, or with a gift, come back alone (P23)."""

    code = "promotions.set_broken"
    text = gettext_noop("{promotion} was given for goods bought together: {codes} must come back as well.")
