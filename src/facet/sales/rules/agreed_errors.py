"""Every refusal of quotes, of re-pricing and of a switched price basis. Pure."""

from facet.kernel.errors import DomainError, gettext_noop


class BasisNotSwitched(DomainError):
    """This piece is not sold the other way round."""

    code = "sales.basis_not_switched"
    text = gettext_noop("{code}: {reason}. Sell it as its tag says.")


class BelowFloor(DomainError):
    """A switched line would go below what the house allows."""

    code = "sales.below_floor"
    text = gettext_noop(
        "{code}: ¥{price} is below ¥{floor}, the lowest price after a switch of the price basis. Raise the agreed price"
        " or the labour, take coupons off, or switch back."
    )


class QuotationClosed(DomainError):
    """A quote is sold once; one that was withdrawn is not sold."""

    code = "sales.quotation_closed"
    text = gettext_noop("Quote {number}: {state}. Write a new one from the till.")


class QuotationTaken(DomainError):
    """Another till has the quote's ticket open."""

    code = "sales.quotation_taken"
    text = gettext_noop("Quote {number} stands on ticket {ticket} already. Recall that ticket, or give it up first.")


class QuotationOfAnother(DomainError):
    """A quote that names a member holds for her alone."""

    code = "sales.quotation_of_another"
    text = gettext_noop(
        "Quote {number} was made for another member than this ticket. Name her, or re-price the ticket."
    )


class RepriceChanged(DomainError):
    """What the ticket comes to moved while it was being re-priced."""

    code = "sales.reprice_changed"
    text = gettext_noop("Prices moved while you read: ¥{expected} was shown, it would be ¥{actual} now. Read it again.")
