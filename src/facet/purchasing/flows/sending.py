"""A letter to a supplier: intent, mail server, claim. No transaction is open while the mail server is asked (D7)."""

import smtplib
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils.translation import gettext, override

from facet.kernel.errors import gettext_noop
from facet.kernel.operations import OperationKey
from facet.kernel.permissions import Actor
from facet.purchasing import selectors, services
from facet.purchasing.errors import SendingFailed
from facet.purchasing.flows.order_paper import order_pdf
from facet.purchasing.rules.orders import link_digest

REFUSED = gettext_noop("the mail server refused it")
UNREACHABLE = gettext_noop("the mail server does not answer")
NOT_SET = gettext_noop("no mail server is set for this installation")


def send_purchase_order(
    *, actor: Actor, operation: OperationKey, number: str, link: Callable[[str], str], at: datetime
) -> str:
    """Send the order as a PDF with the supplier's link; the order's state.

    `link` makes an address of the link's secret. The same operation again sends nothing more; a letter that failed
    is sent again by a new one. Raises: as intend_sending, SendingFailed.
    """
    letter = services.intend_sending(actor=actor, operation=operation, number=number, at=at)
    if letter.done:
        return selectors.order_page(actor, number, at=at).state
    page = selectors.order_by_link(link_digest(letter.secret), at=at)
    failure = ""
    try:
        _post(letter, page, link(letter.secret))
    except smtplib.SMTPException:
        failure = REFUSED if settings.EMAIL_HOST else NOT_SET
    except OSError:
        failure = UNREACHABLE
    state = services.settle_sending(actor=actor, number=number, sending_id=letter.sending_id, failure=failure, at=at)
    if failure:
        raise SendingFailed(reason=failure)
    return state


def carries_letters() -> bool:
    """Whether a mail server carries what is sent; without one, the local run writes letters into files."""
    return "filebased" not in settings.EMAIL_BACKEND


def paper_of(page: selectors.OrderPage, *, language: str, address: str = "") -> bytes:
    """The order's PDF; prices as the supplier is to read them, so only for those who may see cost."""
    return order_pdf({"page": page, "address": address}, language=language)


def _post(letter: services.Letter, page: selectors.OrderPage, address: str) -> None:
    paper = paper_of(page, language=letter.language, address=address)
    with override(letter.language):
        subject = gettext("Purchase order {number}").format(number=page.number)
        body = gettext(
            "Good day,\n\nplease find our order {number} attached: {pieces} pieces, wanted by {day}.\n"
            "Please confirm quantities and date here:\n{address}\n\nWhoever has this address can answer for you."
        ).format(number=page.number, pieces=page.pieces, day=page.due_on.isoformat(), address=address)
    message = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [letter.email])
    message.attach(f"{page.number}.pdf", paper, "application/pdf")
    message.send(fail_silently=False)
