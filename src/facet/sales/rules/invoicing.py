"""Invoices that customers ask for: who is named on them, what stands on them, where a request stands. Pure.

The amount is what was received for goods: net and rounding, less old gold where it counts (F39), less what came back
since; the tax inside it line by line (F38). Units: cents. Source: R079, F38, F39, domain.md H.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from facet.kernel.errors import Invalid, gettext_noop
from facet.kernel.money import split_by_largest_remainder
from facet.sales.rules.old_gold_tax import RetailTax, retail_tax

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


@dataclass(frozen=True, slots=True)
class TaxedLine:
    """Goods of a ticket that were not brought back since. `meets_old_gold`: gold and silver jewelry, whose tax is on
    what was received beside the old gold (F39). Units: cents.
    """

    net_cents: int
    meets_old_gold: bool


def invoice_tax(
    lines: Sequence[TaxedLine], *, rounding_cents: int, old_gold_cents: int, exchanged_cents: int = 0
) -> RetailTax | None:
    """The taxes in what can be invoiced of a ticket, worked out line by line; None when nothing is left.

    Old gold lowers gold and silver jewelry only, never below zero: other goods are taxed on their full price.
    Rounding off, and goods that came back on the same ticket (`exchanged_cents`), lower every line in proportion. All
    three are zero or below. Source: F38, F39, decisions.md §3.10.
    """
    amounts = [line.net_cents for line in lines]
    gold = [line.net_cents if line.meets_old_gold else 0 for line in lines]
    amounts = _less(amounts, -old_gold_cents, weights=gold)
    amounts = _less(amounts, -exchanged_cents - rounding_cents, weights=amounts)
    if sum(amounts) <= 0:
        return None
    taxes = [retail_tax(cents) for cents in amounts]
    return RetailTax(
        sum(tax.net_cents for tax in taxes), sum(tax.vat_cents for tax in taxes),
        sum(tax.consumption_cents for tax in taxes),
    )  # fmt: skip


def _less(amounts: Sequence[int], cents: int, *, weights: Sequence[int]) -> list[int]:
    cents = min(cents, sum(weights))
    if cents <= 0:
        return list(amounts)
    parts = split_by_largest_remainder(cents, weights)
    return [amount - part for amount, part in zip(amounts, parts, strict=True)]
