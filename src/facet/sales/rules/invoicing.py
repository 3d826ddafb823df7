"""Invoices that customers ask for: who is named on them, what stands on them, where a request stands. Pure.

The amount is what was received for goods: net and rounding, less old gold (F39), less what came back since; the
tax inside it by F38. Units: cents. Source: R079, F38, F39, domain.md H.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.sales.rules.old_gold_tax import RetailTax, retail_tax
from facet.sales.rules.totals import Totals

_TAX_NUMBER = re.compile(r"[0-9A-Z]{15}|[0-9A-Z]{17,18}|[0-9A-Z]{20}")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")


class Buyer(StrEnum):
    """Who is named on the invoice."""

    PERSON = "person"
    COMPANY = "company"


BUYER_WORDS = {Buyer.PERSON: gettext_noop("A person"), Buyer.COMPANY: gettext_noop("A company")}


class InvoiceState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    ISSUED = "issued"
    REJECTED = "rejected"


INVOICE_WORDS = {
    InvoiceState.ASKED: gettext_noop("To be issued"),
    InvoiceState.ISSUED: gettext_noop("Issued"),
    InvoiceState.REJECTED: gettext_noop("Rejected"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceWish:
    """Whom the invoice names and where it goes: personal data, sealed at once."""

    buyer: str
    title: str
    email: str
    tax_number: str = ""


def checked_wish(wish: InvoiceWish) -> InvoiceWish:
    """The wish as it is kept. Raises: Invalid."""
    title, email = wish.title.strip(), wish.email.strip()
    number = wish.tax_number.replace(" ", "").upper()
    if wish.buyer not in set(Buyer):
        raise Invalid(field="buyer", reason=gettext_noop("Say whether a person or a company is named."))
    if not 1 <= len(title) <= 100:
        raise Invalid(field="title", reason=gettext_noop("Write the name that stands on the invoice."))
    if wish.buyer == Buyer.COMPANY and not _TAX_NUMBER.fullmatch(number):
        raise Invalid(
            field="tax_number", reason=gettext_noop("A company's tax number has 15, 17, 18 or 20 letters and digits.")
        )
    if len(email) > 120 or not _EMAIL.fullmatch(email):
        raise Invalid(
            field="email", reason=gettext_noop("Write the whole e-mail address, for example name@example.com.")
        )
    return InvoiceWish(
        buyer=wish.buyer, title=title, email=email, tax_number=number if wish.buyer == Buyer.COMPANY else ""
    )


def invoice_tax(*, net_cents: int, rounding_cents: int, old_gold_cents: int, returned_cents: int) -> RetailTax | None:
    """The taxes in what can be invoiced of a ticket, None when nothing is left.

    `old_gold_cents` and `returned_cents` (what came back on later tickets) are zero or below.
    """
    base = Totals(0, net_cents, rounding_cents, old_gold_cents=old_gold_cents).tax_base_cents + returned_cents
    return retail_tax(base) if base > 0 else None
