"""Every refusal of a ticket. Pure."""

from facet.kernel.errors import DomainError, gettext_noop


class PaymentShort(DomainError):
    """Less money than is due; nothing was written."""

    code = "sales.payment_short"
    text = gettext_noop("¥{missing} is still missing; nothing was booked.")


class PaidTooMuch(DomainError):
    """More than is due was charged otherwise than in cash; nothing was written."""

    code = "sales.paid_too_much"
    text = gettext_noop("Only cash may exceed what is due: ¥{due} is due, ¥{paid} was given.")


class PriceChanged(DomainError):
    """The ticket comes to something else than the customer was shown; nothing was written."""

    code = "sales.price_changed"
    text = gettext_noop("The price has changed: ¥{expected} was shown, ¥{actual} is due now.")


class DiscountNotAllowed(DomainError):
    """These goods never take a discount of this kind."""

    code = "sales.discount_not_allowed"
    text = gettext_noop("{code}: {reason}")


class NoBoardPrice(DomainError):
    """A piece is sold by weight and nobody has published a price for its metal."""

    code = "sales.no_board_price"
    text = gettext_noop("{code}: no board price of {metal} is published for this store. Ask headquarters.")


class BasketClosed(DomainError):
    """The ticket was completed or abandoned meanwhile."""

    code = "sales.basket_closed"
    text = gettext_noop("This ticket is no longer open.")


class ShiftAlreadyOpen(DomainError):
    """One till, one open shift."""

    code = "sales.shift_already_open"
    text = gettext_noop("A shift is already open at this till, since {since}.")


class NoOpenShift(DomainError):
    """Closing needs an open shift."""

    code = "sales.no_open_shift"
    text = gettext_noop("No shift is open at this till.")
